//! The same work seen twice.

use super::{HOURS, SHORTLY};
use crate::effects::Failure;
use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::World;
use jiff::SignedDuration;
use tiktok_fake::Endpoint;

#[tokio::test]
async fn the_same_event_twice_gives_one_post() {
    let world = World::start().await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.tell(&upload);
    world.settle(SHORTLY).await;
    world.tell(&upload);
    world.hint(&upload);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert_eq!(world.calls(Endpoint::Init), 1);
}

#[tokio::test]
async fn the_same_event_ten_times_gives_one_post() {
    let world = World::start().await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    for _ in 0..4 {
        world.tell(&upload);
    }
    world.deliver_at_once().await;
    for _ in 0..5 {
        world.tell(&upload);
        world.settle(SHORTLY).await;
    }
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert_eq!((world.calls(Endpoint::Init), world.calls(Endpoint::Upload)), (1, 1));
}

#[tokio::test]
async fn two_runs_at_once_give_one_post() {
    let world = World::start().await;
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    for _ in 0..5 {
        world.tell(&upload);
        world.hint(&upload);
    }
    world.deliver_at_once().await;
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!((world.calls(Endpoint::Init), world.calls(Endpoint::Upload)), (1, 3));
}

#[tokio::test]
async fn a_run_that_was_overtaken_sends_nothing_more() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(2));
    // The answer to the first chunk comes when another run has long finished the upload.
    world.effects.fail_call("tiktok /video/", 0, Failure::AnswerLate);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let attempts = world.attempts(&upload);
    assert_eq!((attempts.len(), world.calls(Endpoint::Upload)), (1, 3));
}

#[tokio::test]
async fn two_runs_at_once_after_a_crash_give_one_post() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /video/", 1, Failure::CrashAfter);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.deliver().await;
    world.time.advance(SignedDuration::from_mins(2));
    world.settle(SignedDuration::from_secs(1)).await;
    world.time.advance(SignedDuration::from_mins(5));
    for _ in 0..4 {
        world.hint(&upload);
    }
    world.deliver_at_once().await;
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 1);
}

#[tokio::test]
async fn the_same_key_uploaded_again_is_another_post() {
    let world = World::start().await;
    let first = world.drop_video("alice/clip.mp4", SMALL);
    let second = world.drop_video("alice/clip.mp4", SMALL + 1_000);
    world.settle(SHORTLY).await;
    world.expect_published(&first);
    world.expect_published(&second);
}
