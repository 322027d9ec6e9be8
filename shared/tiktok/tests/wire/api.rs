//! The calls with a creator's token.

use std::time::Duration;

use tiktok::{CallErrorKind, FileUpload, InitRequest, PostInfo, PrivacyLevel, PublishStatus, Refusal};

use crate::server::{Act, Server, answer, client};

const CREATOR: &str = r#"{"data":{"creator_username":"alice","creator_nickname":"Alice",
    "privacy_level_options":["SELF_ONLY"],"comment_disabled":true,"max_video_post_duration_sec":600},
    "error":{"code":"ok","message":"","log_id":"L1"}}"#;

#[tokio::test]
async fn creator_info_is_a_post_of_an_empty_object_with_the_token() {
    let server =
        Server::answering("200 OK", "X-RateLimit-Remaining: 5\r\nX-RateLimit-Reset: 60\r\n", CREATOR).await;
    let answer = server.client().creator_info(&"act.1".into()).await.unwrap();

    let request = server.only();
    assert_eq!(request.line, "POST /v2/post/publish/creator_info/query/");
    assert_eq!(request.header("authorization"), Some("Bearer act.1"));
    assert_eq!(request.header("content-type"), Some("application/json; charset=UTF-8"));
    assert_eq!(request.text(), "{}");

    assert_eq!(answer.data.username, "alice");
    assert!(answer.data.comment_disabled && !answer.data.duet_disabled);
    assert_eq!((answer.log_id.as_deref(), answer.http_status), (Some("L1"), 200));
    assert_eq!((answer.rate.remaining, answer.rate.reset_after), (Some(5), Some(Duration::from_secs(60))));
}

#[tokio::test]
async fn user_info_names_the_fields_it_wants() {
    let body = r#"{"data":{"user":{"open_id":"o","display_name":"Alice"}},"error":{"code":"ok","message":"","logid":"L2"}}"#;
    let server = Server::answering("200 OK", "", body).await;
    let answer = server.client().user_info(&"act.1".into()).await.unwrap();

    let request = server.only();
    assert_eq!(request.line, "GET /v2/user/info/?fields=open_id%2Cunion_id%2Cavatar_url%2Cdisplay_name");
    assert_eq!(request.header("authorization"), Some("Bearer act.1"));
    assert_eq!((answer.data.open_id.as_str(), answer.log_id.as_deref()), ("o", Some("L2")));
}

#[tokio::test]
async fn init_sends_the_post_and_brings_back_where_to_upload() {
    let body = r#"{"data":{"publish_id":"v_pub_file~v2-1.7","upload_url":"https://open-upload.tiktokapis.com/video/?upload_id=7&upload_token=t"},
        "error":{"code":"ok","message":"","log_id":"L3"}}"#;
    let server = Server::answering("200 OK", "", body).await;
    let post = PostInfo {
        title: "hello".to_owned(),
        privacy_level: PrivacyLevel::SelfOnly,
        disable_duet: true,
        disable_comment: true,
        disable_stitch: true,
        video_cover_timestamp_ms: None,
        brand_content_toggle: false,
        brand_organic_toggle: false,
        is_aigc: false,
    };
    let source = FileUpload { video_size: 5, chunk_size: 5, total_chunk_count: 1 };
    let opened =
        server.client().init_video(&"act.1".into(), &InitRequest { post, source }).await.unwrap().data;

    let request = server.only();
    assert_eq!(request.line, "POST /v2/post/publish/video/init/");
    assert!(request.text().starts_with(r#"{"post_info":{"title":"hello","privacy_level":"SELF_ONLY","#));
    let source =
        r#""source_info":{"source":"FILE_UPLOAD","video_size":5,"chunk_size":5,"total_chunk_count":1}}"#;
    assert!(request.text().ends_with(source), "{}", request.text());
    assert_eq!(opened.publish_id, "v_pub_file~v2-1.7");
    assert_eq!(
        opened.upload_url.expose(),
        "https://open-upload.tiktokapis.com/video/?upload_id=7&upload_token=t"
    );
}

#[tokio::test]
async fn a_status_is_asked_for_by_publish_id() {
    let body = r#"{"data":{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7305190193011035393]},"error":{"code":"ok"}}"#;
    let server = Server::answering("200 OK", "", body).await;
    let report = server.client().fetch_status(&"act.1".into(), "v_pub~1.7").await.unwrap().data;

    let request = server.only();
    assert_eq!(request.line, "POST /v2/post/publish/status/fetch/");
    assert_eq!(request.text(), r#"{"publish_id":"v_pub~1.7"}"#);
    assert_eq!(report.status, PublishStatus::PublishComplete);
    assert_eq!(report.post_id.as_deref(), Some("7305190193011035393"));
}

#[tokio::test]
async fn a_refusal_with_http_200_is_a_refusal_and_is_not_repeated() {
    let body = r#"{"data":{},"error":{"code":"spam_risk_too_many_posts","message":"Daily limit\nreached","logid":"L4"}}"#;
    let server = Server::answering("200 OK", "", body).await;
    let error = server.client().creator_info(&"act.1".into()).await.unwrap_err();

    server.only();
    assert_eq!(error.kind, CallErrorKind::CreatorCapReached);
    assert_eq!(error.log_id.as_deref(), Some("L4"));
    assert_eq!(
        error.to_string(),
        "the creator's daily posts are used up (http 200, spam_risk_too_many_posts, Daily limit reached)"
    );
}

#[tokio::test]
async fn every_kind_of_failed_answer_is_told_apart_and_none_is_repeated() {
    let coded =
        |code: &str| format!(r#"{{"data":{{}},"error":{{"code":"{code}","message":"","log_id":""}}}}"#);
    let seven = Duration::from_secs(7);
    let rows = [
        ("401 Unauthorized", "", coded("access_token_invalid"), CallErrorKind::TokenRejected),
        ("401 Unauthorized", "", coded("scope_not_authorized"), CallErrorKind::ScopeMissing),
        (
            "429 Too Many Requests",
            "X-RateLimit-Reset: 7\r\n",
            coded("rate_limit_exceeded"),
            CallErrorKind::RateLimited { wait: seven },
        ),
        (
            "403 Forbidden",
            "",
            coded("privacy_level_option_mismatch"),
            CallErrorKind::Refused(Refusal::Options),
        ),
        ("500 Internal Server Error", "", coded("internal_error"), CallErrorKind::Unavailable),
        ("502 Bad Gateway", "", "<html>bad gateway</html>".to_owned(), CallErrorKind::Unavailable),
        ("404 Not Found", "", "<html>not found</html>".to_owned(), CallErrorKind::Unreadable),
        ("200 OK", "", "<html>hotel wifi</html>".to_owned(), CallErrorKind::Unreadable),
        ("200 OK", "", String::new(), CallErrorKind::Unreadable),
        ("200 OK", "", r#"{"data":{"creator_username":7}}"#.to_owned(), CallErrorKind::Unreadable),
        ("200 OK", "", coded("ok"), CallErrorKind::Unreadable),
    ];
    for (status, headers, body, kind) in rows {
        let server = Server::answering(status, headers, &body).await;
        let error = server.client().creator_info(&"act.1".into()).await.unwrap_err();
        server.only();
        assert_eq!(error.kind, kind, "{status} {body}");
        assert!(!error.to_string().contains("html"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_takes_the_token_nowhere() {
    let elsewhere = Server::play([]).await;
    let location = format!("Location: http://{}/\r\n", elsewhere.address());
    let server = Server::answering("307 Temporary Redirect", &location, "").await;
    let error = server.client().creator_info(&"act.1".into()).await.unwrap_err();

    assert_eq!((error.kind, error.http_status), (CallErrorKind::Unreadable, Some(307)));
    server.only();
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn calls_share_a_connection_and_keep_the_base_urls_path() {
    let server = Server::play([
        Act::Answer(answer("200 OK", "", CREATOR)),
        Act::Answer(answer("200 OK", "", CREATOR)),
    ])
    .await;
    let tiktok = client(&format!("http://{}/gate", server.address()), ".tiktokapis.com");
    tiktok.creator_info(&"act.1".into()).await.unwrap();
    tiktok.clone().creator_info(&"act.1".into()).await.unwrap();

    let seen = server.seen();
    assert!(seen.iter().all(|request| request.connection == 0));
    assert_eq!(seen[1].line, "POST /gate/v2/post/publish/creator_info/query/");
}
