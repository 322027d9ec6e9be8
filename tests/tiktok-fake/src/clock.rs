//! The fake's own time: the real one plus an offset that a test moves.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Real time plus an offset, so that a test can let two hours pass without sleeping.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_ms: AtomicI64,
}

impl Clock {
    /// What time it is inside the fake.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where the fake reads the real clock"
    )]
    pub(crate) fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_millis(self.offset_ms.load(Ordering::SeqCst));
        Timestamp::now().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// Moves the fake's time forward.
    pub(crate) fn advance(&self, by: Duration) {
        let ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.offset_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Back to real time.
    pub(crate) fn reset(&self) {
        self.offset_ms.store(0, Ordering::SeqCst);
    }
}

/// `at` plus a number of seconds; the end of time where that overflows.
pub(crate) fn after_seconds(at: Timestamp, seconds: u64) -> Timestamp {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// Whole seconds from `now` to `then`, rounded up, and never less than one.
pub(crate) fn seconds_until(now: Timestamp, then: Timestamp) -> u64 {
    let ms = then.duration_since(now).as_millis();
    u64::try_from(ms.max(1)).unwrap_or(u64::MAX).div_ceil(1000)
}
