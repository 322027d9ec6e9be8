//! Faults: what goes wrong, and what has happened nevertheless.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;
use tiktok_fake::{Creator, Effect, Endpoint, Fault, FaultAction};

use crate::client::{CREATOR_INFO, Client, INIT, TOKEN, answer, init_body, refused};

fn drop_with(effect: Effect) -> FaultAction {
    FaultAction::Drop { effect }
}

fn answer_with(status: u16, error_code: Option<&str>, effect: Effect) -> FaultAction {
    FaultAction::Answer {
        status,
        error_code: error_code.map(str::to_owned),
        headers: BTreeMap::new(),
        effect,
    }
}

async fn init_is_lost(client: &Client) -> bool {
    let request = client.http.post(client.url(INIT)).bearer_auth(&client.token).json(&init_body(3, 3, 1));
    request.send().await.is_err()
}

#[tokio::test]
async fn a_connection_dropped_before_the_effect_leaves_nothing() {
    let client = Client::new().await;
    client.fake.add_fault(Fault::next(Endpoint::Init, drop_with(Effect::None)));
    assert!(init_is_lost(&client).await);
    let report = client.fake.report();
    assert!(report.posts.is_empty());
    assert_eq!((report.requests.len(), report.requests[0].http_status), (1, None), "it was sent once");
    assert!(!init_is_lost(&client).await);
}

#[tokio::test]
async fn a_connection_dropped_after_the_effect_leaves_a_post_that_nobody_heard_of() {
    let client = Client::new().await;
    client.fake.add_fault(Fault::next(Endpoint::Init, drop_with(Effect::Done)));
    assert!(init_is_lost(&client).await);
    let report = client.fake.report();
    assert_eq!((report.posts.len(), report.requests[0].http_status), (1, None));
    assert_eq!(report.requests[0].fields["publish_id"], json!(report.posts[0].publish_id));
}

#[tokio::test]
async fn a_fault_happens_at_the_nth_call_for_some_calls_in_a_row() {
    let client = Client::new().await;
    let action = answer_with(503, None, Effect::None);
    client.fake.add_fault(Fault { times: 2, ..Fault::nth(Endpoint::CreatorInfo, 2, action) });
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(client.post(CREATOR_INFO, &json!({})).await.status);
    }
    assert_eq!(statuses, [200, 503, 503, 200]);
    assert!(client.fake.faults().is_empty());
}

#[tokio::test]
async fn a_fault_of_one_creator_leaves_the_calls_of_others_alone() {
    let client = Client::new().await;
    let other = client.fake.add_creator(Creator::default()).unwrap();
    let others_token = client.fake.grant(&other.open_id, &["video.publish"]).unwrap().access_token;
    let upload = client.begin(3, 3, 1).await;
    let unavailable = answer_with(503, None, Effect::None);
    for endpoint in [Endpoint::CreatorInfo, Endpoint::Upload] {
        client.fake.add_fault(Fault::next(endpoint, unavailable.clone()).of(&client.open_id));
    }
    assert_eq!(client.post_as(&others_token, CREATOR_INFO, &json!({})).await.status, 200);
    assert_eq!(client.post(CREATOR_INFO, &json!({})).await.status, 503);
    assert_eq!(answer(client.put(&upload.upload_url, 0, 3, vec![0; 3])).await.status, 503);
    assert!(client.fake.faults().is_empty());
}

#[tokio::test]
async fn calls_of_one_connection_come_from_the_same_peer_and_those_of_another_do_not() {
    let client = Client::new().await;
    for _ in 0..2 {
        client.post(CREATOR_INFO, &json!({})).await;
    }
    let another = reqwest::Client::builder().no_proxy().build().unwrap();
    answer(another.get(client.url(CREATOR_INFO))).await;
    let calls = client.fake.report().requests;
    assert_eq!(calls[0].peer, calls[1].peer);
    assert_ne!(calls[1].peer, calls[2].peer);
}

#[tokio::test]
async fn a_fault_answers_in_the_form_of_its_endpoint() {
    let client = Client::new().await;
    client.fake.add_fault(Fault::next(Endpoint::Init, answer_with(500, None, Effect::None)));
    assert_eq!(client.post(INIT, &json!({})).await.outcome(), refused(500, "internal_error"));
    let timed_out = answer_with(200, Some("spam_risk"), Effect::None);
    client.fake.add_fault(Fault::next(Endpoint::Init, timed_out));
    assert_eq!(client.post(INIT, &json!({})).await.outcome(), refused(200, "spam_risk"));

    let unavailable = answer_with(503, Some("temporarily_unavailable"), Effect::None);
    client.fake.add_fault(Fault::next(Endpoint::Token, unavailable));
    let flat = client.form(TOKEN, &[]).await;
    assert_eq!((flat.status, flat.json()["error"].as_str()), (503, Some("temporarily_unavailable")));

    let headers = BTreeMap::from([("Content-Range".to_owned(), "bytes 0-1/3".to_owned())]);
    let action = FaultAction::Answer { status: 416, error_code: None, headers, effect: Effect::None };
    client.fake.add_fault(Fault::next(Endpoint::Upload, action));
    let begun = client.begin(3, 3, 1).await;
    let upload = answer(client.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await;
    assert_eq!((upload.status, upload.header("content-range")), (416, Some("bytes 0-1/3")));
}

#[tokio::test]
async fn a_wrong_answer_can_hide_an_effect() {
    let client = Client::new().await;
    let first = client.fake.grant("reeldrop_demo", &["video.publish"]).unwrap();
    client.fake.add_fault(Fault::next(Endpoint::Token, answer_with(502, None, Effect::Done)));
    let fields = [
        ("client_key", "fake-client-key"),
        ("client_secret", "fake-client-secret"),
        ("grant_type", "refresh_token"),
        ("refresh_token", &first.refresh_token),
    ];
    assert_eq!(client.form(TOKEN, &fields).await.status, 502);
    let again = client.form(TOKEN, &fields).await;
    assert_eq!(
        again.json()["error"],
        "invalid_grant",
        "the refresh token was rotated, and the new one is lost"
    );
}

#[tokio::test]
async fn a_delayed_answer_has_had_its_effect() {
    let client = Client::new().await;
    client
        .fake
        .add_fault(Fault::next(Endpoint::Init, FaultAction::Delay { ms: 600_000, effect: Effect::Done }));
    let request = client.http.post(client.url(INIT)).bearer_auth(&client.token).json(&init_body(3, 3, 1));
    assert!(request.timeout(Duration::from_millis(300)).send().await.unwrap_err().is_timeout());
    assert_eq!(client.fake.report().posts.len(), 1);

    client.fake.add_fault(Fault::next(Endpoint::Init, FaultAction::Delay { ms: 200, effect: Effect::None }));
    let began = Instant::now();
    assert!(!init_is_lost(&client).await);
    assert!(began.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn an_upload_dropped_in_the_middle_of_a_chunk_leaves_no_trace_of_it() {
    let client = Client::new().await;
    let (total, chunk) = (10_000_000, 5_000_000);
    let begun = client.begin(total, chunk, 2).await;
    let piece = |byte: u8| vec![byte; 5_000_000];
    assert_eq!(answer(client.put(&begun.upload_url, 0, total, piece(1))).await.status, 206);

    client.fake.add_fault(Fault::next(Endpoint::Upload, FaultAction::DropUpload { after_bytes: 2_000_000 }));
    assert!(client.put(&begun.upload_url, chunk, total, piece(9)).send().await.is_err());
    assert_eq!(client.status(&begun.publish_id).await["uploaded_bytes"], json!(chunk));

    assert_eq!(answer(client.put(&begun.upload_url, chunk, total, piece(2))).await.status, 201);
    let interrupted = client.only_post().sha256;
    let begun = client.begin(total, chunk, 2).await;
    answer(client.put(&begun.upload_url, 0, total, piece(1))).await;
    answer(client.put(&begun.upload_url, chunk, total, piece(2))).await;
    assert_eq!(interrupted, client.fake.report().posts.pop().unwrap().sha256);
}

#[tokio::test]
async fn an_upload_whose_answer_is_lost_is_stored() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    client.fake.add_fault(Fault::next(Endpoint::Upload, drop_with(Effect::Done)));
    assert!(client.put(&begun.upload_url, 0, 3, b"abc".to_vec()).send().await.is_err());
    assert_eq!(client.only_post().bytes_received, 3);
    assert!(client.only_post().uploaded_at.is_some());
}

#[tokio::test]
async fn a_client_that_hangs_up_in_the_middle_of_a_chunk_leaves_no_trace_of_it() {
    use tokio::io::AsyncWriteExt;

    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    let host = client.fake.base_url().strip_prefix("http://").unwrap();
    let path = begun.upload_url.strip_prefix(client.fake.base_url()).unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: video/mp4\r\nContent-Length: 3\r\n\
         Content-Range: bytes 0-2/3\r\n\r\nab"
    );
    let mut connection = tokio::net::TcpStream::connect(host).await.unwrap();
    connection.write_all(head.as_bytes()).await.unwrap();
    drop(connection);

    assert_eq!(answer(client.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await.status, 201);
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(client.only_post().sha256.as_deref(), Some(abc));
}
