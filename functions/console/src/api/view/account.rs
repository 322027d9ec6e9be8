//! An account as the API shows it.

use domain::{Account, AccountStatus, daily_cap};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// An account that was connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Account)]
pub(crate) struct AccountView {
    /// TikTok's id of the creator for this app, which never changes.
    pub(crate) open_id: String,
    /// The creator's username, where TikTok has told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) username: Option<String>,
    /// The name that TikTok shows, where it has told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) nickname: Option<String>,
    /// Address of the creator's picture as TikTok told it last; it lives for two hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) avatar_url: Option<String>,
    /// Whether posts can go out: `connected`, `reconnect_required` or `disconnected`.
    #[schema(value_type = String)]
    pub(crate) status: AccountStatus,
    /// Why they cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status_reason: Option<String>,
    /// What the creator has granted.
    pub(crate) scopes: Vec<String>,
    /// When the creator first connected.
    pub(crate) connected_at: Timestamp,
    /// When the tokens were refreshed last.
    pub(crate) refreshed_at: Timestamp,
    /// When they are refreshed next; absent where they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_refresh_at: Option<Timestamp>,
    /// Refreshes that failed since the last one that did not.
    pub(crate) refresh_failures: u32,
    /// When the access token ends.
    pub(crate) access_expires_at: Timestamp,
    /// When the refresh token ends, and with it the connection.
    pub(crate) refresh_expires_at: Timestamp,
    /// Posts that were begun in the last 24 hours.
    pub(crate) posts_begun: usize,
    /// How many may be.
    pub(crate) daily_cap: usize,
    /// When the next one may be begun.
    pub(crate) next_post_at: Timestamp,
}

impl AccountView {
    /// An account at a moment, for which `daily_cap` posts may be begun in 24 hours.
    pub(crate) fn of(account: &Account, daily_cap: usize, now: Timestamp) -> Self {
        let mut inits = account.inits.clone();
        daily_cap::prune(&mut inits, now);
        let refreshes = account.status == AccountStatus::Connected;
        Self {
            open_id: account.open_id.clone(),
            username: account.username.clone(),
            nickname: account.nickname.clone(),
            avatar_url: account.avatar_url.clone(),
            status: account.status,
            status_reason: account.status_reason.clone(),
            scopes: account.scopes.clone(),
            connected_at: account.connected_at,
            refreshed_at: account.access_issued_at,
            next_refresh_at: account.refresh_due_at.filter(|_| refreshes),
            refresh_failures: account.refresh_failures,
            access_expires_at: account.access_expires_at,
            refresh_expires_at: account.refresh_expires_at,
            posts_begun: inits.len(),
            daily_cap,
            next_post_at: daily_cap::next_free_slot(&inits, daily_cap, now),
        }
    }
}
