//! Events: what they hold, how they are signed, and how often they come.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tiktok_fake::{Event, Outcome, Settings};
use tokio::net::TcpListener;

use crate::client::{Client, REVOKE};

/// A callback URL that remembers what came, and answers with the next of its statuses.
#[derive(Clone, Default)]
struct Callback {
    received: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    statuses: Arc<Mutex<Vec<u16>>>,
}

impl Callback {
    /// A client whose fake sends its events here.
    async fn with_client(statuses: &[u16]) -> (Self, Client) {
        let callback = Self { statuses: Arc::new(Mutex::new(statuses.to_vec())), ..Self::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhooks/tiktok", listener.local_addr().unwrap());
        let routes = Router::new().route("/webhooks/tiktok", post(receive)).with_state(callback.clone());
        tokio::spawn(async { axum::serve(listener, routes).await });

        let mut settings = Settings::default();
        settings.webhook.url = Some(url);
        settings.fate.processing_seconds = 100;
        (callback, Client::with(settings).await)
    }

    /// The first events, once so many have come.
    async fn events(&self, count: usize) -> Vec<Value> {
        let all = async {
            while self.received.lock().unwrap().len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), all).await.expect("the events come");
        let received = self.received.lock().unwrap();
        received.iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
    }

    /// Waits long enough for an event that must not come.
    async fn count_after_a_while(&self) -> usize {
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.received.lock().unwrap().len()
    }
}

async fn receive(State(callback): State<Callback>, headers: HeaderMap, body: Bytes) -> StatusCode {
    callback.received.lock().unwrap().push((headers, body));
    let mut statuses = callback.statuses.lock().unwrap();
    let status = if statuses.is_empty() { 200 } else { statuses.remove(0) };
    StatusCode::from_u16(status).unwrap()
}

fn content(event: &Value) -> Value {
    serde_json::from_str(event["content"].as_str().expect("content is a string")).unwrap()
}

fn named(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["event"].as_str().unwrap()).collect()
}

fn an_event() -> Event {
    Event {
        event: "post.publish.inbox_delivered".to_owned(),
        user_openid: "somebody".to_owned(),
        content: json!({ "publish_id": "v_inbox_file~v2.1" }),
    }
}

#[tokio::test]
async fn a_published_post_is_announced_when_its_time_has_come() {
    let (callback, client) = Callback::with_client(&[]).await;
    client.fake.update_settings(|settings| settings.fate.post_id_seconds = Some(600));
    let publish_id = client.upload().await;
    assert_eq!(callback.count_after_a_while().await, 0);
    client.advance(100);
    let events = callback.events(1).await;
    assert_eq!(named(&events), ["post.publish.complete"]);
    assert_eq!(events[0]["client_key"], "fake-client-key");
    assert_eq!(events[0]["user_openid"], json!(client.open_id));
    let age = client.fake.now().as_second() - events[0]["create_time"].as_i64().unwrap();
    assert!((0..60).contains(&age));
    assert_eq!(content(&events[0]), json!({ "publish_id": publish_id, "publish_type": "DIRECT_PUBLISH" }));

    client.advance(600);
    let events = callback.events(2).await;
    assert_eq!(named(&events)[1], "post.publish.publicly_available");
    assert_eq!(content(&events[1])["post_id"].to_string(), client.only_post().post_id.unwrap());
    assert_eq!(callback.count_after_a_while().await, 2, "each is sent once");
}

#[tokio::test]
async fn a_failed_post_is_announced_with_its_reason() {
    let (callback, client) = Callback::with_client(&[]).await;
    client.fake.update_settings(|settings| settings.fate.outcome = Outcome::Failed("internal".to_owned()));
    let publish_id = client.upload().await;
    client.advance(100);
    let events = callback.events(1).await;
    assert_eq!(named(&events), ["post.publish.failed"]);
    let expected =
        json!({ "publish_id": publish_id, "reason": "internal", "publish_type": "DIRECT_PUBLISH" });
    assert_eq!(content(&events[0]), expected);
}

#[tokio::test]
async fn the_other_spelling_can_be_chosen() {
    let (callback, client) = Callback::with_client(&[]).await;
    client.fake.update_settings(|settings| settings.webhook.publicaly = true);
    client.upload().await;
    client.advance(100);
    let mut events = callback.events(2).await;
    events.sort_by_key(|event| event["event"].to_string());
    assert_eq!(named(&events), ["post.publish.complete", "post.publish.publicaly_available"]);
}

#[tokio::test]
async fn the_signature_is_an_hmac_over_the_time_and_the_raw_body() {
    let (callback, client) = Callback::with_client(&[]).await;
    client.fake.send_event(an_event());
    callback.events(1).await;
    let (headers, body) = callback.received.lock().unwrap()[0].clone();
    let header = headers["tiktok-signature"].to_str().unwrap();
    let (time, signature) = header.strip_prefix("t=").unwrap().split_once(",s=").unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"fake-client-secret").unwrap();
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(&body);
    mac.verify_slice(&hex::decode(signature).unwrap()).unwrap();
    assert_eq!(headers["content-type"], "application/json");
}

#[tokio::test]
async fn an_event_comes_again_until_it_is_answered_with_200() {
    let (callback, client) = Callback::with_client(&[500, 204]).await;
    client.fake.send_event(an_event());
    for expected in 1..=3 {
        callback.events(expected).await;
        client.advance(1);
    }
    assert_eq!(callback.count_after_a_while().await, 3);
    let deliveries = client.fake.report().deliveries;
    let told: Vec<_> = deliveries.iter().map(|delivery| (delivery.attempt, delivery.http_status)).collect();
    assert_eq!(told, [(1, Some(500)), (2, Some(204)), (3, Some(200))]);
}

#[tokio::test]
async fn the_number_of_attempts_is_bounded() {
    let (callback, client) = Callback::with_client(&[500; 10]).await;
    client.fake.update_settings(|settings| {
        settings.webhook.attempts = 2;
        settings.webhook.retry_seconds = 0;
    });
    client.fake.send_event(an_event());
    callback.events(2).await;
    assert_eq!(callback.count_after_a_while().await, 2);
}

#[tokio::test]
async fn an_event_can_come_twice() {
    let (callback, client) = Callback::with_client(&[]).await;
    client.fake.update_settings(|settings| settings.webhook.copies = 2);
    client.fake.send_event(an_event());
    let events = callback.events(2).await;
    assert_eq!(content(&events[0]), content(&events[1]));
}

#[tokio::test]
async fn a_creator_who_leaves_is_announced_with_the_reason() {
    let (callback, client) = Callback::with_client(&[]).await;
    client.fake.disconnect("reeldrop_demo", 1).unwrap();
    let pair = client.fake.grant("reeldrop_demo", &["video.publish"]).unwrap();
    callback.events(1).await;
    let fields = [
        ("client_key", "fake-client-key"),
        ("client_secret", "fake-client-secret"),
        ("token", &*pair.access_token),
    ];
    client.form(REVOKE, &fields).await;
    let events = callback.events(2).await;
    assert_eq!(named(&events), ["authorization.removed"; 2]);
    assert_eq!((content(&events[0]), content(&events[1])), (json!({ "reason": 1 }), json!({ "reason": 5 })));
}
