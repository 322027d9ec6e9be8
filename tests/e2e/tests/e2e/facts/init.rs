//! Inits whose answers are lost.

use super::{HOURS, SHORTLY, answer};
use crate::video::SMALL;
use crate::world::World;
use domain::FailureClass;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

#[tokio::test]
async fn a_lost_init_answer_never_posts_twice() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::next(Endpoint::Init, FaultAction::Drop { effect: Effect::Done }));
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let attempts = world.attempts(&upload);
    assert_eq!(attempts.len(), 2, "the init was repeated");
    assert_eq!(attempts[0].bytes_received, 0, "the first got no byte");
}

#[tokio::test]
async fn an_init_that_tiktok_calls_failed_and_carried_out_never_posts_twice() {
    let world = World::start().await;
    let done = FaultAction::Answer {
        status: 500,
        error_code: Some("internal_error".into()),
        headers: Default::default(),
        effect: Effect::Done,
    };
    world.tiktok.add_fault(Fault::next(Endpoint::Init, done));
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).iter().filter(|attempt| attempt.bytes_received > 0).count(), 1);
}

#[tokio::test]
async fn an_outage_of_an_hour_is_outlasted() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault { times: 4, ..Fault::next(Endpoint::Init, answer(503, "internal_error")) });
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert_eq!(world.calls(Endpoint::Init), 5);
}

#[tokio::test]
async fn an_init_that_is_never_answered_is_given_up_and_may_be_retried() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault { times: 99, ..Fault::next(Endpoint::Init, answer(503, "internal_error")) });
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    let reason = world.expect_failed(&upload, FailureClass::TikTok);
    assert!(reason.starts_with("given up after 5 attempts"), "{reason}");
    assert_eq!(world.alerts.sent().len(), 1);

    world.tiktok.clear_faults();
    world.retry(&upload).await;
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
}
