//! Publishes uploaded videos: from the S3 event to the last chunk.
//!
//! A message of the queue is either S3's word that something was uploaded, or a hint that a post is due. Both end in
//! the same loop: load the post, ask it for its next step, carry the step out, save what came of it.

mod ahead;
mod audit;
mod drive;
mod held;
mod init;
mod inspect;
mod measure;
mod message;
mod options;
mod progress;
mod receive;
mod record;
mod resume;
mod send;
mod settings;
mod submit;
mod terms;
mod upload;

pub use settings::Settings;

use adapters::{Hints, Posts, Videos};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use futures::FutureExt;
use gateway::Gateway;
use jiff::Timestamp;
use message::Message;
use record::RunError;
use runtime::Clock;
use std::sync::Arc;

/// What publish works with.
#[derive(Clone)]
pub struct Publish {
    /// The posts.
    pub posts: Posts,
    /// TikTok, tokens and accounts.
    pub gateway: Gateway,
    /// The uploaded videos.
    pub videos: Arc<dyn Videos>,
    /// The publish queue.
    pub hints: Arc<dyn Hints>,
    /// Settings.
    pub settings: Settings,
    /// The time.
    pub clock: Clock,
}

impl Publish {
    /// Works through a batch of messages. A message fails only when something of ours failed, and then comes again;
    /// what is wrong with an upload ends in its post, and the queue moves on.
    pub async fn run(&self, batch: SqsEvent, deadline: Timestamp) -> SqsBatchResponse {
        let publish = Self { gateway: self.gateway.until(deadline), ..self.clone() };
        let mut response = SqsBatchResponse::default();
        for message in batch.records {
            let message_id = message.message_id.clone().unwrap_or_default();
            if let Err(error) = publish.handle(message, deadline).await {
                tracing::error!(message.id = message_id, error = %runtime::chain(&error), "a message failed and will come again");
                let mut failure = BatchItemFailure::default();
                failure.item_identifier = message_id;
                response.batch_item_failures.push(failure);
            }
        }
        response
    }

    async fn handle(&self, message: SqsMessage, deadline: Timestamp) -> Result<(), RunError> {
        match Message::read(message.body.as_deref().unwrap_or_default()) {
            // Boxed, here and below: the compiler follows what a future is made of only so far, and this goes deep.
            Message::Hint(hint) => self.drive(&hint.post_id, deadline).boxed_local().await,
            Message::Uploads(uploads) => {
                for upload in uploads {
                    if let Some(id) = self.receive(upload).boxed_local().await? {
                        self.drive(&id, deadline).boxed_local().await?;
                    }
                }
                Ok(())
            }
            Message::Test => {
                tracing::info!("the bucket's notifications reach this function");
                Ok(())
            }
            Message::Unknown => {
                tracing::warn!("a message that is neither an upload nor a hint was dropped");
                Ok(())
            }
        }
    }
}
