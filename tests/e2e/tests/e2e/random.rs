//! Random schedules: whatever goes wrong in whatever order, everything is posted once in the end.

mod moves;

use crate::in_time::{in_time, with_room};
use crate::terminal::say;
use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::{Setup, Upload, World};
use domain::{AccountStatus, FailureClass, State};
use jiff::SignedDuration;
use moves::{Move, moves};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

/// The creators who post.
const CREATORS: [&str; 2] = ["alice", "bob"];

/// Schedules that are tried by default: some twenty seconds of them.
const CASES: u32 = 20;

/// Asks for another number of schedules.
const CASES_VARIABLE: &str = "REELDROP_RANDOM_CASES";

/// Where schedules that once failed are kept. They are tried first.
const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/random.txt");

/// A schedule takes a second or two of real time, and many times that on a busy machine; one that takes this long hangs.
const SCHEDULE_MAX: Duration = Duration::from_mins(10);

/// What an operator waits before looking: past every retry, and past the moment at which a silent post is unconfirmed.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(6);

#[test]
fn no_schedule_of_failures_loses_a_post_or_doubles_it() {
    with_room(try_schedules);
}

fn try_schedules() {
    let config = ProptestConfig {
        cases: cases(),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        max_shrink_iters: 100,
        ..ProptestConfig::default()
    };
    let schedules = prop::collection::vec(moves(), 4..20);
    let tally = RefCell::new(BTreeMap::<&str, u32>::new());
    let tried = TestRunner::new(config).run(&schedules, |schedule| {
        for state in in_time(SCHEDULE_MAX, play(&schedule)) {
            *tally.borrow_mut().entry(state).or_default() += 1;
        }
        Ok(())
    });
    say(&format!("random schedules: {} of them, with uploads that ended as {:?}", cases(), tally.borrow()));
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}

#[expect(clippy::disallowed_methods, reason = "this is no setting of the system, and is read once")]
fn cases() -> u32 {
    std::env::var(CASES_VARIABLE).ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

/// Plays a schedule, then lets everything come to rest, and looks at what became of every upload.
async fn play(schedule: &[Move]) -> Vec<&'static str> {
    let world = World::with(Setup { creators: CREATORS.to_vec(), ..Setup::default() }).await;
    let mut uploads = Vec::new();
    for step in schedule {
        take(&world, &mut uploads, step).await;
    }
    come_to_rest(&world).await;
    uploads.iter().map(|upload| expect_right_end(&world, upload)).collect()
}

/// Published; or given up where every attempt met an outage; or watched where the only byte that counts was lost.
fn expect_right_end(world: &World, upload: &Upload) -> &'static str {
    let post = world.post(upload);
    let is_right = match &post.state {
        State::Published { .. } => true,
        State::Failed { failure, .. } => {
            failure.class == FailureClass::TikTok && failure.reason.starts_with("given up after")
        }
        State::Unconfirmed { .. } => {
            world.attempts(upload).iter().all(|attempt| attempt.uploaded_at.is_none())
        }
        State::Held { .. }
        | State::Queued { .. }
        | State::Initializing { .. }
        | State::Uploading(_)
        | State::Processing { .. }
        | State::Cancelled { .. } => false,
    };
    assert!(is_right, "{} ended as {:#?}", upload.key, post.state);
    post.state.name()
}

async fn take(world: &World, uploads: &mut Vec<Upload>, step: &Move) {
    match step {
        Move::Drop { creator, large } => {
            let key = format!("{}/{}.mp4", CREATORS[*creator], uploads.len());
            uploads.push(world.drop_video(&key, if *large { THREE_CHUNKS } else { SMALL }));
        }
        Move::TellAgain => world.tell_again(),
        Move::Fail { skipped, failure } => world.effects.fail(*skipped, *failure),
        Move::Fault(fault) => world.tiktok.add_fault(fault.clone()),
        Move::Deliver => world.deliver().await,
        Move::DeliverAtOnce => world.deliver_at_once().await,
        Move::Notices => world.notices().await,
        Move::Poll => world.poll().await,
        Move::Refresh => world.refresh().await,
        Move::Release => world.effects.release(),
        Move::Jump { seconds } => world.time.advance(SignedDuration::from_secs(*seconds)),
        Move::Settle { seconds } => world.settle(SignedDuration::from_secs(*seconds)).await,
    }
}

/// Nothing fails any more, whoever must connect again does, and an operator sends the dead letters once more.
async fn come_to_rest(world: &World) {
    world.effects.calm();
    world.tiktok.clear_faults();
    world.effects.release();
    for creator in CREATORS {
        if world.account(creator).status != AccountStatus::Connected {
            world.connect(creator).await;
        }
    }
    world.tell_again();
    world.settle(AFTERWARDS).await;
    world.queue.redrive();
    world.settle(AFTERWARDS).await;
}
