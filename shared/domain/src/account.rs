//! A creator who has connected their TikTok account.

#[cfg(test)]
mod tests;

use crate::alert::AlertLog;
use crate::lease::Lease;
use crate::stored::{Stored, Unknown};
use crate::token::refresh_due_at;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The version of the stored form, see [`Stored::SCHEMA`].
pub const ACCOUNT_SCHEMA: u32 = 1;

/// When `token-refresh` looks again whether the operator was told that an account must be connected again. The run that
/// found it out tells at once; this one comes after it if it crashed.
const TELL_AFTER: SignedDuration = SignedDuration::from_mins(3);

/// When TikTok is asked for names that it did not tell at the connection, and how often before only every refresh asks.
const NAMES_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);
const NAMES_ASKED_MAX: u8 = 6;

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
    /// When `token-refresh` looks at the account next: to refresh its tokens, to ask for its names, to tell the operator.
    /// Absent when there is nothing to look at. Stored in milliseconds since 1970, so that it is what its index sorts
    /// by.
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
    /// Which alerts about it were sent lately.
    #[serde(default, skip_serializing_if = "AlertLog::is_empty")]
    pub alerts: AlertLog,
    /// Which notice of its refresh token's end was given last, in days before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_notice_days: Option<u8>,
    /// Whether posts of it may be held until it is connected again, and it is: `token-refresh` lets them go on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resumes_posts: bool,
    /// How often its names were asked for in vain.
    #[serde(default)]
    pub names_asked: u8,
    /// When the creator first connected.
    pub connected_at: Timestamp,
    /// When the record last changed.
    pub updated_at: Timestamp,
    /// What a newer version has stored with it.
    #[serde(skip)]
    pub unknown: Unknown,
}

impl Stored for Account {
    const SCHEMA: u32 = ACCOUNT_SCHEMA;

    fn unknown(&self) -> &Unknown {
        &self.unknown
    }

    fn keep(&mut self, unknown: Unknown) {
        self.unknown = unknown;
    }
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
            alerts: AlertLog::default(),
            end_notice_days: None,
            resumes_posts: false,
            names_asked: 0,
            connected_at: now,
            updated_at: now,
            unknown: Unknown::default(),
        };
        account.granted(grant);
        account
    }

    /// Takes over what a new grant says: after a connection, or after a refresh.
    pub fn granted(&mut self, grant: &Grant) {
        if grant.refresh_expires_at > self.refresh_expires_at {
            self.end_notice_days = None;
        }
        self.scopes.clone_from(&grant.scopes);
        self.status = AccountStatus::Connected;
        self.status_reason = None;
        self.access_issued_at = grant.issued_at;
        self.access_expires_at = grant.access_expires_at;
        self.refresh_expires_at = grant.refresh_expires_at;
        self.refresh_failures = 0;
        self.refresh_lease = None;
        self.schedule();
    }

    /// The posts that were held for the account go on.
    pub fn posts_resumed(&mut self) {
        self.resumes_posts = false;
        if self.is_connected() {
            self.schedule();
        }
    }

    /// The account is due for its next refresh, or at once while posts wait for it.
    fn schedule(&mut self) {
        let refresh = refresh_due_at(self.access_issued_at, self.access_expires_at);
        self.refresh_due_at = Some(if self.resumes_posts { self.access_issued_at } else { refresh });
    }

    /// Takes over what a creator has granted who walked through the connect link again. The account is due at once where
    /// its posts may be held.
    pub fn reconnected(&mut self, grant: &Grant) {
        self.resumes_posts |= self.status == AccountStatus::Disconnected;
        self.granted(grant);
        self.names_asked = 0;
    }

    /// Ends the connection. Whoever refreshes the tokens at this moment loses the right to.
    pub fn disconnect(&mut self, reason: impl Into<String>) {
        self.status = AccountStatus::Disconnected;
        self.status_reason = Some(reason.into());
        self.refresh_due_at = None;
        self.refresh_lease = None;
    }

    /// Nothing can be done with the tokens any more; the creator must connect again. The account stays due until the
    /// operator is known to have been told.
    pub fn require_reconnect(&mut self, reason: impl Into<String>, now: Timestamp) {
        self.status = AccountStatus::ReconnectRequired;
        self.status_reason = Some(reason.into());
        self.refresh_due_at = Some(now + TELL_AFTER);
        self.refresh_lease = None;
    }

    /// The operator has been told that the account must be connected again, or is told at `again_at`.
    pub fn told_of_reconnect(&mut self, again_at: Option<Timestamp>) {
        if self.status == AccountStatus::ReconnectRequired {
            self.refresh_due_at = again_at;
        }
    }

    /// Whether posts can go out, as far as is known.
    pub fn is_connected(&self) -> bool {
        self.status == AccountStatus::Connected
    }

    /// Whether the operator must still be told that the account must be connected again.
    pub fn owes_word_of_reconnect(&self, now: Timestamp) -> bool {
        self.status == AccountStatus::ReconnectRequired && self.refresh_due_at.is_some_and(|due| due <= now)
    }

    /// The notice of its refresh token's end that is due and was not given yet, in days before it.
    pub fn end_notice_due(&self, now: Timestamp) -> Option<u8> {
        let notice = crate::token::end_notice(self.refresh_expires_at, now)?;
        (self.is_connected() && self.end_notice_days.is_none_or(|given| notice < given)).then_some(notice)
    }

    /// The name to call it by.
    pub fn name(&self) -> &str {
        self.username.as_deref().unwrap_or(&self.open_id)
    }

    /// Takes over the names that TikTok tells.
    pub fn introduce(&mut self, username: &str, nickname: &str, avatar_url: Option<&str>) {
        self.username = Some(username.to_owned());
        self.nickname = Some(nickname.to_owned());
        self.avatar_url = avatar_url.map(str::to_owned);
        self.names_asked = 0;
    }

    /// TikTok did not tell the names: they are asked for again soon, a few times, and then with each refresh.
    pub fn names_unknown(&mut self, now: Timestamp) {
        self.names_asked = self.names_asked.saturating_add(1);
        if self.names_asked < NAMES_ASKED_MAX {
            let soon = now + NAMES_AGAIN_AFTER;
            self.refresh_due_at = self.refresh_due_at.map(|due| due.min(soon));
        }
    }
}
