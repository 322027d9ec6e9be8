//! What an operator is told at once.

mod log;

pub use log::{AlertLog, QUIET};

use crate::post::Post;
use crate::state::{Awaits, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A message to the operator: words for a person, fields for a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alert {
    /// What it is about.
    pub kind: AlertKind,
    /// The creator's `open_id`, where it concerns one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The post's id, where it concerns one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
    /// One line.
    pub subject: String,
    /// What happened and what to do.
    pub text: String,
}

/// The kinds of alerts. `docs/operations.md` says of each what it means and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A post will not be published unless somebody acts.
    PostFailed,
    /// TikTok has not said what became of a post.
    PostUnconfirmed,
    /// An upload was turned away.
    UploadRejected,
    /// A post went out as `SELF_ONLY` because its level is no longer offered.
    PrivacyFellBack,
    /// A creator must connect again.
    ReconnectRequired,
    /// Refreshing an account's tokens keeps failing.
    RefreshFailing,
    /// TikTok refuses the app's credentials, or they cannot be read.
    AppSecretRefused,
    /// An account's refresh token ends soon.
    RefreshTokenEnds,
    /// TikTok refused a call, because the creator has not granted its scope.
    ScopeMissing,
    /// More creators have posted through the app today than TikTok lets it serve.
    ActiveUserCapReached,
    /// A post waits for a person.
    PostHeld,
    /// A creator has had as many posts as are allowed in 24 hours.
    DailyCapReached,
    /// TikTok treats the app as one that has not passed its audit.
    AuditNotPassed,
    /// TikTok treats the app as one that has passed its audit, and did not before.
    AuditPassed,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::PostFailed,
        Self::PostUnconfirmed,
        Self::UploadRejected,
        Self::PrivacyFellBack,
        Self::ReconnectRequired,
        Self::RefreshFailing,
        Self::AppSecretRefused,
        Self::RefreshTokenEnds,
        Self::ScopeMissing,
        Self::ActiveUserCapReached,
        Self::PostHeld,
        Self::DailyCapReached,
        Self::AuditNotPassed,
        Self::AuditPassed,
    ];

    /// The kind's public name, as it stands in an alert's JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::PostFailed => "post_failed",
            Self::PostUnconfirmed => "post_unconfirmed",
            Self::UploadRejected => "upload_rejected",
            Self::PrivacyFellBack => "privacy_fell_back",
            Self::ReconnectRequired => "reconnect_required",
            Self::RefreshFailing => "refresh_failing",
            Self::AppSecretRefused => "app_secret_refused",
            Self::RefreshTokenEnds => "refresh_token_ends",
            Self::ScopeMissing => "scope_missing",
            Self::ActiveUserCapReached => "active_user_cap_reached",
            Self::PostHeld => "post_held",
            Self::DailyCapReached => "daily_cap_reached",
            Self::AuditNotPassed => "audit_not_passed",
            Self::AuditPassed => "audit_passed",
        }
    }
}

impl Alert {
    /// The alert that a post's state calls for at once, where it calls for one. A post that is held for its options is
    /// not told of at once: they may come a moment after the video. See [`Alert::of_held`].
    pub fn about(post: &Post) -> Option<Self> {
        match &post.state {
            State::Failed { .. } => Some(Self::of_post(post, AlertKind::PostFailed, "failed")),
            State::Unconfirmed { .. } => {
                Some(Self::of_post(post, AlertKind::PostUnconfirmed, "is unconfirmed"))
            }
            State::Held { awaits: Awaits::Account, .. } => Self::of_held(post),
            State::Held { awaits: Awaits::Options, .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. }
            | State::Published { .. }
            | State::Cancelled { .. } => None,
        }
    }

    /// The alert about a post that is held, if it is.
    pub fn of_held(post: &Post) -> Option<Self> {
        let is_held = matches!(post.state, State::Held { .. });
        is_held.then(|| Self::of_post(post, AlertKind::PostHeld, "waits for a person"))
    }

    /// The alert that a creator may get no more posts for now.
    pub fn of_daily_cap(post: &Post, reason: &str, until: Timestamp) -> Self {
        Self {
            kind: AlertKind::DailyCapReached,
            account: Some(post.account.clone()),
            post_id: Some(post.id.to_string()),
            subject: "Reeldrop: a creator's posts of today are used up".to_owned(),
            text: format!(
                "The post of {} (id {}) and those behind it wait: {reason}. It is tried again at {}.",
                post.video.key,
                post.id,
                until.strftime("%Y-%m-%d %H:%M UTC")
            ),
        }
    }

    fn of_post(post: &Post, kind: AlertKind, what: &str) -> Self {
        let reason = post.reason().unwrap_or_default();
        Self {
            kind,
            account: Some(post.account.clone()),
            post_id: Some(post.id.to_string()),
            subject: format!("Reeldrop: the post of {} {what}", post.video.key),
            text: format!("The post of {} (id {}) {what}: {reason}.", post.video.key, post.id),
        }
    }
}
