//! Uploads: headers, order, progress and expiry.

use std::time::Duration;

use futures::{StreamExt, stream};
use reqwest::Body;
use serde_json::json;
use tiktok_fake::Settings;

use crate::client::{Client, answer};

/// Three chunks: two of 5 MB and one of 5 MB and 7 bytes.
const TOTAL: u64 = 15_000_007;
const CHUNK: u64 = 5_000_000;

/// The hex SHA-256 of `abc` (FIPS 180-2, appendix B.1).
const SHA_256_OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// The hex SHA-256 of a million times `a` (FIPS 180-2, appendix B.3).
const SHA_256_OF_A_MILLION_A: &str = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

fn chunk(length: u64) -> Vec<u8> {
    vec![7; usize::try_from(length).unwrap()]
}

#[tokio::test]
async fn chunks_are_answered_with_progress_and_the_last_with_201() {
    let client = Client::new().await;
    let begun = client.begin(TOTAL, CHUNK, 3).await;
    let url = &begun.upload_url;
    let mut seen = Vec::new();
    for (first, length) in [(0, CHUNK), (CHUNK, CHUNK), (2 * CHUNK, CHUNK + 7)] {
        let stored = answer(client.put(url, first, TOTAL, chunk(length))).await;
        seen.push((stored.status, stored.header("content-range").unwrap().to_owned()));
        let uploaded = client.status(&begun.publish_id).await["uploaded_bytes"].clone();
        assert_eq!(uploaded, json!(first + length));
    }
    let expected = [
        (206, "bytes 0-4999999/15000007"),
        (206, "bytes 0-9999999/15000007"),
        (201, "bytes 0-15000006/15000007"),
    ];
    assert_eq!(seen, expected.map(|(status, range)| (status, range.to_owned())));

    let post = client.only_post();
    let ends: Vec<_> = post.chunks.iter().map(|chunk| (chunk.first, chunk.last)).collect();
    assert_eq!(ends, [(0, 4_999_999), (5_000_000, 9_999_999), (10_000_000, 15_000_006)]);
    assert_eq!(post.chunks[0].sha256, post.chunks[1].sha256);
    assert_eq!((post.bytes_received, post.content_type.as_deref()), (TOTAL, Some("video/mp4")));
    assert_eq!(client.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_arrived_is_hashed() {
    let client = Client::new().await;
    client.upload().await;
    let small = client.only_post();
    assert_eq!((small.sha256.as_deref(), &*small.chunks[0].sha256), (Some(SHA_256_OF_ABC), SHA_256_OF_ABC));

    let begun = client.begin(1_000_000, 1_000_000, 1).await;
    answer(client.put(&begun.upload_url, 0, 1_000_000, vec![b'a'; 1_000_000])).await;
    let large = client.fake.report().posts.pop().unwrap();
    assert_eq!(large.sha256.as_deref(), Some(SHA_256_OF_A_MILLION_A));
}

#[tokio::test]
async fn the_whole_hash_runs_over_all_chunks() {
    let client = Client::new().await;
    let begun = client.begin(10_000_000, CHUNK, 2).await;
    answer(client.put(&begun.upload_url, 0, 10_000_000, vec![b'x'; 5_000_000])).await;
    assert_eq!(client.only_post().sha256, None, "it is not complete");
    answer(client.put(&begun.upload_url, CHUNK, 10_000_000, vec![b'x'; 5_000_000])).await;
    let in_two = client.only_post().sha256;

    let begun = client.begin(10_000_000, 10_000_000, 1).await;
    answer(client.put(&begun.upload_url, 0, 10_000_000, vec![b'x'; 10_000_000])).await;
    let in_one = client.fake.report().posts.pop().unwrap().sha256;
    assert!(in_two.is_some());
    assert_eq!(in_two, in_one);
}

#[tokio::test]
async fn an_authorization_header_is_refused_as_a_violation() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    let put = client.put(&begun.upload_url, 0, 3, b"abc".to_vec()).bearer_auth(&client.token);
    assert_eq!(answer(put).await.status, 400);
    assert_eq!(client.violations(), ["an upload with an authorization header"]);
    assert_eq!(client.only_post().bytes_received, 0);
}

#[tokio::test]
async fn bad_headers_and_wrong_lengths_are_400() {
    let client = Client::new().await;
    let begun = client.begin(TOTAL, CHUNK, 3).await;
    let url = &begun.upload_url;
    for range in [
        "bytes=0-4999999/15000007",
        "0-4999999/15000007",
        "bytes 0-4999999",
        "bytes 0-4999999/*",
        "bytes +0-4999999/15000007",
        "bytes 0-4999999/15000008",
        "bytes 0-4999998/15000007",
        "bytes 0-5000000/15000007",
        "bytes 4999999-0/15000007",
    ] {
        let refused = answer(client.put_range(url, range, chunk(CHUNK))).await;
        assert_eq!(refused.status, 400, "{range}");
    }
    for length in [CHUNK - 1, CHUNK + 1] {
        let put = client.put_range(url, "bytes 0-4999999/15000007", chunk(length));
        assert_eq!(answer(put).await.status, 400, "{length} bytes under a right range");
    }
    let longer_than_planned = client.put(url, 0, TOTAL, chunk(CHUNK + 1));
    assert_eq!(answer(longer_than_planned).await.status, 400);
    let whole = client.put(url, 0, TOTAL, chunk(TOTAL));
    assert_eq!(answer(whole).await.status, 400);
    let no_range = client.http.put(url).header("content-type", "video/mp4").body(chunk(CHUNK));
    assert_eq!(answer(no_range).await.status, 400);
    assert_eq!(client.only_post().bytes_received, 0);
}

#[tokio::test]
async fn the_content_type_is_a_video_container() {
    let client = Client::new().await;
    for (content_type, status) in [
        (None, 400),
        (Some("application/octet-stream"), 400),
        (Some("video/avi"), 400),
        (Some("video/mp4"), 201),
        (Some("video/quicktime"), 201),
        (Some("video/webm"), 201),
        (Some("video/x-msvideo"), 201),
    ] {
        client.advance(60);
        let begun = client.begin(3, 3, 1).await;
        let put = client.http.put(&begun.upload_url).header("content-range", "bytes 0-2/3").body("abc");
        let put = content_type.iter().fold(put, |put, value| put.header("content-type", *value));
        assert_eq!(answer(put).await.status, status, "{content_type:?}");
    }
}

#[tokio::test]
async fn a_body_without_a_length_is_400() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    let body = Body::wrap_stream(stream::iter([Ok::<_, std::io::Error>("abc")]));
    assert_eq!(answer(client.put_range(&begun.upload_url, "bytes 0-2/3", body)).await.status, 400);
}

#[tokio::test]
async fn a_repeated_chunk_is_416_with_the_progress() {
    let client = Client::new().await;
    let begun = client.begin(TOTAL, CHUNK, 3).await;
    answer(client.put(&begun.upload_url, 0, TOTAL, chunk(CHUNK))).await;
    let repeated = answer(client.put(&begun.upload_url, 0, TOTAL, chunk(CHUNK))).await;
    assert_eq!((repeated.status, repeated.header("content-range")), (416, Some("bytes 0-4999999/15000007")));
    assert_eq!(client.only_post().bytes_received, CHUNK);
    assert_eq!(client.violations(), Vec::<String>::new(), "a client does that when an answer was lost");
}

#[tokio::test]
async fn the_same_chunk_sent_twice_at_once_is_stored_once() {
    let client = Client::new().await;
    let begun = client.begin(10_000_000, 10_000_000, 1).await;
    let put = || answer(client.put(&begun.upload_url, 0, 10_000_000, vec![b'x'; 10_000_000]));
    let (one, other) = tokio::join!(put(), put());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 416]);
    assert_eq!(client.only_post().chunks.len(), 1);
}

#[tokio::test]
async fn a_chunk_after_the_last_is_416() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    answer(client.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await;
    let again = answer(client.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await;
    assert_eq!((again.status, again.header("content-range")), (416, Some("bytes 0-2/3")));
    assert_eq!(client.fake.report().counters.uploaded, 1);
}

#[tokio::test]
async fn a_chunk_sent_too_early_is_416_and_a_violation() {
    let client = Client::new().await;
    let begun = client.begin(TOTAL, CHUNK, 3).await;
    let early = answer(client.put(&begun.upload_url, CHUNK, TOTAL, chunk(CHUNK))).await;
    assert_eq!((early.status, early.header("content-range")), (416, Some("bytes */15000007")));
    assert_eq!(client.violations(), ["a chunk sent before those in front of it"]);
}

#[tokio::test]
async fn the_url_lives_one_hour_and_the_whole_upload_must_end_inside_it() {
    let client = Client::new().await;
    let begun = client.begin(TOTAL, CHUNK, 3).await;
    client.advance(3_000);
    assert_eq!(answer(client.put(&begun.upload_url, 0, TOTAL, chunk(CHUNK))).await.status, 206);
    client.advance(600);
    assert_eq!(answer(client.put(&begun.upload_url, CHUNK, TOTAL, chunk(CHUNK))).await.status, 403);
    client.advance(100_000);
    assert_eq!(client.only_post().status, "PROCESSING_UPLOAD", "an unfinished upload never becomes a post");
}

#[tokio::test]
async fn a_chunk_that_begins_in_time_and_ends_too_late_is_403() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    let control = (*client.fake).clone();
    let late = async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        control.advance(Duration::from_secs(3_600));
        Ok("bc")
    };
    let pieces = stream::once(async { Ok::<_, std::io::Error>("a") }).chain(stream::once(late));
    let put = client.put_range(&begun.upload_url, "bytes 0-2/3", Body::wrap_stream(pieces));
    assert_eq!(answer(put.header("content-length", 3)).await.status, 403);
    assert_eq!(client.only_post().uploaded_at, None);
}

#[tokio::test]
async fn an_unknown_upload_is_404() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    let (path, _) = begun.upload_url.rsplit_once('=').unwrap();
    for url in [client.url("/video/"), client.url("/video/?upload_id=1&upload_token=2"), format!("{path}=x")]
    {
        assert_eq!(answer(client.put(&url, 0, 3, b"abc".to_vec())).await.status, 404, "{url}");
    }
}

#[tokio::test]
async fn the_last_chunk_can_be_answered_with_200() {
    let client = Client::with(Settings { last_chunk_status: 200, ..Settings::default() }).await;
    let begun = client.begin(3, 3, 1).await;
    assert_eq!(answer(client.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await.status, 200);
}
