//! Time passing: whatever is due happens when it is due.

use super::World;
use jiff::{SignedDuration, Timestamp, TimestampRound, Unit};

/// How often `token-refresh` runs, in minutes (`infra/template.yaml`).
const REFRESH_EVERY_MINUTES: i64 = 10;

impl World {
    /// Lets time pass for as long as anything falls due within `horizon`, with every schedule running when it finds
    /// something. Minutes in which every run would find nothing are skipped. The clock ends at the last thing done.
    pub(crate) async fn settle(&self, horizon: SignedDuration) {
        let end = self.time.now() + horizon;
        loop {
            self.deliver().await;
            let message_at = self.queue.next_visible_at();
            let tick_at = self.next_tick_with_work();
            let Some(next) = [message_at, tick_at].into_iter().flatten().min().filter(|at| *at <= end) else {
                return;
            };
            self.time.advance_to(next);
            if tick_at == Some(next) {
                self.tick(next).await;
            }
        }
    }

    /// What the schedules start in this minute.
    async fn tick(&self, minute: Timestamp) {
        self.next_tick.set(minute + SignedDuration::from_mins(1));
        if minute.as_second() / 60 % REFRESH_EVERY_MINUTES == 0 {
            self.refresh().await;
        }
        self.dispatch().await;
        self.deliver().await;
        self.poll().await;
    }

    /// The first whole minute at which a schedule finds something to do.
    fn next_tick_with_work(&self) -> Option<Timestamp> {
        let posts = self.database.posts();
        let posts = posts.iter().filter_map(|post| post.due()).map(|due| minute_of(due.at));
        let accounts = self.database.accounts();
        let refreshes = accounts.iter().filter_map(|account| account.refresh_due_at).map(refresh_after);
        let soonest = posts.chain(refreshes).min()?;
        Some(soonest.max(self.next_tick.get()))
    }
}

/// The first whole minute after `at`.
pub(super) fn next_minute(at: Timestamp) -> Timestamp {
    minute_of(at) + SignedDuration::from_mins(1)
}

/// The minute in which `at` lies: the poller looks ahead, and dispatch comes again a minute later.
fn minute_of(at: Timestamp) -> Timestamp {
    at.round(TimestampRound::new().smallest(Unit::Minute).mode(jiff::RoundMode::Trunc)).unwrap()
}

/// The first run of `token-refresh` at or after `at`.
fn refresh_after(at: Timestamp) -> Timestamp {
    let every = REFRESH_EVERY_MINUTES * 60;
    Timestamp::from_second((at.as_second() + every - 1) / every * every).unwrap()
}
