//! A world of its own thread, and an end to it.

use std::thread;
use std::time::Duration;

/// Unoptimised, a function that waits for others who wait for others needs more than the two megabytes of a thread.
pub(crate) const STACK_BYTES: usize = 16 * 1024 * 1024;

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

/// Does work on a thread with a stack for the deepest scenarios, and fails as it fails.
pub(crate) fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).unwrap();
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
