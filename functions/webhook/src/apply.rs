//! What a notice changes.

use crate::Webhook;
use crate::taken::Taken;
use adapters::{SaveError, StoreError};
use domain::Source;
use domain::event::StatusReport;
use gateway::Notice;
use tiktok::webhook::WebhookEvent;

/// How often a post may be saved by others in between before TikTok is left to tell again.
const TRIES_MAX: u32 = 5;

/// The longest name of an event that is logged.
const EVENT_CHARS_MAX: usize = 100;

impl Webhook {
    pub(crate) async fn apply(&self, event: WebhookEvent) -> Result<Taken, StoreError> {
        let name: String = event.kind.name().chars().take(EVENT_CHARS_MAX).collect();
        match gateway::notice(event) {
            Notice::Status(report) => self.settle(name, report).await,
            Notice::AccessRemoved { open_id, reason, at } => {
                let removed = self.gateway.access_removed(&open_id, &reason, at).await?;
                Ok(Taken::AccessRemoved { account: open_id, removed })
            }
            Notice::Unknown => Ok(Taken::UnknownEvent { event: name }),
        }
    }

    /// Tells the post what TikTok says.
    async fn settle(&self, event: String, report: StatusReport) -> Result<Taken, StoreError> {
        let publish_id = report.publish_id.clone();
        for _ in 0..TRIES_MAX {
            let Some(mut post) = self.posts.by_publish_id(&publish_id).await? else {
                return Ok(Taken::NoSuchPost { event, publish_id });
            };
            let (before, told) = (post.state.name(), post.history.len());
            let took = self.gateway.take_word(&mut post, report.clone(), Source::Webhook).await?;
            if !took || post.history.len() == told {
                return Ok(Taken::NothingNew { event, post: post.id, publish_id });
            }
            match self.posts.save(&mut post).await {
                Ok(()) => {
                    self.gateway.tell(&post, before).await;
                    return Ok(Taken::Applied { event, post: post.id, publish_id });
                }
                Err(SaveError::Conflict) => {}
                Err(SaveError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::new(format!("apply a notice about {publish_id}"), SaveError::Conflict))
    }
}
