//! What TikTok tells on its own, in the domain's words.

use crate::outcome::failure;
use domain::event::{AnswerTrace, Outcome, Publication, StatusReport};
use jiff::Timestamp;
use tiktok::webhook::{EventKind, RemovalReason, WebhookEvent};

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// An attempt to post.
    Status(StatusReport),
    /// A creator for whom the app may no longer act.
    AccessRemoved {
        /// The creator.
        open_id: String,
        /// Why, in words.
        reason: String,
        /// When, where TikTok says so. Tokens issued later are not concerned.
        at: Option<Timestamp>,
    },
    /// Something that nobody here knows.
    Unknown,
}

/// Why the app may no longer act, as the operator is told it.
fn removal(reason: RemovalReason) -> &'static str {
    match reason {
        RemovalReason::Unknown => "TikTok does not say why",
        RemovalReason::UserDisconnected => "the creator has disconnected the app in TikTok",
        RemovalReason::AccountDeleted => "the creator's TikTok account was deleted",
        RemovalReason::AgeChanged => "the creator's age was changed",
        RemovalReason::Banned => "the creator's TikTok account was banned",
        RemovalReason::RevokedByApp => "the connection was ended from here",
    }
}

/// Reads a notice whose signature has been checked.
pub fn notice(event: WebhookEvent) -> Notice {
    let status = |publish_id, outcome| {
        Notice::Status(StatusReport { publish_id, outcome, answer: AnswerTrace::default() })
    };
    match event.kind {
        EventKind::PublishComplete { publish_id } => {
            status(publish_id, Outcome::Published(Publication::default()))
        }
        EventKind::PubliclyAvailable { publish_id, post_id } => {
            status(publish_id, Outcome::Published(Publication { post_id, ..Publication::default() }))
        }
        EventKind::PublishFailed { publish_id, reason } => {
            status(publish_id, Outcome::Failed(failure(Some(&reason), None)))
        }
        EventKind::InboxDelivered { publish_id } => {
            status(publish_id, Outcome::Pending { status: "SEND_TO_USER_INBOX".to_owned() })
        }
        EventKind::NoLongerPubliclyAvailable { publish_id, .. } => status(publish_id, Outcome::TakenDown),
        EventKind::AuthorizationRemoved { reason } => {
            let seconds = event.create_time_unix_s.and_then(|seconds| i64::try_from(seconds).ok());
            let at = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
            Notice::AccessRemoved { open_id: event.user_open_id, reason: removal(reason).to_owned(), at }
        }
        EventKind::Other(_) => Notice::Unknown,
    }
}
