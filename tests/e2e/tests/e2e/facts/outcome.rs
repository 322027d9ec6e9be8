//! What TikTok makes of a complete upload.

use super::{HOURS, SHORTLY};
use crate::video::SMALL;
use crate::world::World;
use domain::{AlertKind, FailureClass, State};
use jiff::SignedDuration;
use serde_json::json;
use tiktok_fake::MissingPostIdShape::{Absent, EmptyArray};
use tiktok_fake::{Endpoint, Outcome, PostIdShape};

#[tokio::test]
async fn a_post_without_an_id_is_published_and_watched_until_its_id_comes() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.post_id_seconds = Some(5 * 3_600));
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    assert!(matches!(world.post(&upload).state, State::Published { post_id: None, .. }));
    world.settle(SignedDuration::from_hours(12)).await;
    assert!(matches!(world.post(&upload).state, State::Published { post_id: Some(_), .. }));
}

#[tokio::test]
async fn a_post_that_never_ends_is_unconfirmed_and_never_posted_again() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Never);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SignedDuration::from_hours(100)).await;
    let State::Unconfirmed { next_poll_at, .. } = world.post(&upload).state else {
        panic!("not unconfirmed")
    };
    assert_eq!(next_poll_at, None, "the watch ends after three days");
    assert_eq!(world.calls(Endpoint::Init), 1);
    assert_eq!(world.alerts.sent().len(), 1);
    assert_eq!(world.alerts.sent()[0].kind, AlertKind::PostUnconfirmed);
}

#[tokio::test]
async fn an_unconfirmed_post_that_was_published_after_all_is_found_out() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Never);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    assert!(matches!(world.post(&upload).state, State::Unconfirmed { .. }));
    let publish_id = &world.attempts(&upload)[0].publish_id;
    world.tiktok.patch_fate(publish_id, json!({ "outcome": "complete" })).unwrap();
    world.settle(SignedDuration::from_hours(24)).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn a_status_of_tomorrow_counts_as_pending() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| {
        settings.fate.processing_status = "PROCESSING_MODERATION".into();
        settings.fate.processing_seconds = 300;
    });
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert!(world.calls(Endpoint::Status) > 3);
    let told = world.post(&upload).history.into_iter();
    let told = told.filter(|entry| entry.detail.contains("PROCESSING_MODERATION")).count();
    let logged = world.logs.text().matches("\"tiktok.status\":\"PROCESSING_MODERATION\"").count();
    assert_eq!((told, logged), (1, 1), "it is told once, however often it comes");
}

#[tokio::test]
async fn every_status_before_the_last_leads_to_the_same_end() {
    for status in ["PROCESSING_UPLOAD", "PROCESSING_DOWNLOAD", "SEND_TO_USER_INBOX"] {
        let world = World::start().await;
        world.tiktok.update_settings(|settings| {
            settings.fate.processing_status = status.into();
            settings.fate.processing_seconds = 90;
        });
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.settle(SHORTLY).await;
        world.expect_published(&upload);
        assert!(world.calls(Endpoint::Status) > 1, "{status}");
        assert_eq!(world.attempts(&upload).len(), 1, "{status}");
    }
}

#[tokio::test]
async fn an_id_is_kept_digit_for_digit_however_tiktok_writes_it() {
    let shapes = [PostIdShape::Integer, PostIdShape::IntegerArray, PostIdShape::Text, PostIdShape::TextArray];
    for (shape, missing) in shapes.into_iter().zip([Absent, EmptyArray].into_iter().cycle()) {
        let world = World::start().await;
        world.tiktok.update_settings(|settings| {
            settings.fate.post_id_shape = shape;
            settings.fate.missing_post_id_shape = missing;
            // It comes later than the word that the post is published.
            settings.fate.post_id_seconds = Some(120);
        });
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.settle(HOURS).await;
        let State::Published { post_id, next_poll_at: None, .. } = world.post(&upload).state else {
            panic!("{shape:?}: {:#?}", world.post(&upload).state)
        };
        assert_eq!(post_id, world.attempts(&upload)[0].post_id, "{shape:?}");
        assert!(post_id.is_some_and(|id| id.len() == 19), "{shape:?}: beyond 2^53");
        let told = world.post(&upload).history.iter().filter(|e| e.event == "status_reported").count();
        assert_eq!(told, 2, "{shape:?}: published, and then its id");
    }
}

#[tokio::test]
async fn every_fail_reason_ends_the_post_with_advice() {
    for (reason, class, advice) in [
        ("file_format_check_failed", FailureClass::Media, "ffmpeg -i in -c:v libx264"),
        ("duration_check_failed", FailureClass::Media, "ffmpeg -i in.mp4 -t SECONDS"),
        ("frame_rate_check_failed", FailureClass::Media, "ffmpeg -i in.mp4 -r 30"),
        ("picture_size_check_failed", FailureClass::Media, "ffmpeg -i in.mp4 -vf scale"),
        ("internal", FailureClass::TikTok, "retry later"),
        ("auth_removed", FailureClass::Creator, "the creator must connect again"),
        ("spam_risk_too_many_posts", FailureClass::Creator, "look at the creator's account"),
        ("spam_risk_user_banned_from_posting", FailureClass::Creator, "banned the creator"),
        ("spam_risk_text", FailureClass::Creator, "look at the creator's account"),
        ("spam_risk", FailureClass::Creator, "look at the creator's account"),
        ("publish_cancelled", FailureClass::Request, "report it with the log id"),
        ("a_reason_of_next_year", FailureClass::Request, "report it with the log id"),
    ] {
        let world = World::start().await;
        world.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Failed(reason.into()));
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.settle(HOURS).await;
        let told = world.expect_failed(&upload, class);
        assert!(told.contains(reason) && told.contains(advice), "{told}");
        let State::Failed { failure, publish_id } = world.post(&upload).state else { unreachable!() };
        assert_eq!(failure.code.as_deref(), Some(reason), "verbatim");
        assert!(failure.log_id.is_some(), "{reason}: TikTok's log id is kept");
        assert_eq!(publish_id.unwrap(), world.attempts(&upload)[0].publish_id);
        assert_eq!(world.alerts.sent().len(), 1, "{reason}");
        assert_eq!(world.attempts(&upload).len(), 1, "{reason} is not tried again by itself");
    }
}

#[tokio::test]
async fn a_post_that_failed_by_tiktoks_own_fault_may_be_retried() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Failed("internal".into()));
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SHORTLY).await;
    world.expect_failed(&upload, FailureClass::TikTok);
    world.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Complete);
    world.retry(&upload).await;
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
}
