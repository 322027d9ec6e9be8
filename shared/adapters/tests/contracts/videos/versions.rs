//! A post is one version of an object, and never becomes another.

use super::subject::Bucket;
use crate::stage::{StandIn, fact};
use adapters::ReadError;
use domain::Video;
use libtest_mimic::Trial;

const KEY: &str = "alice/clip.mp4";

/// What MiniStack does with a range of a version that is named. Had our adapter sent those bytes on, the upload would
/// be corrupt; that it refuses them is the symptom.
const WHOLE_VERSION: (StandIn, &str, &str) =
    (StandIn::MiniStack, "it ignores Range where a version is named", "the whole object");

pub(super) fn facts() -> Vec<Trial> {
    let (stand_in, reason, symptom) = WHOLE_VERSION;
    [
        fact!(the_newest_version_is_found_unless_another_is_named),
        fact!(what_is_not_there_is_not_found),
        fact!(a_deleted_object_is_found_by_its_version_alone),
        fact!(a_version_that_was_removed_is_gone),
        fact!(a_version_that_was_removed_under_a_newer_one_is_gone),
        fact!(a_version_under_a_newer_one_is_still_read).except(stand_in, reason, symptom),
        fact!(a_version_behind_a_deletion_is_still_read).except(stand_in, reason, symptom),
        fact!(what_was_replaced_where_nothing_keeps_versions_has_changed),
        fact!(another_entity_tag_is_another_video),
        fact!(keys_are_taken_as_they_are),
        fact!(metadata_is_carried_as_it_was_sent),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn the_newest_version_is_found_unless_another_is_named(bucket: Bucket) {
    let old = bucket.put(KEY, "old").await;
    let new = bucket.put(KEY, "newer").await;
    assert_ne!(old, new);
    let newest = bucket.video(KEY).await;
    assert_eq!((newest.version_id.as_deref(), newest.size), (Some(new.as_str()), 5));
    let named = bucket.videos.head(&bucket.name, KEY, Some(&old)).await.unwrap().unwrap().video;
    assert_eq!((named.version_id.as_deref(), named.size), (Some(old.as_str()), 3));
    assert_eq!((named.bucket.as_str(), named.key.as_str()), (bucket.name.as_str(), KEY));
    assert_ne!(named.etag, newest.etag);
}

async fn what_is_not_there_is_not_found(bucket: Bucket) {
    assert_eq!(bucket.head(KEY).await, None);
    let version = bucket.put(KEY, "a video").await;
    bucket.remove(KEY, &version).await;
    assert_eq!(bucket.videos.head(&bucket.name, KEY, Some(&version)).await.unwrap(), None);
}

async fn a_deleted_object_is_found_by_its_version_alone(bucket: Bucket) {
    let version = bucket.put(KEY, "a video").await;
    bucket.delete(KEY).await;
    assert_eq!(bucket.head(KEY).await, None);
    let named = bucket.videos.head(&bucket.name, KEY, Some(&version)).await.unwrap();
    assert_eq!(named.unwrap().video.size, 7);
}

async fn a_version_that_was_removed_is_gone(bucket: Bucket) {
    let version = bucket.put(KEY, "a video").await;
    let video = bucket.video(KEY).await;
    bucket.remove(KEY, &version).await;
    expect_gone(&bucket, &video).await;
}

async fn a_version_that_was_removed_under_a_newer_one_is_gone(bucket: Bucket) {
    let version = bucket.put(KEY, "a video").await;
    let video = bucket.video(KEY).await;
    bucket.put(KEY, "another").await;
    bucket.remove(KEY, &version).await;
    expect_gone(&bucket, &video).await;
}

async fn a_version_under_a_newer_one_is_still_read(bucket: Bucket) {
    bucket.put(KEY, "a video").await;
    let video = bucket.video(KEY).await;
    bucket.put(KEY, "another").await;
    assert_eq!(bucket.read(&video, 2, 4).await.unwrap(), b"vid");
}

async fn a_version_behind_a_deletion_is_still_read(bucket: Bucket) {
    bucket.put(KEY, "a video").await;
    let video = bucket.video(KEY).await;
    bucket.delete(KEY).await;
    assert_eq!(bucket.read(&video, 2, 4).await.unwrap(), b"vid");
}

async fn what_was_replaced_where_nothing_keeps_versions_has_changed(bucket: Bucket) {
    bucket.put(KEY, "a video").await;
    let video = Video { version_id: None, ..bucket.video(KEY).await };
    assert_eq!(bucket.read(&video, 2, 4).await.unwrap(), b"vid");
    bucket.put(KEY, "another").await;
    let error = bucket.read(&video, 2, 4).await.unwrap_err();
    assert!(matches!(error, ReadError::Changed), "{error:?}");
}

async fn another_entity_tag_is_another_video(bucket: Bucket) {
    bucket.put(KEY, "a video").await;
    let etag = "\"00000000000000000000000000000000\"".to_owned();
    let video = Video { etag, ..bucket.video(KEY).await };
    let error = bucket.read(&video, 2, 4).await.unwrap_err();
    assert!(matches!(error, ReadError::Changed), "{error:?}");
}

async fn keys_are_taken_as_they_are(bucket: Bucket) {
    for key in ["alice/a b+c%20d.mp4", "alice/Grüße & 你好 🎬.mp4", "alice/deep/er/'quoted'(1).mov"] {
        bucket.put(key, key.to_owned()).await;
        let video = bucket.video(key).await;
        assert_eq!((video.key.as_str(), video.size), (key, key.len() as u64));
        assert_eq!(bucket.read(&video, 0, video.size - 1).await.unwrap(), key.as_bytes());
    }
}

async fn metadata_is_carried_as_it_was_sent(bucket: Bucket) {
    let sent = [
        ("caption", "Gr%C3%BC%C3%9Fe%20%F0%9F%8E%AC%20%23fyp%0Aline%20two"),
        ("music-usage-confirmed", "true"),
        ("privacy-level", "SELF_ONLY"),
    ];
    bucket.put_with(KEY, "a video", &sent).await;
    let mut carried = bucket.head(KEY).await.unwrap().metadata;
    carried.sort();
    let carried: Vec<(&str, &str)> =
        carried.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(carried, sent);
}

async fn expect_gone(bucket: &Bucket, video: &Video) {
    let error = bucket.read(video, 2, 4).await.unwrap_err();
    assert!(matches!(error, ReadError::Gone), "{error:?}");
}
