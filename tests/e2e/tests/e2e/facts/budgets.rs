//! TikTok's limits, and ours.

use super::{HOURS, SHORTLY, answer};
use crate::video::SMALL;
use crate::world::{Setup, Upload, World};
use domain::{AlertKind, State};
use jiff::SignedDuration;
use tiktok_fake::{Endpoint, Fault};

fn drop_many(world: &World, count: usize) -> Vec<Upload> {
    (0..count).map(|number| world.drop_video(&format!("alice/{number}.mp4"), SMALL)).collect()
}

#[tokio::test]
async fn many_posts_of_one_creator_at_once_never_exceed_tiktoks_rate() {
    let world = World::start().await;
    let uploads = drop_many(&world, 12);
    world.deliver_at_once().await;
    world.settle(HOURS).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
    let refused = world.tiktok.report().requests.into_iter().filter(|call| call.http_status == Some(429));
    assert_eq!(refused.count(), 0);
}

#[tokio::test]
async fn posts_beyond_the_daily_cap_go_out_when_a_day_has_passed() {
    let mut setup = Setup::default();
    setup.publish.daily_post_cap = 3;
    let world = World::with(setup).await;
    let uploads = drop_many(&world, 5);
    world.settle(HOURS).await;
    let published = uploads.iter().filter(|upload| world.is_published(upload)).count();
    assert_eq!(published, 3);
    let waiting = uploads.iter().find(|upload| !world.is_published(upload)).unwrap();
    let State::Queued { reason: Some(reason), .. } = world.post(waiting).state else { panic!("not waiting") };
    assert!(reason.contains("begun 3 posts within 24 hours"), "{reason}");
    let alerts: Vec<AlertKind> = world.alerts.sent().iter().map(|alert| alert.kind).collect();
    assert_eq!(alerts, [AlertKind::DailyCapReached], "the operator is told once in six hours");

    world.settle(SignedDuration::from_hours(24)).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
}

#[tokio::test]
async fn a_429_holds_the_account_for_as_long_as_tiktok_says() {
    let world = World::start().await;
    let mut slow_down = answer(429, "rate_limit_exceeded");
    if let tiktok_fake::FaultAction::Answer { headers, .. } = &mut slow_down {
        headers.insert("X-RateLimit-Reset".into(), "300".into());
    }
    world.tiktok.add_fault(Fault::next(Endpoint::Init, slow_down));
    let uploads = drop_many(&world, 2);
    world.settle(SignedDuration::from_mins(4)).await;
    assert_eq!(world.calls(Endpoint::Init), 1, "the second post waits too");
    world.settle(HOURS).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
}

#[tokio::test]
async fn a_status_question_too_many_is_put_off() {
    let world = World::start().await;
    world
        .tiktok
        .add_fault(Fault { times: 3, ..Fault::next(Endpoint::Status, answer(429, "rate_limit_exceeded")) });
    let uploads = drop_many(&world, 3);
    world.settle(HOURS).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
}

#[tokio::test]
async fn a_post_deferred_by_the_cap_of_all_apps_keeps_trying() {
    let world = World::start().await;
    world.tiktok.patch_creator("alice", serde_json::json!({ "daily_post_cap": 1 })).unwrap();
    let uploads = drop_many(&world, 2);
    world.settle(SHORTLY).await;
    assert_eq!(uploads.iter().filter(|upload| world.is_published(upload)).count(), 1);
    world.settle(SignedDuration::from_hours(26)).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
}
