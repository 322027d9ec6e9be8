//! Hints at posts that are due, on a schedule.
//!
//! Scheduled posts whose time has come, deferred ones, and posts whose run has died all look the same from here: their
//! entry in the due index lies in the past. A hint changes nothing by itself, so one too many does no harm.

pub mod turns;

use adapters::queue::Hint;
use adapters::{Hints, Posts, StoreError};
use domain::budget;
use domain::post::Work;
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use runtime::{Clock, Metric, Metrics};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use turns::{Bounds, Turn, take_turns};

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

/// How often an account may begin a post: it takes a call of creator_info and one of init ([`budget::SUBMIT`]).
const POST_PERIOD: Duration = Duration::from_secs(2 * budget::SUBMIT.period.as_secs().unsigned_abs());

/// Messages that are sent at the same time.
const SENDS_AT_ONCE: usize = 16;

/// What dispatch works with.
#[derive(Clone)]
pub struct Dispatch {
    /// The posts.
    pub posts: Posts,
    /// The publish queue.
    pub hints: Arc<dyn Hints>,
    /// Where is counted what is due.
    pub metrics: Metrics,
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
        let begun_at = self.clock.now();
        let due = self.posts.all_due(Work::Publish, begun_at, ENTRIES_PER_SHARD_MAX).await?;
        let (count, oldest_due_at) = (due.len(), due.first().map(|post| post.at));
        self.count_due(begun_at, count, oldest_due_at);
        let chosen = take_turns(due, HINTS);
        let summary = Summary { due: count, hinted: chosen.len(), oldest_due_at };
        let mut sends =
            futures::stream::iter(chosen).map(|turn| self.hint_at(turn)).buffer_unordered(SENDS_AT_ONCE);
        while let Some(sent) = sends.next().await {
            sent?;
        }
        tracing::info!(
            posts.due = summary.due,
            posts.hinted = summary.hinted,
            posts.oldest_due_at = summary.oldest_due_at.map(tracing::field::display),
            duration_ms = self.clock.now().duration_since(begun_at).as_millis() as u64,
            "dispatched"
        );
        Ok(summary)
    }

    /// Every further post of an account gets its hint when the budget of the account lets it begin: at once it could only
    /// find the budget used up by the one before it, and wait for the next run.
    async fn hint_at(&self, Turn { ahead, post }: Turn) -> Result<(), StoreError> {
        let delay = POST_PERIOD * u32::try_from(ahead).unwrap_or(u32::MAX);
        self.hints.send(&Hint { post_id: post.id.clone() }, delay).await?;
        tracing::info!(post.id = %post.id, account.id = post.account, post.due_at = %post.at, "a post that is due was hinted at");
        Ok(())
    }

    /// In every run, also where nothing is due: an alarm that takes silence for trouble rings when dispatch stops.
    fn count_due(&self, now: Timestamp, count: usize, oldest_due_at: Option<Timestamp>) {
        let age = oldest_due_at.map_or(SignedDuration::ZERO, |at| now.duration_since(at));
        let measured = [(Metric::PostsDue, count as f64), (Metric::OldestDuePostAge, age.as_secs_f64())];
        self.metrics.emit(now, &measured, &[]);
    }
}
