//! What was said about a post, and what the creator allows.

use super::{HOURS, SHORTLY};
use crate::effects::Failure;
use crate::video::SMALL;
use crate::world::{PUBLIC, Setup, World};
use domain::{AlertKind, FailureClass, PrivacyFallback, PrivacyLevel, State};
use jiff::SignedDuration;
use serde_json::json;
use tiktok_fake::Endpoint;

#[tokio::test]
async fn a_level_that_is_no_longer_offered_is_posted_privately_and_the_operator_is_told() {
    let world = World::start().await;
    world.tiktok.patch_creator("alice", json!({ "private": true })).unwrap();
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload)[0].privacy_level, "SELF_ONLY");
    assert_eq!(world.post(&upload).privacy_level, Some(PrivacyLevel::SelfOnly));
    assert_eq!(world.alerts.sent()[0].kind, AlertKind::PrivacyFellBack);
}

#[tokio::test]
async fn a_level_that_is_no_longer_offered_fails_where_the_operator_wants_that() {
    let mut setup = Setup::default();
    setup.publish.privacy_fallback = PrivacyFallback::Fail;
    let world = World::with(setup).await;
    world.tiktok.patch_creator("alice", json!({ "private": true })).unwrap();
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_failed(&upload, FailureClass::Options);
    assert_eq!(world.calls(Endpoint::Init), 0);
    assert!(world.account("alice").inits.is_empty(), "no init was sent, so none counts");
}

#[tokio::test]
async fn branded_content_is_never_posted_privately() {
    let world = World::start().await;
    world.tiktok.patch_creator("alice", json!({ "private": true })).unwrap();
    let options = [&PUBLIC[..], &[("branded-content", "true")]].concat();
    let upload = world.drop_video_with("alice/clip.mp4", SMALL, &options);
    world.settle(SHORTLY).await;
    world.expect_failed(&upload, FailureClass::Options);
    assert_eq!(world.calls(Endpoint::Init), 0);
}

#[tokio::test]
async fn interactions_that_the_creator_disabled_stay_disabled() {
    let world = World::start().await;
    world.tiktok.patch_creator("alice", json!({ "comment_disabled": true })).unwrap();
    let wanted = [("allow-comment", "true"), ("allow-duet", "true")];
    let upload = world.drop_video_with("alice/clip.mp4", SMALL, &[&PUBLIC[..], &wanted].concat());
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let sent = &world.attempts(&upload)[0].post_info;
    let disabled = ["disable_comment", "disable_duet", "disable_stitch"].map(|name| sent[name].as_bool());
    assert_eq!(disabled, [Some(true), Some(false), Some(true)]);
}

#[tokio::test]
async fn a_held_post_goes_on_as_soon_as_its_sidecar_comes() {
    let world = World::start().await;
    let upload = world.drop_video_with("alice/clip.mp4", SMALL, &[]);
    world.settle(HOURS).await;
    assert!(matches!(world.post(&upload).state, State::Held { .. }));
    let sidecar = json!({ "privacy_level": "SELF_ONLY", "music_usage_confirmed": true });
    world.drop_file("alice/clip.mp4.json", &sidecar.to_string());
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn the_operator_hears_of_a_held_post_only_when_nobody_has_completed_it_for_ten_minutes() {
    let world = World::start().await;
    let completed = world.drop_video_with("alice/completed.mp4", SMALL, &[]);
    let forgotten = world.drop_video_with("alice/forgotten.mp4", SMALL, &[]);
    world.settle(SignedDuration::from_mins(5)).await;
    let sidecar = json!({ "privacy_level": "SELF_ONLY", "music_usage_confirmed": true });
    world.drop_file("alice/completed.mp4.json", &sidecar.to_string());
    world.settle(SignedDuration::from_mins(4)).await;
    assert!(world.alerts.sent().is_empty());
    world.settle(HOURS).await;
    world.expect_published(&completed);
    let alerts = world.alerts.sent();
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    assert_eq!(alerts[0].kind, AlertKind::PostHeld);
    assert_eq!(alerts[0].post_id, Some(forgotten.id.to_string()));
    assert!(alerts[0].text.contains("privacy_level"), "{}", alerts[0].text);
}

#[tokio::test]
async fn a_sidecar_whose_event_was_lost_is_found_when_the_post_is_looked_at_again() {
    let world = World::start().await;
    let upload = world.drop_video_with("alice/clip.mp4", SMALL, &[]);
    world.settle(SignedDuration::from_mins(5)).await;
    let sidecar = json!({ "privacy_level": "SELF_ONLY", "music_usage_confirmed": true });
    world.drop_file("alice/clip.mp4.json", &sidecar.to_string());
    assert_eq!(world.queue.receive(usize::MAX).len(), 1, "somebody took the event, and was never seen again");
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert_eq!(world.alerts.sent(), [], "nobody had to be told");
}

#[tokio::test]
async fn held_posts_go_on_when_defaults_complete_them() {
    let world = World::start().await;
    let uploads = [0, 1, 2].map(|number| world.drop_video_with(&format!("alice/{number}.mp4"), SMALL, &[]));
    let private = world.drop_video_with("alice/private.mp4", SMALL, &[("privacy-level", "SELF_ONLY")]);
    world.settle(HOURS).await;
    assert!(matches!(world.post(&uploads[0]).state, State::Held { .. }));

    let incomplete = json!({ "privacy_level": "PUBLIC_TO_EVERYONE" });
    world.drop_file("alice/_defaults.json", &incomplete.to_string());
    world.settle(SHORTLY).await;
    let State::Held { reason, .. } = world.post(&uploads[0]).state else { panic!("not held") };
    assert_eq!(reason, "waiting for music_usage_confirmed = true: upload a sidecar that sets it");

    let complete = json!({ "privacy_level": "PUBLIC_TO_EVERYONE", "music_usage_confirmed": true });
    world.drop_file("alice/_defaults.json", &complete.to_string());
    world.settle(HOURS).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
    world.expect_published(&private);
    assert_eq!(world.attempts(&private)[0].privacy_level, "SELF_ONLY");
}

#[tokio::test]
async fn a_sidecar_that_comes_while_a_run_has_the_post_holds() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /v2/post/publish/video/init/", 0, Failure::CrashAfter);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SignedDuration::from_secs(30)).await;
    assert!(world.post(&upload).lease.is_some());
    assert!(matches!(world.post(&upload).state, State::Initializing { .. }));
    let sidecar = json!({ "privacy_level": "SELF_ONLY" });
    world.drop_file("alice/clip.mp4.json", &sidecar.to_string());
    world.settle(HOURS).await;
    world.expect_published(&upload);
    let sent: Vec<String> =
        world.attempts(&upload).into_iter().map(|attempt| attempt.privacy_level).collect();
    assert_eq!(sent, ["PUBLIC_TO_EVERYONE", "SELF_ONLY"]);
}

#[tokio::test]
async fn a_scheduled_post_goes_out_at_its_time_and_not_before() {
    let world = World::start().await;
    let publish_at = world.time.now() + SignedDuration::from_hours(7);
    let moment = publish_at.to_string();
    let options = [&PUBLIC[..], &[("publish-at", moment.as_str())]].concat();
    let upload = world.drop_video_with("alice/clip.mp4", SMALL, &options);
    world.settle(SignedDuration::from_mins(415)).await;
    assert_eq!(world.calls(Endpoint::Init), 0);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    let sent_at = world.attempts(&upload)[0].initialised_at;
    assert!(sent_at >= publish_at && sent_at < publish_at + SignedDuration::from_mins(2), "{sent_at}");
}

#[tokio::test]
async fn a_video_that_is_too_long_for_the_creator_is_not_sent() {
    let world = World::start().await;
    world.tiktok.patch_creator("alice", json!({ "max_video_post_duration_sec": 4 })).unwrap();
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    let reason = world.expect_failed(&upload, FailureClass::Media);
    assert!(reason.contains("ffmpeg"), "{reason}");
    assert_eq!(world.calls(Endpoint::Init), 0);
}
