//! Chunks on the wire.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::stream;
use tiktok::{Body, CallError, CallErrorKind, Chunk, ChunkAnswer, Refusal, UploadUrl};

use crate::server::{Act, Server, answer};

const TIMEOUT: Duration = Duration::from_secs(10);

fn streamed(parts: &[&'static str]) -> Body {
    let parts: Vec<_> =
        parts.iter().map(|part| Ok::<_, io::Error>(Bytes::from_static(part.as_bytes()))).collect();
    Body::wrap_stream(stream::iter(parts))
}

/// Bytes 10 to 19 of 30.
fn middle() -> Chunk<'static> {
    Chunk { first: 10, last: 19, total: 30, content_type: "video/quicktime" }
}

async fn put(server: &Server, body: Body) -> Result<ChunkAnswer, CallError> {
    let url = UploadUrl::from(format!("http://{}/video/?upload_id=7&upload_token=t", server.address()));
    server.client().put_chunk(&url, middle(), body, TIMEOUT).await
}

#[tokio::test]
async fn a_streamed_chunk_has_a_length_and_no_token() {
    let server = Server::answering("206 Partial Content", "Content-Range: bytes 0-19/30\r\n", "").await;
    let answer = put(&server, streamed(&["0123", "", "45678", "9", ""])).await.unwrap();
    assert_eq!(answer, ChunkAnswer::Stored { received: Some(20) });

    let request = server.only();
    assert_eq!(request.line, "PUT /video/?upload_id=7&upload_token=t");
    assert_eq!(request.text(), "0123456789");
    let mut names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "content-length", "content-range", "content-type", "host", "user-agent"]);
    assert_eq!(request.header("content-length"), Some("10"));
    assert_eq!(request.header("content-range"), Some("bytes 10-19/30"));
    assert_eq!(request.header("content-type"), Some("video/quicktime"));
}

#[tokio::test]
async fn every_answer_to_a_chunk_is_told_apart() {
    let rows = [
        ("201 Created", ChunkAnswer::Complete),
        ("403 Forbidden", ChunkAnswer::Expired),
        ("404 Not Found", ChunkAnswer::Unknown),
        ("416 Range Not Satisfiable", ChunkAnswer::OutOfStep { received: Some(10) }),
        ("400 Bad Request", ChunkAnswer::Refused { http_status: 400, code: None, log_id: None }),
    ];
    for (status, expected) in rows {
        let server = Server::answering(status, "Content-Range: bytes 0-9/30\r\n", "wrong length").await;
        assert_eq!(put(&server, "0123456789".into()).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_5xx_is_an_error_and_is_not_repeated() {
    let server = Server::answering("503 Service Unavailable", "", "").await;
    assert_eq!(put(&server, "0123456789".into()).await.unwrap_err().kind, CallErrorKind::Unavailable);
    server.only();
}

#[tokio::test]
async fn a_status_counts_even_if_its_body_is_lost() {
    let cut = "HTTP/1.1 201 Created\r\ncontent-length: 10\r\n\r\n12".to_owned();
    let server = Server::play([Act::AnswerAndHangUp(cut)]).await;
    assert_eq!(put(&server, "0123456789".into()).await.unwrap(), ChunkAnswer::Complete);
}

#[tokio::test]
async fn an_answer_before_the_last_byte_is_heard() {
    let server = Server::play([Act::AnswerEarly(answer("403 Forbidden", "", ""))]).await;
    let slow = stream::unfold(0, |sent| async move {
        tokio::time::sleep(Duration::from_millis(20)).await;
        (sent < 10).then(|| (Ok::<_, io::Error>(Bytes::from_static(b"x")), sent + 1))
    });
    assert_eq!(put(&server, Body::wrap_stream(slow)).await.unwrap(), ChunkAnswer::Expired);
}

#[tokio::test]
async fn a_body_of_the_wrong_length_never_becomes_a_complete_request() {
    let broken = stream::iter([Ok(Bytes::from_static(b"01234")), Err(io::Error::other("storage went away"))]);
    let rows = [
        (streamed(&["01234", "567"]), "ends 2 bytes early"),
        (streamed(&["01234", "56789x"]), "longer than the chunk"),
        (streamed(&["0123456789", "x"]), "longer than the chunk"),
        (Body::wrap_stream(broken), "the chunk's body broke off"),
    ];
    for (body, reason) in rows {
        let server = Server::play([Act::HangUp]).await;
        let error = put(&server, body).await.unwrap_err();
        assert_eq!(error.kind, CallErrorKind::Unanswered);
        assert!(error.message.contains(reason), "{error}");
        server.until_connection_ended().await;
        assert!(server.seen().iter().all(|request| request.body.len() < 10), "{reason}");
    }
}

#[tokio::test]
async fn bytes_are_fetched_no_faster_than_they_are_sent() {
    static MEBIBYTE: [u8; 1 << 20] = [0; 1 << 20];
    const PARTS: usize = 128;
    let server = Server::play([Act::StallBeforeBody]).await;
    let fetched = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&fetched);
    let body = Body::wrap_stream(stream::iter((0..PARTS).map(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok::<_, io::Error>(Bytes::from_static(&MEBIBYTE))
    })));

    let total = (PARTS << 20) as u64;
    let chunk = Chunk { first: 0, last: total - 1, total, content_type: "video/mp4" };
    let url = UploadUrl::from(format!("http://{}/video", server.address()));
    let error = server.client().put_chunk(&url, chunk, body, Duration::from_millis(500)).await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::Unanswered);
    // What a loopback socket takes on its own is a few mebibytes.
    assert!(fetched.load(Ordering::Relaxed) < PARTS / 2, "{fetched:?} MiB");
}

#[tokio::test]
async fn chunks_share_a_connection() {
    let stored = || Act::Answer(answer("206 Partial Content", "", "{}"));
    let server = Server::play([stored(), stored(), stored()]).await;
    let url = UploadUrl::from(format!("http://{}/video", server.address()));
    let tiktok = server.client();
    for _ in 0..3 {
        tiktok.put_chunk(&url, middle(), "0123456789", TIMEOUT).await.unwrap();
    }
    assert!(server.seen().iter().all(|request| request.connection == 0));
}

#[tokio::test]
async fn a_redirect_takes_neither_bytes_nor_credentials_anywhere() {
    for status in ["303 See Other", "307 Temporary Redirect"] {
        let elsewhere = Server::play([]).await;
        let location = format!("Location: http://{}/\r\n", elsewhere.address());
        let server = Server::answering(status, &location, "").await;
        let error = put(&server, "0123456789".into()).await.unwrap_err();
        assert_eq!(error.kind, CallErrorKind::Unreadable);
        assert!(elsewhere.seen().is_empty(), "{status}");
    }
}

#[tokio::test]
async fn a_host_that_is_not_allowed_gets_nothing() {
    let (server, other) = (Server::play([]).await, Server::play([]).await);
    let url = UploadUrl::from(format!("http://{}/video/?upload_token=t", other.address()));
    let error = server.client().put_chunk(&url, middle(), "0123456789", TIMEOUT).await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::Refused(Refusal::Request));
    assert_eq!(error.message, "bytes may not be sent to upload host 127.0.0.1");
    assert!(other.seen().is_empty());
}
