//! Black-box tests of the deployed local stack: everything is done and seen from outside, through the bucket, the queue,
//! the tables, the logs and the fake TikTok.
//!
//! All facts share one deployment and run side by side, since most of their time is spent waiting for the schedules of
//! the minute. Each has creators of its own. What must hold of the run as a whole is looked at when all are through.

mod facts;
mod stage;

use libtest_mimic::{Arguments, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let (facts, afterwards) = (facts::all(), facts::afterwards());
    arguments.test_threads.get_or_insert(facts.len());
    let conclusions = [run(&arguments, facts), run(&arguments, afterwards)];
    // The deployment ends with this process, whatever ends it.
    conclusions.iter().find(|conclusion| conclusion.has_failed()).map_or(ExitCode::SUCCESS, |c| c.exit_code())
}
