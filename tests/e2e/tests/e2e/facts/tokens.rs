//! Tokens that end or are rejected along the way.

use super::{HOURS, SHORTLY, answer};
use crate::effects::Failure;
use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::World;
use domain::{AccountStatus, AlertKind, State};
use jiff::SignedDuration;
use tiktok_fake::{Endpoint, Fault};

#[tokio::test]
async fn a_token_rejected_at_any_call_is_refreshed_and_the_call_repeated() {
    for endpoint in [Endpoint::CreatorInfo, Endpoint::Init, Endpoint::Status] {
        let world = World::start().await;
        world.tiktok.add_fault(Fault::next(endpoint, answer(401, "access_token_invalid")));
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.settle(SHORTLY).await;
        world.expect_published(&upload);
        assert_eq!(world.attempts(&upload).len(), 1, "{endpoint:?}");
        assert_eq!(world.calls(Endpoint::Token), 2, "one exchange of the code, one refresh");
    }
}

#[tokio::test]
async fn a_fresh_token_that_is_rejected_too_puts_the_call_off_and_nothing_starts_again() {
    for endpoint in [Endpoint::CreatorInfo, Endpoint::Init, Endpoint::Status] {
        let world = World::start().await;
        let rejected = Fault::next(endpoint, answer(401, "access_token_invalid"));
        world.tiktok.add_fault(Fault { times: 2, ..rejected });
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.settle(HOURS).await;
        world.expect_published(&upload);
        assert_eq!(world.attempts(&upload).len(), 1, "{endpoint:?}");
        assert_eq!(world.account("alice").status, AccountStatus::Connected, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_token_rejected_in_the_middle_of_an_upload_does_not_start_it_again() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /video/", 1, Failure::CrashAfter);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.deliver().await;
    world.time.advance(SignedDuration::from_mins(1));
    world.settle(SignedDuration::from_secs(1)).await;
    world.tiktok.add_fault(Fault::next(Endpoint::Status, answer(401, "access_token_invalid")));
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let attempts = world.attempts(&upload);
    assert_eq!((attempts.len(), attempts[0].chunks.len()), (1, 3));
}

#[tokio::test]
async fn tokens_are_kept_fresh_for_days_without_a_post() {
    let world = World::start().await;
    world.settle(SignedDuration::from_hours(72)).await;
    assert_eq!(world.account("alice").status, AccountStatus::Connected);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.secrets.pairs("open-id-of-alice").len() as u64, world.calls(Endpoint::Token));
}

#[tokio::test]
async fn a_post_waits_for_a_creator_who_must_connect_again() {
    let world = World::start().await;
    world.tiktok.disconnect("alice", 1).unwrap();
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SignedDuration::from_hours(48)).await;
    assert!(matches!(world.post(&upload).state, State::Queued { .. }));
    assert_eq!(world.account("alice").status, AccountStatus::ReconnectRequired);
    let alerts = world.alerts.sent();
    assert_eq!(alerts.iter().filter(|alert| alert.kind == AlertKind::ReconnectRequired).count(), 1);

    world.connect("alice").await;
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn a_creator_who_leaves_while_a_post_is_processed_leaves_it_unconfirmed() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.processing_seconds = 600);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SignedDuration::from_mins(2)).await;
    world.tiktok.disconnect("alice", 1).unwrap();
    world.settle(HOURS).await;
    assert!(
        matches!(world.post(&upload).state, State::Unconfirmed { .. }),
        "{:?}",
        world.post(&upload).state
    );

    world.connect("alice").await;
    world.settle(SignedDuration::from_hours(24)).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn two_runs_that_find_a_stale_token_refresh_it_once() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_hours(3));
    let uploads = ["alice/a.mp4", "alice/b.mp4"].map(|key| world.drop_video(key, SMALL));
    world.deliver_at_once().await;
    assert_eq!(world.calls(Endpoint::Token), 2, "one exchange of the code, one refresh");
    world.settle(SHORTLY).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
}
