//! What became of a notice that was believed.

use domain::PostId;
use gateway::Removed;
use runtime::Metric;
use tiktok::webhook::WebhookUnreadable;

/// What became of a notice. TikTok gets the same answer for all of them.
#[derive(Debug)]
pub(crate) enum Taken {
    /// A post took it.
    Applied { event: String, post: PostId, publish_id: String },
    /// The post knows it already, or is over.
    NothingNew { event: String, post: PostId, publish_id: String },
    /// It is about an attempt that no post is known to have made: another app's, or one that was given up.
    NoSuchPost { event: String, publish_id: String },
    /// The app may no longer act for a creator.
    AccessRemoved { account: String, removed: Removed },
    /// An event of a name that nobody here knows.
    UnknownEvent { event: String },
    /// A body that is no notice.
    Unreadable(WebhookUnreadable),
}

impl Taken {
    /// What became of it, in one word.
    pub(crate) fn outcome(&self) -> &'static str {
        match self {
            Self::Applied { .. } => "applied",
            Self::NothingNew { .. } => "nothing_new",
            Self::NoSuchPost { .. } => "no_such_post",
            Self::AccessRemoved { removed, .. } => removal(*removed),
            Self::UnknownEvent { .. } => "unknown_event",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// What it counts as.
    pub(crate) fn metric(&self) -> Metric {
        match self {
            Self::Applied { .. }
            | Self::NothingNew { .. }
            | Self::NoSuchPost { .. }
            | Self::AccessRemoved { .. } => Metric::NoticesTaken,
            Self::UnknownEvent { .. } | Self::Unreadable(_) => Metric::NoticesIgnored,
        }
    }

    /// One line for each notice.
    pub(crate) fn log(&self) {
        let outcome = self.outcome();
        match self {
            Self::Applied { event, post, publish_id } | Self::NothingNew { event, post, publish_id } => {
                tracing::info!(webhook.outcome = outcome, event.kind = event, post.id = %post, publish.id = publish_id, "a notice was taken");
            }
            Self::NoSuchPost { event, publish_id } => {
                tracing::info!(
                    webhook.outcome = outcome,
                    event.kind = event,
                    publish.id = publish_id,
                    "a notice was taken"
                );
            }
            Self::AccessRemoved { account, .. } => {
                tracing::info!(
                    webhook.outcome = outcome,
                    event.kind = "authorization.removed",
                    account.id = account,
                    "a notice was taken"
                );
            }
            Self::UnknownEvent { event } => {
                tracing::info!(webhook.outcome = outcome, event.kind = event, "a notice was taken");
            }
            Self::Unreadable(error) => {
                tracing::warn!(webhook.outcome = outcome, error = %error, "a notice was taken");
            }
        }
    }
}

fn removal(removed: Removed) -> &'static str {
    match removed {
        Removed::Now => "applied",
        Removed::Before | Removed::GivenAgain => "nothing_new",
        Removed::UnknownAccount => "no_such_account",
    }
}
