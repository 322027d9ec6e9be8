//! Black-box tests of the deployed local stack: everything is done and seen from outside, through the bucket, the queue,
//! the tables, the logs and the fake TikTok.
//!
//! All facts share one deployment and run side by side, since most of their time is spent waiting for the schedules of
//! the minute. Each has creators of its own. What must hold of the run as a whole is looked at when all are through, and at
//! last the deployment itself is deployed again and deleted.

mod facts;
mod stage;

use libtest_mimic::{Arguments, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let facts = facts::all();
    arguments.test_threads.get_or_insert(facts.len());
    let shown = run(&arguments, facts);
    let mut afterwards = facts::afterwards();
    if shown.num_filtered_out == 0 {
        afterwards.extend(facts::after_all());
    }
    // One after another, and with nothing else under way: some of it is about time.
    arguments.test_threads = Some(1);
    let afterwards = run(&arguments, afterwards);
    let at_last = run(&arguments, facts::at_last());
    // The deployment ends with this process, whatever ends it.
    let conclusions = [shown, afterwards, at_last];
    conclusions.iter().find(|conclusion| conclusion.has_failed()).map_or(ExitCode::SUCCESS, |c| c.exit_code())
}
