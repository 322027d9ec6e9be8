//! Exactly the range that was asked for, or an error: other bytes would corrupt an upload.

use super::subject::Bucket;
use crate::stage::fact;
use adapters::ReadError;
use libtest_mimic::Trial;

const KEY: &str = "alice/clip.mp4";

/// More than one part of a stream, and no multiple of anything.
const SIZE: usize = 200_003;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_range_is_read_to_the_byte),
        fact!(a_range_that_reaches_past_the_end_is_refused),
        fact!(a_range_that_begins_past_the_end_is_refused),
        fact!(ranges_may_be_read_side_by_side),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_range_is_read_to_the_byte(bucket: Bucket) {
    let bytes = noise();
    bucket.put(KEY, bytes.clone()).await;
    let video = bucket.video(KEY).await;
    assert_eq!(video.size, SIZE as u64);
    for (first, last) in [(0, 0), (0, SIZE - 1), (70_001, 140_000), (SIZE - 1, SIZE - 1)] {
        let read = bucket.read(&video, first as u64, last as u64).await.unwrap();
        assert!(read == bytes[first..=last], "{first}-{last} is not what was asked for");
    }
}

async fn a_range_that_reaches_past_the_end_is_refused(bucket: Bucket) {
    bucket.put(KEY, noise()).await;
    let video = bucket.video(KEY).await;
    let error = bucket.read(&video, 10, SIZE as u64).await.unwrap_err();
    assert!(matches!(error, ReadError::WrongRange { .. }), "{error:?}");
}

async fn a_range_that_begins_past_the_end_is_refused(bucket: Bucket) {
    bucket.put(KEY, noise()).await;
    let video = bucket.video(KEY).await;
    let error = bucket.read(&video, SIZE as u64, SIZE as u64 + 9).await.unwrap_err();
    assert!(!matches!(error, ReadError::Gone | ReadError::Changed), "{error:?}");
}

async fn ranges_may_be_read_side_by_side(bucket: Bucket) {
    let bytes = noise();
    bucket.put(KEY, bytes.clone()).await;
    let video = bucket.video(KEY).await;
    let (start, end) =
        futures::future::try_join(bucket.read(&video, 0, 99_999), bucket.read(&video, 100_000, 200_002))
            .await
            .unwrap();
    assert!([start, end].concat() == bytes, "the two halves are not the whole");
}

/// Bytes of which no two ranges are alike.
fn noise() -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(7);
    std::iter::repeat_with(|| random.u8(..)).take(SIZE).collect()
}
