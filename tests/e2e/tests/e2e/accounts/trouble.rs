//! What goes wrong between the claim and the stored pair is counted, told, and holds nobody up.

use super::{ALICE, TOKEN_CALL, UNTIL_DUE};
use crate::effects::Failure;
use crate::terminal::say;
use crate::video::SMALL;
use crate::world::World;
use adapters::Secrets;
use domain::{AccountStatus, AlertKind, State};
use jiff::SignedDuration;
use tiktok_fake::Endpoint;

#[tokio::test]
async fn an_app_secret_that_cannot_be_read_is_counted_and_told_and_leaves_no_lease() {
    let world = World::start().await;
    let app = world.secrets.app_json();
    world.secrets.set_app("{}");
    world.time.advance(UNTIL_DUE);
    world.refresh().await;
    let account = world.account("alice");
    assert_eq!((account.refresh_failures, account.refresh_lease), (1, None));
    assert_eq!(world.alerts_of(AlertKind::AppSecretRefused), 0, "a single failure may pass");

    world.settle(SignedDuration::from_hours(3)).await;
    assert_eq!(world.alerts_of(AlertKind::AppSecretRefused), 1);
    assert_eq!(world.account("alice").status, AccountStatus::Connected);

    world.secrets.set_app(app);
    world.settle(SignedDuration::from_mins(20)).await;
    assert_eq!(world.account("alice").refresh_failures, 0);
}

#[tokio::test]
async fn a_pair_that_cannot_be_read_is_counted_and_tried_again() {
    let world = World::start().await;
    world.time.advance(UNTIL_DUE);
    world.effects.fail_call("secrets tokens", 0, Failure::ErrorAnswer);
    world.refresh().await;
    let account = world.account("alice");
    assert_eq!((account.refresh_failures, account.refresh_lease), (1, None));
    world.settle(SignedDuration::from_mins(20)).await;
    assert_eq!(world.account("alice").refresh_failures, 0);
    assert_eq!(world.pairs().len(), 2);
}

#[tokio::test]
async fn a_pair_that_is_missing_means_that_the_account_must_be_connected_again() {
    for by_a_post in [false, true] {
        let world = World::start().await;
        world.secrets.forget_tokens(ALICE).await.unwrap();
        let upload = by_a_post.then(|| world.drop_video("alice/clip.mp4", SMALL));
        world.settle(SignedDuration::from_hours(2)).await;
        let account = world.account("alice");
        assert_eq!((account.status, account.refresh_lease), (AccountStatus::ReconnectRequired, None));
        assert_eq!(world.alerts_of(AlertKind::ReconnectRequired), 1);
        let waits = upload.is_none_or(|upload| matches!(world.post(&upload).state, State::Queued { .. }));
        assert!(waits);
    }
}

#[tokio::test]
async fn whatever_fails_in_a_refresh_is_mended_or_told() {
    let undisturbed = effects_of_a_refresh().await;
    assert!(undisturbed.iter().any(|effect| effect == TOKEN_CALL), "{undisturbed:?}");
    let (mut mended, mut told) = (0, 0);
    for (effect, at) in undisturbed.iter().enumerate() {
        for failure in Failure::ALL {
            let world = World::start().await;
            world.time.advance(UNTIL_DUE);
            world.effects.fail(effect, failure);
            world.refresh().await;
            world.settle(SignedDuration::from_hours(3)).await;
            world.effects.release();
            world.settle(SignedDuration::from_hours(3)).await;
            match world.account("alice").status {
                AccountStatus::Connected => {
                    world.calls_with_a_good_token().await;
                    mended += 1;
                }
                AccountStatus::ReconnectRequired => {
                    assert!(world.alerts_of(AlertKind::ReconnectRequired) > 0, "silent: {failure:?} at {at}");
                    told += 1;
                }
                AccountStatus::Disconnected => panic!("disconnected by {failure:?} at {at}"),
            }
        }
    }
    say(&format!("refreshes that failed: {mended} mended, {told} told"));
    assert!(told > 0 && mended > told);
}

#[tokio::test]
async fn a_crash_before_the_operator_is_told_is_made_good_by_the_next_run() {
    for failure in [Failure::CrashBefore, Failure::ErrorAnswer] {
        let world = World::start().await;
        world.tiktok.disconnect("alice", 1).unwrap();
        world.time.advance(UNTIL_DUE);
        world.effects.fail_call("sns send", 0, failure);
        world.refresh().await;
        assert_eq!(world.alerts_of(AlertKind::ReconnectRequired), 0);
        world.settle(SignedDuration::from_hours(1)).await;
        assert_eq!(world.account("alice").status, AccountStatus::ReconnectRequired);
        assert_eq!(world.alerts_of(AlertKind::ReconnectRequired), 1, "{failure:?}");
    }
}

async fn effects_of_a_refresh() -> Vec<String> {
    let world = World::start().await;
    world.time.advance(UNTIL_DUE);
    let before = world.effects.seen().len();
    world.refresh().await;
    assert_eq!(world.calls(Endpoint::Token), 2);
    world.effects.seen().split_off(before)
}

impl World {
    async fn calls_with_a_good_token(&self) {
        let gateway = self.gateway_for(SignedDuration::from_mins(5));
        gateway.creator_info(ALICE).await.unwrap();
    }
}
