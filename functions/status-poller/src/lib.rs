//! Asks TikTok what became of posts, on a schedule.
//!
//! A run asks about every post that is due, then goes on with what falls due before the next run starts, and leaves at
//! once when nothing will. Asking never posts anything, so that two runs about one post do no harm: the second save
//! fails, and the answer is dropped.

mod ask;
mod turns;

use adapters::{Posts, StoreError};
use domain::PostId;
use domain::post::Work;
use futures::{FutureExt, StreamExt};
use gateway::Gateway;
use jiff::{SignedDuration, Timestamp};
use runtime::{Clock, Metric};
use serde::Serialize;
use std::collections::HashSet;
use turns::Turns;

/// Posts per partition and look.
const POSTS_PER_SHARD_MAX: i32 = 100;

/// Questions at the same time.
const QUESTIONS_AT_ONCE: usize = 16;

/// How long a run begins questions: the schedule starts the next one after a minute. Its function may take longer, so
/// that a question asked last, and the refresh that it may need, come to their end.
const RUN_FOR: SignedDuration = SignedDuration::from_secs(50);

/// The shortest pause between two looks into the index. It follows the posts a moment later (DynamoDB's indexes are
/// eventually consistent), and what falls due within a second is asked about together: looking at once would only burn
/// reads.
const LOOK_PAUSE: SignedDuration = SignedDuration::from_secs(1);

/// What the poller works with.
#[derive(Clone)]
pub struct Poller {
    /// The posts.
    pub posts: Posts,
    /// TikTok.
    pub gateway: Gateway,
    /// The time.
    pub clock: Clock,
}

/// What one run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Questions that were answered.
    pub asked: usize,
    /// Posts that left the state they were in.
    pub settled: usize,
    /// Questions that failed; each has been logged and is asked again.
    pub failed: usize,
}

impl Poller {
    /// Asks about everything that is due, until nothing falls due before the next run.
    ///
    /// # Errors
    /// When the index cannot be read. A question that fails is no error of the run: the others go on.
    pub async fn run(&self, deadline: Timestamp) -> Result<Summary, StoreError> {
        let poller = Self { gateway: self.gateway.until(deadline), ..self.clone() };
        let begun_at = self.clock.now();
        let mut summary = Summary::default();
        let ran = poller.ask_until((begun_at + RUN_FOR).min(deadline), &mut summary).await;
        self.count(summary);
        tracing::info!(
            polls.asked = summary.asked,
            polls.settled = summary.settled,
            polls.failed = summary.failed,
            duration_ms = self.clock.now().duration_since(begun_at).as_millis() as u64,
            "polled"
        );
        ran.map(|()| summary)
    }

    /// A run that ends with an error has asked all the same, so its questions count too.
    fn count(&self, summary: Summary) {
        if summary.asked + summary.failed > 0 {
            let measured =
                [(Metric::Polls, summary.asked as f64), (Metric::PollsFailed, summary.failed as f64)];
            self.gateway.tokens.metrics.emit(self.clock.now(), &measured, &[]);
        }
    }

    async fn ask_until(&self, end: Timestamp, summary: &mut Summary) -> Result<(), StoreError> {
        let (turns, mut left) = (Turns::default(), HashSet::new());
        loop {
            let mut due = self.posts.all_due(Work::Poll, end, beside(&left)).await?;
            due.retain(|post| !left.contains(&post.id));
            let now = self.clock.now();
            let ready: Vec<PostId> =
                due.iter().filter(|post| post.at <= now).map(|post| post.id.clone()).collect();
            if ready.is_empty() {
                let Some(next) = due.first().filter(|next| next.at < end) else { break };
                let pause = next.at.duration_since(now).max(LOOK_PAUSE);
                self.clock.sleep(pause.unsigned_abs()).await;
                continue;
            }
            let before = *summary;
            left.extend(self.ask_all(ready, end, &turns, summary).await);
            if summary.asked == before.asked {
                self.clock.sleep(LOOK_PAUSE.unsigned_abs()).await;
            }
            if self.clock.now() >= end {
                break;
            }
        }
        Ok(())
    }

    /// Asks about all of these, and gives those that this version must leave alone: they stay due, for another version.
    async fn ask_all(
        &self,
        ready: Vec<PostId>,
        end: Timestamp,
        turns: &Turns,
        summary: &mut Summary,
    ) -> Vec<PostId> {
        let mut left = Vec::new();
        let mut questions = futures::stream::iter(ready)
            // Boxed: the compiler follows what a future is made of only so far, and this goes deep.
            .map(|id| async move { (self.ask_before(end, &id, turns).boxed().await, id) })
            .buffer_unordered(QUESTIONS_AT_ONCE);
        while let Some((asked, id)) = questions.next().await {
            match asked {
                Ok(ask::Asked::Settled) => {
                    summary.asked += 1;
                    summary.settled += 1;
                }
                Ok(ask::Asked::Pending) => summary.asked += 1,
                Ok(ask::Asked::NotNow) => {}
                Err(error) => {
                    summary.failed += 1;
                    tracing::warn!(post.id = %id, error = %runtime::chain(&error), "a post could not be asked about");
                    if error.is_unreadable() {
                        left.push(id);
                    }
                }
            }
        }
        left
    }
}

/// Entries to read per partition, so that posts which are left take no place from others.
fn beside(left: &HashSet<PostId>) -> i32 {
    POSTS_PER_SHARD_MAX.saturating_add(left.len().try_into().unwrap_or(i32::MAX))
}
