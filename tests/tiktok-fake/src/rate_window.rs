//! Sliding windows: how often something happened in the last minute.

use std::collections::{HashMap, VecDeque};

use jiff::Timestamp;

use crate::clock::{after_seconds, seconds_until};

/// TikTok's rate limits count a sliding minute.
const WINDOW_SECONDS: u64 = 60;

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Budget {
    /// creator_info and init.
    Publish,
    /// status/fetch.
    Status,
}

/// A refused call: when the next one may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted {
    pub(crate) limit: u32,
    /// Seconds until the oldest call leaves the window.
    pub(crate) reset_seconds: u64,
}

/// The calls of the last minute, per creator: a new token of the same creator buys no more calls.
#[derive(Debug, Default)]
pub(crate) struct RateWindows {
    calls: HashMap<(String, Budget), VecDeque<Timestamp>>,
}

impl RateWindows {
    /// Counts a call, unless the window is full; a refused call does not count.
    pub(crate) fn take(
        &mut self,
        now: Timestamp,
        open_id: &str,
        budget: Budget,
        limit: u32,
    ) -> Result<(), Exhausted> {
        let calls = self.calls.entry((open_id.to_owned(), budget)).or_default();
        while calls.front().is_some_and(|call| after_seconds(*call, WINDOW_SECONDS) <= now) {
            calls.pop_front();
        }
        if calls.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            let oldest = calls.front().copied().unwrap_or(now);
            let leaves_at = after_seconds(oldest, WINDOW_SECONDS);
            return Err(Exhausted { limit, reset_seconds: seconds_until(now, leaves_at) });
        }
        calls.push_back(now);
        Ok(())
    }
}
