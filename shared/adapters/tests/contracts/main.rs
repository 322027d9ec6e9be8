//! What each store promises, shown of every implementation that there is. See the README beside this file.

#![expect(
    clippy::unwrap_used,
    reason = "a fact stops at the first surprise; clippy.toml allows that in test functions alone"
)]

mod stage;

mod accounts;
mod alerts;
mod hints;
mod oauth_states;
mod posts;
mod secrets;
mod thumbnails;
mod uploads;
mod videos;

use libtest_mimic::{Arguments, run};
use std::process::ExitCode;

/// Facts that are shown at the same time: most of their time is spent waiting for the stand-ins.
const FACTS_AT_ONCE: usize = 8;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(FACTS_AT_ONCE);
    let facts = [
        videos::facts(),
        uploads::facts(),
        thumbnails::facts(),
        hints::facts(),
        accounts::facts(),
        posts::facts(),
        oauth_states::facts(),
        secrets::facts(),
        alerts::facts(),
    ];
    // The stand-ins end with this process, whatever ends it.
    run(&arguments, facts.into_iter().flatten().collect()).exit_code()
}
