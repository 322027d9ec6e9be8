//! What became of a notice that was believed.

use domain::PostId;
use gateway::Removed;
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
    /// One line for each notice, by which they are counted.
    pub(crate) fn log(&self) {
        match self {
            Self::Applied { event, post, publish_id } => {
                tracing::info!(webhook.outcome = "applied", event.kind = event, post.id = %post, publish.id = publish_id, "a notice was taken");
            }
            Self::NothingNew { event, post, publish_id } => {
                tracing::info!(webhook.outcome = "nothing_new", event.kind = event, post.id = %post, publish.id = publish_id, "a notice was taken");
            }
            Self::NoSuchPost { event, publish_id } => {
                tracing::info!(
                    webhook.outcome = "no_such_post",
                    event.kind = event,
                    publish.id = publish_id,
                    "a notice was taken"
                );
            }
            Self::AccessRemoved { account, removed } => {
                tracing::info!(
                    webhook.outcome = removal(*removed),
                    event.kind = "authorization.removed",
                    account.id = account,
                    "a notice was taken"
                );
            }
            Self::UnknownEvent { event } => {
                tracing::info!(webhook.outcome = "unknown_event", event.kind = event, "a notice was taken");
            }
            Self::Unreadable(error) => {
                tracing::warn!(webhook.outcome = "unreadable", error = %error, "a notice was taken");
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
