//! Hints at posts that are due, on a schedule.
//!
//! Scheduled posts whose time has come, deferred ones, and posts whose run has died all look the same from here: their
//! entry in the due index lies in the past. A hint changes nothing by itself, so one too many does no harm.

use adapters::queue::Hint;
use adapters::{Hints, Posts, StoreError};
use domain::post::Work;
use futures::StreamExt;
use jiff::Timestamp;
use runtime::Clock;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;

/// Hints per partition and run: what is over comes a minute later, the oldest first.
const HINTS_PER_SHARD_MAX: i32 = 100;

/// Messages that are sent at the same time.
const SENDS_AT_ONCE: usize = 16;

/// What dispatch works with.
#[derive(Clone)]
pub struct Dispatch {
    /// The posts.
    pub posts: Posts,
    /// The publish queue.
    pub hints: Arc<dyn Hints>,
    /// The time.
    pub clock: Clock,
}

/// What one run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Hints sent.
    pub hinted: usize,
    /// When the oldest of them had fallen due.
    pub oldest_due_at: Option<Timestamp>,
}

impl Dispatch {
    /// Sends one hint for each post that is due.
    ///
    /// # Errors
    /// When the index cannot be read or a hint cannot be sent; what was not hinted at is still due in a minute.
    pub async fn run(&self) -> Result<Summary, StoreError> {
        let due = self.posts.all_due(Work::Publish, self.clock.now(), HINTS_PER_SHARD_MAX).await?;
        let summary = Summary { hinted: due.len(), oldest_due_at: due.first().map(|post| post.at) };
        let mut sends = futures::stream::iter(due)
            .map(|post| async move { self.hints.send(&Hint { post_id: post.id }, Duration::ZERO).await })
            .buffer_unordered(SENDS_AT_ONCE);
        while let Some(sent) = sends.next().await {
            sent?;
        }
        tracing::info!(posts.hinted = summary.hinted, posts.oldest_due_at = ?summary.oldest_due_at, "dispatched");
        Ok(summary)
    }
}
