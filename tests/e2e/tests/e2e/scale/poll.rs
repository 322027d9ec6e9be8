//! `status-poller`, each minute.

use super::{Calls, PARTITIONS, posts_a_minute};
use crate::crowd::Crowd;
use crate::world::{Setup, World};
use jiff::SignedDuration;

const VIDEO_BYTES: u64 = 1_000;

/// How long TikTok takes over a post.
const PROCESSING_S: u64 = 30;

/// Calls of DynamoDB for one question and its answer.
const CALLS_PER_QUESTION_MAX: usize = 8;

#[tokio::test]
async fn a_run_of_status_poller_among_ten_accounts() {
    run(10).await;
}

#[tokio::test]
async fn a_run_of_status_poller_among_a_thousand_accounts() {
    run(1_000).await;
}

#[tokio::test]
#[ignore = "it takes minutes; `cargo bench-all` runs it"]
async fn a_run_of_status_poller_among_a_hundred_thousand_accounts() {
    run(100_000).await;
}

async fn run(accounts: usize) {
    let mut setup = Setup::default();
    setup.creators.clear();
    setup.tiktok.fate.processing_seconds = PROCESSING_S;
    let world = World::with(setup).await;
    let due = posts_a_minute(accounts);
    let crowd = Crowd::come(&world, due).await;
    crowd.send(&world, due, VIDEO_BYTES).await;
    world.time.advance(SignedDuration::from_secs(PROCESSING_S as i64));
    let before = world.effects.seen().len();
    let deadline = world.time.now() + SignedDuration::from_mins(2);
    let summary = world.functions.poller.run(deadline).await.unwrap();
    assert_eq!((summary.settled, summary.failed), (due, 0), "{summary:?}");

    let calls = Calls::of(&world.effects.seen().split_off(before));
    calls.tell("status-poller", accounts, due);
    assert!(calls.to("dynamodb") <= PARTITIONS * 60 + calls.to("tiktok") * CALLS_PER_QUESTION_MAX);
}
