//! No exchange begins that could not be stored before its run is stopped.

use super::{ALICE, UNTIL_ENDED};
use crate::video::SMALL;
use crate::world::World;
use domain::State;
use gateway::TokenError;
use jiff::SignedDuration;
use tiktok_fake::Endpoint;

/// Too little for TikTok's slowest answer and the store together.
const TOO_LITTLE: SignedDuration = SignedDuration::from_secs(44);

#[tokio::test]
async fn a_run_with_too_little_time_leaves_the_exchange_to_another() {
    let world = World::start().await;
    world.time.advance(UNTIL_ENDED);
    let late = world.gateway_for(TOO_LITTLE).tokens;
    assert!(matches!(late.for_use(ALICE).await, Err(TokenError::NoTime)));
    assert_eq!(world.calls(Endpoint::Token), 1, "the exchange of the code");
    let account = world.account("alice");
    assert_eq!((account.refresh_failures, account.refresh_lease), (0, None));

    let in_time = world.gateway_for(SignedDuration::from_secs(60)).tokens;
    assert!(in_time.for_use(ALICE).await.is_ok());
    assert_eq!(world.calls(Endpoint::Token), 2);
}

#[tokio::test]
async fn a_token_that_is_still_good_is_used_by_a_run_that_cannot_refresh_it() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(117));
    assert!(world.gateway_for(TOO_LITTLE).tokens.for_use(ALICE).await.is_ok());
    assert_eq!(world.calls(Endpoint::Token), 1);
}

#[tokio::test]
async fn a_poller_near_its_end_refreshes_nothing_and_the_next_one_does() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.processing_seconds = 60);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.deliver().await;
    world.time.advance(UNTIL_ENDED);
    world.functions.poller.run(world.time.now() + TOO_LITTLE).await.unwrap();
    assert_eq!(world.calls(Endpoint::Token), 1);
    assert!(!matches!(world.post(&upload).state, State::Published { .. }));

    world.settle(SignedDuration::from_hours(3)).await;
    assert!(world.calls(Endpoint::Token) > 1);
    assert!(matches!(world.post(&upload).state, State::Published { .. }));
}

#[tokio::test]
async fn a_poller_begins_no_question_after_its_end() {
    let world = World::start().await;
    world.drop_video("alice/clip.mp4", SMALL);
    world.deliver().await;
    world.time.advance(SignedDuration::from_mins(1));
    let summary = world.functions.poller.run(world.time.now()).await.unwrap();
    assert_eq!((summary.asked, world.calls(Endpoint::Status)), (0, 0));
    world.settle(SignedDuration::from_mins(10)).await;
}

#[tokio::test]
async fn a_publish_near_its_end_refreshes_nothing() {
    let world = World::start().await;
    world.time.advance(UNTIL_ENDED);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.deliver_until(world.time.now() + TOO_LITTLE).await;
    assert_eq!(world.calls(Endpoint::Token), 1);
    world.settle(SignedDuration::from_mins(20)).await;
    assert!(matches!(world.post(&upload).state, State::Published { .. }));
    assert_eq!(world.calls(Endpoint::Token), 2);
}
