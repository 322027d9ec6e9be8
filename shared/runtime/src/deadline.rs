//! When a function is stopped.

use jiff::Timestamp;

/// Lambda's deadline, which it gives in milliseconds since 1970. One that makes no sense counts as far away.
pub fn deadline(deadline_ms: u64) -> Timestamp {
    i64::try_from(deadline_ms)
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
        .unwrap_or(Timestamp::MAX)
}
