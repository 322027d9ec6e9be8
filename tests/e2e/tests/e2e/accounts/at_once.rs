//! Refreshes that meet, that are slow, and whose clocks differ.

use super::{ALICE, TOKEN_CALL, UNTIL_DUE, UNTIL_ENDED, World};
use crate::video::SMALL;
use domain::State;
use jiff::SignedDuration;
use secrecy::ExposeSecret;
use tiktok_fake::Endpoint;

#[tokio::test]
async fn two_refreshers_and_a_refresh_just_in_time_rotate_the_pair_once() {
    let world = World::start().await;
    world.time.advance(UNTIL_ENDED);
    let gateway = world.gateway_for(SignedDuration::from_mins(5));
    let deadline = gateway.tokens.deadline;
    let runs = futures::join!(
        token_refresh::run(&gateway, &world.functions.publish.posts, deadline),
        gateway.tokens.for_use(ALICE),
        token_refresh::run(&gateway, &world.functions.publish.posts, deadline),
    );
    assert_eq!(world.calls(Endpoint::Token), 2, "one exchange of the code, one rotation");
    let pairs = world.pairs();
    assert_eq!(pairs.len(), 2);
    assert_eq!(runs.1.unwrap().expose_secret(), pairs[1].access_token.expose_secret());
    let exchanged = runs.0.unwrap().exchanged + runs.2.unwrap().exchanged;
    assert!(exchanged <= 1, "{exchanged} runs say that they exchanged it");
}

#[tokio::test]
async fn a_slow_answer_brings_tokens_that_count_from_when_they_were_asked_for() {
    let world = World::start().await;
    world.time.advance(UNTIL_DUE);
    let asked_at = world.time.now();
    world.effects.slow_down(TOKEN_CALL, 1, SignedDuration::from_secs(29));
    world.refresh().await;
    let pair = &world.pairs()[1];
    assert_eq!(pair.issued_at, asked_at);
    assert_eq!(pair.access_expires_at, asked_at + SignedDuration::from_secs(7_200));
}

#[tokio::test]
async fn clocks_that_are_five_minutes_apart_refuse_no_call() {
    for ours_is_ahead in [true, false] {
        let world = World::start().await;
        let apart = SignedDuration::from_mins(5);
        if ours_is_ahead {
            world.time.run_ahead_of_tiktok(apart);
        } else {
            world.tiktok.advance(apart.unsigned_abs());
        }
        world.connect("alice").await;
        for day in 0..3 {
            world.settle(SignedDuration::from_hours(23)).await;
            let upload = world.drop_video(&format!("alice/{day}.mp4"), SMALL);
            world.settle(SignedDuration::from_hours(1)).await;
            assert!(matches!(world.post(&upload).state, State::Published { .. }));
        }
        assert!(world.tiktok.report().requests.iter().all(|call| call.http_status != Some(401)));
    }
}
