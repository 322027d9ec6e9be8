//! The one place that reads the time.

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "this is the one place where the fake reads the real clock")]
pub(crate) fn now_s() -> i64 {
    jiff::Timestamp::now().as_second()
}
