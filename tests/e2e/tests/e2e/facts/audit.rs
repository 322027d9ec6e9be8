//! An app that has not passed TikTok's audit.

use super::HOURS;
use crate::video::SMALL;
use crate::world::{Setup, Upload, World};
use domain::audit::TRIAL_AFTER_PRIVATE_POST;
use domain::{AlertKind, FailureClass, PrivacyLevel, State, UnauditedPosts};
use jiff::SignedDuration;
use tiktok_fake::Endpoint;

const SELF_ONLY: [(&str, &str); 2] = [("privacy-level", "SELF_ONLY"), ("music-usage-confirmed", "true")];

/// A world whose app is unaudited, and whose creators are told so only by an init.
async fn unaudited(posts: UnauditedPosts) -> World {
    let mut setup = Setup::default();
    setup.tiktok.audited = false;
    setup.tiktok.unaudited_sees_only_self = false;
    setup.publish.unaudited_posts = posts;
    World::with(setup).await
}

fn kinds(world: &World) -> Vec<AlertKind> {
    world.alerts.sent().iter().map(|alert| alert.kind).collect()
}

fn reason(world: &World, upload: &Upload) -> String {
    world.post(upload).reason().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn posts_of_an_unaudited_app_wait_and_one_an_hour_is_tried() {
    let world = unaudited(UnauditedPosts::Wait).await;
    let uploads: Vec<Upload> =
        (0..4).map(|number| world.drop_video(&format!("alice/{number}.mp4"), SMALL)).collect();
    world.settle(SignedDuration::from_mins(50)).await;
    assert_eq!(world.calls(Endpoint::Init), 1, "the others do not burn attempts");
    for upload in &uploads {
        assert!(matches!(world.post(upload).state, State::Queued { .. }));
        assert!(reason(&world, upload).contains("unaudited"), "{}", reason(&world, upload));
    }
    world.settle(HOURS).await;
    assert!((4..=6).contains(&world.calls(Endpoint::Init)), "{}", world.calls(Endpoint::Init));
    assert_eq!(kinds(&world), [AlertKind::AuditNotPassed], "the operator is told once");
    let told = &world.alerts.sent()[0].text;
    assert!(told.contains("Pass the audit") && told.contains("private and choose SELF_ONLY"), "{told}");
    assert!(world.account("alice").inits.is_empty(), "what was refused counts as no post");

    world.tiktok.update_settings(|settings| settings.audited = true);
    world.settle(HOURS).await;
    for upload in &uploads {
        world.expect_published(upload);
        assert_eq!(world.attempts(upload).len(), 1);
    }
    assert_eq!(kinds(&world), [AlertKind::AuditNotPassed, AlertKind::AuditPassed]);
}

#[tokio::test]
async fn posts_of_an_unaudited_app_fail_at_once_by_the_setting() {
    let world = unaudited(UnauditedPosts::Fail).await;
    let first = world.drop_video("alice/1.mp4", SMALL);
    world.settle(SignedDuration::from_mins(5)).await;
    let second = world.drop_video("alice/2.mp4", SMALL);
    world.settle(SignedDuration::from_mins(5)).await;
    for upload in [&first, &second] {
        assert!(world.expect_failed(upload, FailureClass::Audit).contains("SELF_ONLY"));
    }
    assert_eq!(world.calls(Endpoint::Init), 1, "the second one was not sent to be refused");
}

#[tokio::test]
async fn a_post_that_appears_for_its_creator_alone_tells_that_the_app_is_unaudited() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| {
        settings.fate.downgraded_to_self_only = true;
        settings.fate.completion_details = true;
    });
    let first = world.drop_video("alice/1.mp4", SMALL);
    world.settle(SignedDuration::from_mins(5)).await;
    world.expect_published(&first);
    let post = world.post(&first);
    assert_eq!(post.privacy_level, Some(PrivacyLevel::SelfOnly), "the item says who can see it");
    assert!(post.history.last().unwrap().detail.contains("SELF_ONLY"), "{:#?}", post.history);
    assert_eq!(kinds(&world), [AlertKind::AuditNotPassed]);

    let second = world.drop_video("alice/2.mp4", SMALL);
    world.settle(TRIAL_AFTER_PRIVATE_POST - SignedDuration::from_hours(1)).await;
    assert_eq!(world.calls(Endpoint::Init), 1, "no other one is published privately on the same day");
    world.tiktok.update_settings(|settings| settings.fate.downgraded_to_self_only = false);
    world.settle(SignedDuration::from_hours(3)).await;
    world.expect_published(&second);
    assert_eq!(kinds(&world), [AlertKind::AuditNotPassed, AlertKind::AuditPassed]);
}

#[tokio::test]
async fn an_unaudited_app_still_posts_for_the_creator_alone() {
    let world = unaudited(UnauditedPosts::Wait).await;
    let public = world.drop_video("alice/public.mp4", SMALL);
    world.settle(SignedDuration::from_mins(5)).await;
    let early = world.drop_video_with("alice/early.mp4", SMALL, &SELF_ONLY);
    world.settle(SignedDuration::from_mins(5)).await;
    assert!(reason(&world, &early).contains("account must be private"), "{}", reason(&world, &early));
    world.tiktok.patch_creator("alice", serde_json::json!({ "private": true })).unwrap();
    let private = world.drop_video_with("alice/private.mp4", SMALL, &SELF_ONLY);
    world.settle(SignedDuration::from_mins(10)).await;
    world.expect_published(&private);
    assert!(matches!(world.post(&public).state, State::Queued { .. }));
    world.settle(SignedDuration::from_hours(7)).await;
    world.expect_published(&early);
    assert!(!kinds(&world).contains(&AlertKind::AuditPassed), "a private post is no proof of an audit");
}

#[tokio::test]
async fn an_app_that_was_never_refused_is_not_talked_about() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.completion_details = true);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert_eq!(kinds(&world), []);
    let State::Published { post_id, post_url, .. } = world.post(&upload).state else { unreachable!() };
    let url = format!("https://www.tiktok.com/@alice/video/{}", post_id.unwrap());
    assert_eq!(post_url, Some(url));
}
