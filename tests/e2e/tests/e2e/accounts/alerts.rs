//! What the operator is told about accounts, and how often.

use super::{UNTIL_DUE, World};
use crate::video::SMALL;
use crate::world::Setup;
use domain::{AccountStatus, AlertKind};
use jiff::SignedDuration;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

#[tokio::test]
async fn an_app_secret_that_tiktok_refuses_is_told_once_for_all_accounts_and_again_after_six_hours() {
    let world = World::with(Setup { creators: vec!["alice", "bob", "carol"], ..Setup::default() }).await;
    let app = world.secrets.app_json();
    world.secrets.set_app(app.replace(&world.tiktok.app().client_secret, "wrong"));
    world.settle(SignedDuration::from_hours(7)).await;
    assert_eq!(world.alerts_of(AlertKind::AppSecretRefused), 1);
    world.settle(SignedDuration::from_hours(6)).await;
    assert_eq!(world.alerts_of(AlertKind::AppSecretRefused), 2);
    let statuses = ["alice", "bob", "carol"].map(|name| world.account(name).status);
    assert_eq!(statuses, [AccountStatus::Connected; 3]);
}

#[tokio::test]
async fn refreshing_that_keeps_failing_is_told_and_disconnects_nobody() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault { times: 60, ..Fault::next(Endpoint::Token, answer(503, "server_error")) });
    world.time.advance(UNTIL_DUE);
    world.settle(SignedDuration::from_hours(5)).await;
    assert_eq!(world.alerts_of(AlertKind::RefreshFailing), 1);
    assert_eq!(world.account("alice").status, AccountStatus::Connected);
    world.tiktok.clear_faults();
    world.settle(SignedDuration::from_mins(20)).await;
    assert_eq!(world.account("alice").refresh_failures, 0);
}

#[tokio::test]
async fn a_missing_scope_is_told_when_it_is_missed() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::next(Endpoint::Init, answer(401, "scope_not_authorized")));
    world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SignedDuration::from_mins(10)).await;
    assert_eq!(world.alerts_of(AlertKind::ScopeMissing), 1);
    let alert = world.alerts.sent().into_iter().find(|alert| alert.kind == AlertKind::ScopeMissing).unwrap();
    assert!(alert.text.contains("/connect?key=YOUR_CONNECT_KEY"), "{}", alert.text);
}

#[tokio::test]
async fn a_refresh_token_that_is_not_renewed_is_told_of_30_7_and_1_days_before_it_ends() {
    let mut setup = Setup::default();
    setup.tiktok.access_seconds = 86_400;
    setup.tiktok.refresh_seconds = 40 * 86_400;
    setup.tiktok.rotate_refresh_tokens = false;
    let world = World::with(setup).await;
    let mut told = Vec::new();
    for day in 1..=41 {
        let before = world.alerts_of(AlertKind::RefreshTokenEnds);
        world.settle(SignedDuration::from_hours(24)).await;
        world.time.advance_to(world.account("alice").connected_at + SignedDuration::from_hours(24 * day));
        told.extend((before..world.alerts_of(AlertKind::RefreshTokenEnds)).map(|_| 40 - day));
    }
    // Each notice comes with the first refresh after its day has begun.
    assert_eq!(told.len(), 3, "{told:?}");
    for (days_left, notice) in told.into_iter().zip([30, 7, 1]) {
        assert!(
            (notice - 2..=notice).contains(&days_left),
            "{days_left} days before the end instead of {notice}"
        );
    }
    assert_eq!(world.account("alice").status, AccountStatus::ReconnectRequired);
    assert_eq!(world.alerts_of(AlertKind::ReconnectRequired), 1);
}

#[tokio::test]
async fn many_failed_posts_of_one_account_are_told_once() {
    let world = World::start().await;
    for number in 0..5 {
        world.drop_video_with(
            &format!("alice/{number}.mp4"),
            SMALL,
            &[("privacy-level", "SELF_ONLY"), ("music-usage-confirmed", "true"), ("branded-content", "true")],
        );
    }
    world.settle(SignedDuration::from_mins(10)).await;
    assert_eq!(world.alerts_of(AlertKind::PostFailed), 1);
}

fn answer(status: u16, code: &str) -> FaultAction {
    FaultAction::Answer {
        status,
        error_code: Some(code.to_owned()),
        headers: Default::default(),
        effect: Effect::None,
    }
}
