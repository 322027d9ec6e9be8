//! Calls that got no answer: whether they can have had an effect.

use std::time::Duration;

use tiktok::{CallErrorKind, Chunk, UploadUrl};
use tokio::net::TcpListener;

use crate::server::{Act, Server, answer, client};

const STATUS: &str = r#"{"data":{"status":"PROCESSING_UPLOAD"},"error":{"code":"ok"}}"#;

#[tokio::test]
async fn a_refused_connection_was_never_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = client(&format!("http://{address}"), ".tiktokapis.com")
        .creator_info(&"act.1".into())
        .await
        .unwrap_err();
    assert_eq!(error.kind, CallErrorKind::NeverSent);
    assert!(error.source.is_some());
}

#[tokio::test]
async fn a_failed_tls_handshake_was_never_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tiktok = client(&format!("https://{}", listener.local_addr().unwrap()), ".tiktokapis.com");
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let error = tiktok.creator_info(&"act.1".into()).await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::NeverSent);
}

#[tokio::test]
async fn a_connection_that_breaks_after_sending_is_unanswered_and_not_repeated() {
    let server = Server::play([Act::HangUp, Act::Answer(answer("200 OK", "", STATUS))]).await;
    let error = server.client().fetch_status(&"act.1".into(), "p").await.unwrap_err();
    assert_eq!((error.kind, error.http_status), (CallErrorKind::Unanswered, None));
    server.only();
}

#[tokio::test]
async fn a_kept_connection_that_breaks_is_unanswered_and_not_repeated() {
    let server = Server::play([Act::Answer(answer("200 OK", "", STATUS)), Act::HangUp, Act::Stall]).await;
    let tiktok = server.client();
    tiktok.fetch_status(&"act.1".into(), "p").await.unwrap();
    let error = tiktok.fetch_status(&"act.1".into(), "p").await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::Unanswered);
    assert_eq!(server.seen().iter().map(|request| request.connection).collect::<Vec<_>>(), [0, 0]);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_unanswered() {
    let half = answer("200 OK", "", STATUS);
    let server = Server::play([Act::AnswerAndHangUp(half[..half.len() - 5].to_owned())]).await;
    let error = server.client().fetch_status(&"act.1".into(), "p").await.unwrap_err();
    assert_eq!((error.kind, error.http_status), (CallErrorKind::Unanswered, Some(200)));
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let server = Server::answering("200 OK", "", &" ".repeat(2 * 1024 * 1024)).await;
    let error = server.client().fetch_status(&"act.1".into(), "p").await.unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (CallErrorKind::Unreadable, "the answer is too long"));
}

#[tokio::test]
async fn what_is_not_http_is_unanswered() {
    let server = Server::play([Act::AnswerAndHangUp("SSH-2.0-OpenSSH_9.6\r\n".to_owned())]).await;
    let error = server.client().fetch_status(&"act.1".into(), "p").await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::Unanswered);
}

/// The clock is stopped once the request is out; from then on it jumps to whatever is waited for.
#[tokio::test]
async fn an_api_call_gives_up_in_time() {
    let server = Server::play([Act::Stall]).await;
    let tiktok = server.client();
    let call = tokio::spawn(async move { tiktok.fetch_status(&"act.1".into(), "p").await });
    server.until_seen().await;
    tokio::time::pause();
    let stopped_at = tokio::time::Instant::now();
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (CallErrorKind::Unanswered, "timed out"));
    let waited = stopped_at.elapsed();
    assert!((Duration::from_secs(20)..=Duration::from_secs(30)).contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn a_chunk_gives_up_when_its_caller_says() {
    let server = Server::play([Act::Stall]).await;
    let url = UploadUrl::from(format!("http://{}/video", server.address()));
    let chunk = Chunk { first: 0, last: 4, total: 5, content_type: "video/mp4" };
    let error =
        server.client().put_chunk(&url, chunk, "hello", Duration::from_millis(100)).await.unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (CallErrorKind::Unanswered, "timed out"));
}

#[tokio::test]
async fn a_token_that_cannot_be_a_header_is_not_sent() {
    let server = Server::play([]).await;
    let error = server.client().fetch_status(&"act.1\r\nx: y".into(), "p").await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::Refused(tiktok::Refusal::Request));
    assert!(server.seen().is_empty());
}
