//! A creator who has connected their TikTok account.

use crate::lease::Lease;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The version of the stored form.
pub const ACCOUNT_SCHEMA: u32 = 1;

/// What is known of a creator's account. The tokens themselves lie in the secrets store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// TikTok's id of the creator for this app.
    pub open_id: String,
    /// Version of the stored form.
    pub schema: u32,
    /// Counts the saves.
    pub version: u64,
    /// The creator's username, as creator_info last told it. Uploads may be put into a folder of this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The name that TikTok shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Address of the creator's picture; TikTok's live for two hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// Scopes that the creator granted.
    pub scopes: Vec<String>,
    /// Whether posts can go out.
    pub status: AccountStatus,
    /// Why they cannot, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    /// When the access token was issued.
    pub access_issued_at: Timestamp,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
    /// When the refresh token ends.
    pub refresh_expires_at: Timestamp,
    /// When the next refresh falls due; absent while the account is not connected. Stored in milliseconds since 1970, so
    /// that it is what its index sorts by.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "jiff::fmt::serde::timestamp::millisecond::optional"
    )]
    pub refresh_due_at: Option<Timestamp>,
    /// Refreshes that failed since the last one that did not.
    #[serde(default)]
    pub refresh_failures: u32,
    /// The run that refreshes the tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_lease: Option<Lease>,
    /// Budget of creator_info and init calls, see [`crate::budget`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submit_budget: Option<Timestamp>,
    /// Budget of status calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_budget: Option<Timestamp>,
    /// Times of the inits of the last 24 hours, for the daily cap.
    #[serde(default)]
    pub inits: Vec<Timestamp>,
    /// When the creator first connected.
    pub connected_at: Timestamp,
    /// When the record last changed.
    pub updated_at: Timestamp,
}

/// Whether posts can go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    /// Tokens work, as far as is known.
    Connected,
    /// The creator must walk through the connect link again.
    ReconnectRequired,
    /// The creator or the operator ended the connection.
    Disconnected,
}

/// A fresh grant of tokens, without the tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Scopes that the creator granted.
    pub scopes: Vec<String>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
    /// When the refresh token ends.
    pub refresh_expires_at: Timestamp,
}

impl Account {
    /// An account that has just been connected.
    pub fn connected(open_id: &str, grant: &Grant, now: Timestamp) -> Self {
        let mut account = Self {
            open_id: open_id.to_owned(),
            schema: ACCOUNT_SCHEMA,
            version: 0,
            username: None,
            nickname: None,
            avatar_url: None,
            scopes: Vec::new(),
            status: AccountStatus::Connected,
            status_reason: None,
            access_issued_at: now,
            access_expires_at: now,
            refresh_expires_at: now,
            refresh_due_at: None,
            refresh_failures: 0,
            refresh_lease: None,
            submit_budget: None,
            status_budget: None,
            inits: Vec::new(),
            connected_at: now,
            updated_at: now,
        };
        account.granted(grant);
        account
    }

    /// Takes over what a new grant says: after a connection, or after a refresh.
    pub fn granted(&mut self, grant: &Grant) {
        self.scopes.clone_from(&grant.scopes);
        self.status = AccountStatus::Connected;
        self.status_reason = None;
        self.access_issued_at = grant.issued_at;
        self.access_expires_at = grant.access_expires_at;
        self.refresh_expires_at = grant.refresh_expires_at;
        self.refresh_due_at = Some(crate::token::refresh_due_at(grant.issued_at, grant.access_expires_at));
        self.refresh_failures = 0;
        self.refresh_lease = None;
    }

    /// Nothing can be done with the tokens any more; the creator must connect again.
    pub fn require_reconnect(&mut self, reason: impl Into<String>) {
        self.status = AccountStatus::ReconnectRequired;
        self.status_reason = Some(reason.into());
        self.refresh_due_at = None;
        self.refresh_lease = None;
    }
}
