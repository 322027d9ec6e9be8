//! Failures of a fact, kept for whoever judges it instead of printed at once: some of them are expected.

use futures::FutureExt;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// What went wrong on this thread, while somebody listens.
    static HEARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Ends the fact with these words.
#[track_caller]
pub(crate) fn surprise(words: String) -> ! {
    panic!("{words}")
}

/// Carries a fact out. An error says what failed, and where.
pub(super) async fn heard(fact: impl Future<Output = ()>) -> Result<(), String> {
    listen();
    HEARD.set(Some(String::new()));
    let shown = AssertUnwindSafe(fact).catch_unwind().await;
    let heard = HEARD.take().unwrap_or_default();
    shown.map_err(|_| heard)
}

/// Lets a thread that listens keep what it hears.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let kept = HEARD.with_borrow_mut(|heard| heard.as_mut().map(|heard| *heard = info.to_string()));
            if kept.is_none() {
                print(info);
            }
        }));
    });
}
