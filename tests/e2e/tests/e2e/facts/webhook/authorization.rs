//! The app may no longer act for a creator.

use super::{HOURS, SHORTLY};
use crate::effects::Failure;
use crate::video::SMALL;
use crate::world::World;
use domain::{AccountStatus, AlertKind, Awaits, State};
use jiff::SignedDuration;
use serde_json::json;
use tiktok_fake::Endpoint;

const ALICE: &str = "open-id-of-alice";
const REMOVED: &str = "authorization.removed";

#[tokio::test]
async fn a_removal_disconnects_the_account_and_tells_why() {
    for (reason, words) in [
        (0, "does not say why"),
        (1, "has disconnected the app"),
        (2, "account was deleted"),
        (3, "age was changed"),
        (4, "was banned"),
        (5, "ended from here"),
        (99, "does not say why"),
    ] {
        let world = World::start().await;
        world.time.advance(SignedDuration::from_mins(5));
        assert_eq!(world.notice("alice", REMOVED, json!({ "reason": reason })).await, Some(200));
        let account = world.account("alice");
        assert_eq!(account.status, AccountStatus::Disconnected);
        assert!(account.status_reason.unwrap().contains(words), "{reason}");
        assert!(world.secrets.pairs(ALICE).is_empty(), "its tokens are given up");
        assert_eq!(world.calls(Endpoint::Revoke), 0, "there is nothing to revoke");
        let alerts = world.alerts.sent();
        assert_eq!(alerts.len(), 1);
        assert_eq!(alerts[0].kind, AlertKind::ReconnectRequired);
        assert!(
            alerts[0].text.contains(words) && alerts[0].text.contains("/connect?key="),
            "{}",
            alerts[0].text
        );
    }
}

#[tokio::test]
async fn posts_are_held_until_the_creator_connects_again() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(5));
    world.notice("alice", REMOVED, json!({ "reason": 1 })).await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    assert!(matches!(world.post(&upload).state, State::Held { awaits: Awaits::Account, .. }));
    world.connect("alice").await;
    world.settle(HOURS).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn a_removal_that_is_told_late_does_not_undo_a_new_connection() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(5));
    let removed = world.signed_notice("alice", REMOVED, &json!({ "reason": 1 }));
    let again = world.signed_notice("alice", REMOVED, &json!({ "reason": 1 }));
    assert_eq!(world.webhook(removed).await, Some(200));
    world.time.advance(SignedDuration::from_mins(5));
    world.connect("alice").await;
    assert_eq!(world.webhook(again).await, Some(200));
    assert_eq!(world.account("alice").status, AccountStatus::Connected);
    assert_eq!(world.secrets.pairs(ALICE).len(), 1);
}

#[tokio::test]
async fn a_removal_of_a_stranger_is_answered_with_200() {
    let world = World::start().await;
    assert_eq!(world.notice("nobody", REMOVED, json!({ "reason": 1 })).await, Some(200));
    assert_eq!(world.account("alice").status, AccountStatus::Connected);
}

#[tokio::test]
async fn a_removal_that_was_half_done_is_done_when_it_is_told_again() {
    for effect in 0.. {
        let world = World::start().await;
        world.time.advance(SignedDuration::from_mins(5));
        world.effects.fail(effect, Failure::CrashAfter);
        let told = world.notice("alice", REMOVED, json!({ "reason": 1 })).await;
        if world.effects.injected().is_empty() {
            assert!(effect > 3, "{effect}");
            break;
        }
        assert_eq!(told, None, "{effect}");
        assert_eq!(world.notice("alice", REMOVED, json!({ "reason": 1 })).await, Some(200), "{effect}");
        assert_eq!(world.account("alice").status, AccountStatus::Disconnected, "{effect}");
        assert!(world.secrets.pairs(ALICE).is_empty(), "{effect}");
    }
}
