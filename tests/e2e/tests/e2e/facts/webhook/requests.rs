//! What the webhook makes of requests, TikTok's and others'.

use super::{about, sent};
use crate::world::World;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::State;
use jiff::SignedDuration;
use lambda_http::http::Method;
use lambda_http::{Body, Request};
use serde_json::{Value, json};
use tiktok_fake::{SIGNATURE_HEADER, signature};

const COMPLETE: &str = "post.publish.complete";

#[tokio::test]
async fn what_nobody_knows_is_answered_with_200_and_changes_nothing() {
    let world = World::start().await;
    let (upload, publish_id) = sent(&world).await;
    let before = world.post(&upload);
    for (event, content) in [
        ("portability.download.ready", json!({})),
        (COMPLETE, json!({ "publish_id": "v_pub_file~v2-1.of_another_app" })),
        (COMPLETE, json!({ "publish_id": ["not", "text"] })),
        (COMPLETE, json!({})),
        (COMPLETE, Value::Null),
    ] {
        assert_eq!(world.notice("alice", event, content).await, Some(200), "{event}");
    }
    let secret = world.tiktok.app().client_secret;
    for body in ["", "not json", "[]", "{}", r#"{"event":1}"#] {
        let signature = signature(&secret, world.time.now(), body);
        assert_eq!(world.webhook_request(Some(&signature), body).await, Some(200), "{body}");
    }
    assert_eq!(world.post(&upload), before);
    // A field of tomorrow beside those of today.
    let mut body: Value =
        serde_json::from_str(&world.notice_body("alice", COMPLETE, &about(&publish_id))).unwrap();
    body["retry_count"] = json!(3);
    let signature = signature(&secret, world.time.now(), &body.to_string());
    assert_eq!(world.webhook_request(Some(&signature), body.to_string()).await, Some(200));
    world.expect_published(&upload);
}

#[tokio::test]
async fn what_tiktok_did_not_sign_is_refused() {
    let world = World::start().await;
    let (upload, publish_id) = sent(&world).await;
    let body = world.notice_body("alice", COMPLETE, &about(&publish_id));
    let (now, secret) = (world.time.now(), world.tiktok.app().client_secret);
    let right = signature(&secret, now, &body);
    let (time, digest) = right.split_once(',').unwrap();
    for wrong in [
        None,
        Some(String::new()),
        Some("t=,s=".to_owned()),
        Some(digest.to_owned()),
        Some(format!("{time},s={}", "0".repeat(64))),
        Some(signature("another secret", now, &body)),
        Some(signature(&secret, now, &body.replace(&publish_id, "another"))),
        Some(
            signature(&secret, now + SignedDuration::from_secs(1), &body)
                .replace(&format!("t={}", now.as_second() + 1), time),
        ),
        Some(signature(&secret, now - SignedDuration::from_hours(74), &body)),
        Some(signature(&secret, now + SignedDuration::from_mins(6), &body)),
    ] {
        assert_eq!(world.webhook_request(wrong.as_deref(), body.clone()).await, Some(401), "{wrong:?}");
    }
    assert!(matches!(world.post(&upload).state, State::Processing { .. }));
    let old = signature(&secret, now - SignedDuration::from_hours(72), &body);
    assert_eq!(world.webhook_request(Some(&old), body).await, Some(200), "TikTok repeats for 72 hours");
    world.expect_published(&upload);
}

#[tokio::test]
async fn a_body_larger_than_any_notice_is_refused_before_its_signature_is_looked_at() {
    let world = World::start().await;
    let body = "x".repeat(256 * 1024 + 1);
    let right = signature(&world.tiktok.app().client_secret, world.time.now(), &body);
    assert_eq!(world.webhook_request(Some(&right), body).await, Some(413));
}

#[tokio::test]
async fn other_methods_and_paths_lead_nowhere() {
    let world = World::start().await;
    for (method, path) in [(Method::GET, "/webhooks/tiktok"), (Method::POST, "/webhooks/other")] {
        let mut request = Request::new(Body::Empty);
        *request.method_mut() = method;
        *request.uri_mut() = format!("http://127.0.0.1:1{path}").parse().unwrap();
        assert_eq!(world.webhook(request).await, Some(404), "{path}");
    }
}

/// The event is what API Gateway passes on (payload format 2.0); reading it is the runtime's part of the way.
#[tokio::test]
async fn the_bytes_that_were_signed_are_found_again_in_a_body_of_base64() {
    for is_base64 in [false, true] {
        let world = World::start().await;
        let (upload, publish_id) = sent(&world).await;
        let body = world.notice_body("alice", COMPLETE, &about(&publish_id));
        let signature = signature(&world.tiktok.app().client_secret, world.time.now(), &body);
        let encoded = if is_base64 { BASE64_STANDARD.encode(&body) } else { body };
        let event = json!({
            "version": "2.0",
            "routeKey": "POST /webhooks/tiktok",
            "rawPath": "/webhooks/tiktok",
            "rawQueryString": "",
            "headers": { SIGNATURE_HEADER.to_lowercase(): signature, "content-type": "application/json" },
            "requestContext": { "http": { "method": "POST", "path": "/webhooks/tiktok" }, "stage": "$default" },
            "body": encoded,
            "isBase64Encoded": is_base64,
        });
        let request = lambda_http::request::from_str(&event.to_string()).unwrap();
        assert_eq!(world.webhook(request).await, Some(200), "base64: {is_base64}");
        world.expect_published(&upload);
    }
}
