//! Hints through SQS.

use super::{HINT_DELAY_MAX, Hint, Hints};
use crate::error::StoreError;
use async_trait::async_trait;
use aws_sdk_sqs::Client;
use std::time::Duration;

/// The publish queue.
#[derive(Debug, Clone)]
pub struct SqsHints {
    client: Client,
    queue_url: String,
}

impl SqsHints {
    /// Sends to the queue of this URL.
    pub fn new(client: Client, queue_url: String) -> Self {
        Self { client, queue_url }
    }
}

#[async_trait]
impl Hints for SqsHints {
    async fn send(&self, hint: &Hint, delay: Duration) -> Result<(), StoreError> {
        let task = format!("send a hint about the post {}", hint.post_id);
        let body = serde_json::to_string(hint).map_err(StoreError::of(&task))?;
        // Rounded up: a hint that comes too early would only be put off once more.
        let delay_s = delay.min(HINT_DELAY_MAX).as_millis().div_ceil(1000);
        self.client
            .send_message()
            .queue_url(&self.queue_url)
            .delay_seconds(i32::try_from(delay_s).unwrap_or_default())
            .message_body(body)
            .send()
            .await
            .map_err(StoreError::of(task))?;
        Ok(())
    }
}
