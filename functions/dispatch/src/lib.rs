//! Hints at posts that are due, on a schedule.
//!
//! Scheduled posts whose time has come, deferred ones, and posts whose run has died all look the same from here: their
//! entry in the due index lies in the past. A hint changes nothing by itself, so one too many does no harm.

pub mod turns;

use adapters::queue::Hint;
use adapters::{Hints, Posts, StoreError};
use domain::post::Work;
use futures::StreamExt;
use jiff::Timestamp;
use runtime::Clock;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use turns::{Bounds, take_turns};

/// Entries of the due index that are read per partition and run, the oldest first. All are read before any is chosen,
/// because the posts of one account may stand before those of all others: 40,000 due posts over all partitions are
/// weighed, for about 600 read units. Of posts beyond that the youngest must wait until older ones have moved on.
pub const ENTRIES_PER_SHARD_MAX: i32 = 5_000;

/// Hints per run: at 16 messages at a time they are sent within a few seconds of the minute, and 500 runs of `publish` at
/// once are half of what an AWS account may run by default.
///
/// An account begins 2.5 posts in a minute at best (the budget of creator_info and init), so a fourth hint could only
/// find that budget used up.
pub const HINTS: Bounds = Bounds { hints_max: 500, hints_per_account_max: 3 };

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
    /// Posts that were due, as far as they were read.
    pub due: usize,
    /// Hints sent.
    pub hinted: usize,
    /// When the oldest post had fallen due.
    pub oldest_due_at: Option<Timestamp>,
}

impl Dispatch {
    /// Sends hints at the posts that are due, in turns between their accounts.
    ///
    /// # Errors
    /// When the index cannot be read or a hint cannot be sent; what was not hinted at is still due in a minute.
    pub async fn run(&self) -> Result<Summary, StoreError> {
        let due = self.posts.all_due(Work::Publish, self.clock.now(), ENTRIES_PER_SHARD_MAX).await?;
        let (count, oldest_due_at) = (due.len(), due.first().map(|post| post.at));
        let chosen = take_turns(due, HINTS);
        let summary = Summary { due: count, hinted: chosen.len(), oldest_due_at };
        let mut sends = futures::stream::iter(chosen)
            .map(|post| async move { self.hints.send(&Hint { post_id: post.id }, Duration::ZERO).await })
            .buffer_unordered(SENDS_AT_ONCE);
        while let Some(sent) = sends.next().await {
            sent?;
        }
        tracing::info!(
            posts.due = summary.due,
            posts.hinted = summary.hinted,
            posts.oldest_due_at = ?summary.oldest_due_at,
            "dispatched"
        );
        Ok(summary)
    }
}
