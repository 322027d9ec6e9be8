//! TikTok's rates per creator, kept by many runs at once through the accounts' records.

use crate::in_time::in_time;
use crate::world::World;
use futures::future::join_all;
use gateway::SubmitSlot;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::time::Duration;

/// creator_info and init together, in any minute.
const SUBMIT_CALLS_MAX: usize = 6;

/// Each submission calls creator_info and init.
const CALLS_PER_SUBMISSION: usize = 2;

/// Status questions in any minute.
const STATUS_CALLS_MAX: usize = 30;

/// TikTok's sliding window.
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Far beyond what a schedule submits, so that the minute alone limits it.
const NO_DAILY_CAP: usize = 1_000;

/// As many runs as may meet on one account at one moment and all get their answer.
const CALLERS_MAX: usize = 6;

/// Schedules that are tried. Each takes about a second.
const CASES: u32 = 8;

/// A schedule that takes this long hangs.
const SCHEDULE_MAX: Duration = Duration::from_mins(10);

/// Runs that ask at the same moment, a while after the last ones did.
#[derive(Debug, Clone)]
struct Crowd {
    after_ms: i64,
    submitting: usize,
    asking: usize,
}

/// The moments at which calls were granted.
#[derive(Default)]
struct Granted {
    submits: Vec<Timestamp>,
    questions: Vec<Timestamp>,
}

#[test]
fn no_crowd_of_runs_exceeds_tiktoks_rates_in_any_minute() {
    let crowd = (0_i64..20_000, 0..=CALLERS_MAX, 0..=CALLERS_MAX)
        .prop_map(|(after_ms, submitting, asking)| Crowd { after_ms, submitting, asking });
    let config =
        Config { cases: CASES, failure_persistence: None, max_shrink_iters: 20, ..Config::default() };
    let tried = TestRunner::new(config).run(&prop::collection::vec(crowd, 8..20), |crowds| {
        in_time(SCHEDULE_MAX, come_all(&crowds));
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}

async fn come_all(crowds: &[Crowd]) {
    let world = World::start().await;
    // To connect takes a call too; from here on the budgets are whole.
    world.time.advance(WINDOW);
    let mut granted = Granted::default();
    for crowd in crowds {
        world.time.advance(SignedDuration::from_millis(crowd.after_ms));
        let submits = join_all((0..crowd.submitting).map(|_| submit(&world)));
        let questions = join_all((0..crowd.asking).map(|_| ask(&world)));
        let (submits, questions) = futures::join!(submits, questions);
        granted.submits.extend(submits.into_iter().flatten());
        granted.questions.extend(questions.into_iter().flatten());
        assert!(!granted.submits.is_empty() || crowd.submitting == 0, "a whole budget grants");
        assert!(!granted.questions.is_empty() || crowd.asking == 0, "a whole budget grants");
    }
    let submit_calls = most_in_any_window(&granted.submits) * CALLS_PER_SUBMISSION;
    assert!(submit_calls <= SUBMIT_CALLS_MAX, "{submit_calls} calls in a minute");
    let questions = most_in_any_window(&granted.questions);
    assert!(questions <= STATUS_CALLS_MAX, "{questions} questions in a minute");
}

/// The moment at which a submission was granted, if it was; else one that lies ahead was named.
async fn submit(world: &World) -> Option<Timestamp> {
    let now = world.time.now();
    let account = world.account("alice").open_id;
    match world.functions.publish.gateway.take_submit_slot(&account, NO_DAILY_CAP).await.unwrap() {
        SubmitSlot::Granted { counted_at } => Some(counted_at),
        SubmitSlot::Wait { until } => {
            assert!(until > now && until <= now + WINDOW * 2, "{until}");
            None
        }
        SubmitSlot::CapReached { .. } => panic!("there is no daily cap"),
    }
}

async fn ask(world: &World) -> Option<Timestamp> {
    let now = world.time.now();
    let account = world.account("alice").open_id;
    match world.functions.publish.gateway.take_status_slot(&account).await.unwrap() {
        Ok(()) => Some(now),
        Err(until) => {
            assert!(until > now && until <= now + WINDOW, "{until}");
            None
        }
    }
}

fn most_in_any_window(moments: &[Timestamp]) -> usize {
    let from = |first: &Timestamp| {
        moments.iter().filter(|at| *at >= first && at.duration_since(*first) < WINDOW).count()
    };
    moments.iter().map(from).max().unwrap_or(0)
}
