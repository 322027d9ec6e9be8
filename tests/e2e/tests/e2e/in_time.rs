//! A world of its own thread, and an end to it.

use std::time::Duration;

/// Plays a scenario to its end on this thread. One that takes longer hangs, and fails.
///
/// # Panics
/// When the scenario fails or hangs.
pub(crate) fn in_time<T>(limit: Duration, scenario: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Unoptimised futures of this size do not fit onto a test's stack more than once.
    let scenario = Box::pin(scenario);
    runtime.block_on(async { tokio::time::timeout(limit, scenario).await.expect("the scenario hangs") })
}
