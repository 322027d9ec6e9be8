//! Objects that change or go away meanwhile.

use super::{HOURS, SHORTLY};
use crate::effects::Failure;
use crate::video::{SMALL, THREE_CHUNKS, in_too_many_boxes};
use crate::world::{BUCKET, World};
use domain::{FailureClass, State};
use jiff::SignedDuration;
use tiktok_fake::Endpoint;

#[tokio::test]
async fn a_video_deleted_before_it_was_seen_is_no_post() {
    let world = World::start().await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.videos.delete_version(BUCKET, &upload.key, &upload.version_id);
    world.settle(SHORTLY).await;
    assert!(world.attempts(&upload).is_empty());
}

#[tokio::test]
async fn a_video_deleted_before_its_time_fails_clearly() {
    let world = World::start().await;
    let publish_at = (world.time.now() + SignedDuration::from_hours(1)).to_string();
    let options = [&crate::world::PUBLIC[..], &[("publish-at", publish_at.as_str())]].concat();
    let upload = world.drop_video_with("alice/clip.mp4", SMALL, &options);
    world.deliver().await;
    world.videos.delete_version(BUCKET, &upload.key, &upload.version_id);
    world.settle(HOURS).await;
    let reason = world.expect_failed(&upload, FailureClass::Source);
    assert!(reason.contains("gone"), "{reason}");
    assert_eq!(world.calls(Endpoint::Init), 0);
}

#[tokio::test]
async fn a_video_deleted_in_the_middle_of_its_upload_fails_clearly_and_is_not_published() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /video/", 0, Failure::CrashAfter);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SignedDuration::from_secs(30)).await;
    assert_eq!(world.calls(Endpoint::Upload), 1);
    world.videos.delete_version(BUCKET, &upload.key, &upload.version_id);
    world.settle(HOURS).await;
    let reason = world.expect_failed(&upload, FailureClass::Source);
    assert!(reason.contains("gone from the bucket; upload it again"), "{reason}");
}

#[tokio::test]
async fn a_video_replaced_meanwhile_is_posted_as_it_was_when_it_was_dropped() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /video/", 0, Failure::CrashAfter);
    let first = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SignedDuration::from_secs(30)).await;
    world.videos.delete(BUCKET, "alice/clip.mp4");
    let second = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    // The world compares the bytes of both with what TikTok got.
    world.expect_published(&first);
    world.expect_published(&second);
}

#[tokio::test]
async fn a_file_that_cannot_be_checked_is_left_to_tiktok_with_a_note() {
    let world = World::start().await;
    let upload = world.drop_bytes("alice/clip.mp4", in_too_many_boxes());
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let noted = world.post(&upload).history.into_iter().find(|entry| entry.event == "noted").unwrap();
    assert!(noted.detail.contains("TikTok will judge it"), "{}", noted.detail);
}

#[tokio::test]
async fn a_video_that_is_gone_when_its_last_chunk_may_have_left_fails_once_no_byte_can_arrive_any_more() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /video/", 2, Failure::CrashBefore);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SignedDuration::from_secs(30)).await;
    world.videos.delete_version(BUCKET, &upload.key, &upload.version_id);
    world.settle(SignedDuration::from_mins(30)).await;
    assert!(matches!(world.post(&upload).state, State::Uploading(_)), "the last bytes may still arrive");
    world.settle(HOURS).await;
    let reason = world.expect_failed(&upload, FailureClass::Source);
    assert!(reason.contains("gone from the bucket"), "{reason}");
    assert_eq!(world.attempts(&upload).len(), 1);
}

#[tokio::test]
async fn a_range_that_the_store_does_not_give_is_read_again() {
    let world = World::start().await;
    world.effects.fail_call("s3 open", 2, Failure::ErrorAnswer);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 1);
}
