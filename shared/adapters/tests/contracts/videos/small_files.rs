//! Sidecars and defaults.

use super::subject::Bucket;
use crate::stage::fact;
use adapters::videos::SmallFile;
use libtest_mimic::Trial;

const KEY: &str = "alice/clip.mp4.json";

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_small_file_is_read_whole_and_as_it_is_now),
        fact!(a_file_that_is_not_there_or_not_any_more_is_absent),
        fact!(a_file_past_the_bound_is_measured_and_not_read),
        fact!(an_empty_file_is_empty),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_small_file_is_read_whole_and_as_it_is_now(bucket: Bucket) {
    bucket.put(KEY, "{}").await;
    bucket.put(KEY, r#"{"caption":"你好"}"#).await;
    let content = SmallFile::Content(r#"{"caption":"你好"}"#.as_bytes().to_vec());
    assert_eq!(read(&bucket, 100).await, content);
}

async fn a_file_that_is_not_there_or_not_any_more_is_absent(bucket: Bucket) {
    assert_eq!(read(&bucket, 100).await, SmallFile::Absent);
    bucket.put(KEY, "{}").await;
    bucket.delete(KEY).await;
    assert_eq!(read(&bucket, 100).await, SmallFile::Absent);
}

async fn a_file_past_the_bound_is_measured_and_not_read(bucket: Bucket) {
    bucket.put(KEY, "x".repeat(100)).await;
    assert_eq!(read(&bucket, 100).await, SmallFile::Content(b"x".repeat(100)));
    assert_eq!(read(&bucket, 99).await, SmallFile::TooLarge { size: 100 });
}

async fn an_empty_file_is_empty(bucket: Bucket) {
    bucket.put(KEY, "").await;
    assert_eq!(read(&bucket, 100).await, SmallFile::Content(Vec::new()));
}

async fn read(bucket: &Bucket, bytes_max: u64) -> SmallFile {
    bucket.videos.small_file(&bucket.name, KEY, bytes_max).await.unwrap()
}
