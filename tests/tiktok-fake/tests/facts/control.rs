//! The control API.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tiktok_fake::Settings;

use crate::client::{CREATOR_INFO, Client, TOKEN, answer};

#[tokio::test]
async fn settings_are_changed_field_by_field() {
    let client = Client::new().await;
    let patch =
        json!({ "daily_post_cap": 3, "fate": { "post_id_seconds": null }, "webhook": { "copies": 2 } });
    let patched = client.control(Method::PATCH, "/settings", &patch).await;
    assert_eq!(patched.status, 200);
    let mut expected = Settings { auto_consent: true, daily_post_cap: 3, ..Settings::default() };
    expected.fate.post_id_seconds = None;
    expected.webhook.copies = 2;
    assert_eq!(client.fake.settings(), expected);
    assert_eq!(patched.json(), serde_json::to_value(&expected).unwrap());
    assert_eq!(client.control(Method::GET, "/settings", &Value::Null).await.json(), patched.json());
}

#[tokio::test]
async fn a_misspelt_setting_is_refused_and_changes_nothing() {
    let client = Client::new().await;
    let before = client.fake.settings();
    let patch = json!({ "daily_post_cap": 3, "fate": { "procesing_seconds": 1 } });
    let refused = client.control(Method::PATCH, "/settings", &patch).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("procesing_seconds"), "{}", refused.text);
    assert_eq!(client.fake.settings(), before);
}

#[tokio::test]
async fn creators_are_added_listed_and_changed() {
    let client = Client::new().await;
    let added =
        client.control(Method::POST, "/creators", &json!({ "username": "alice", "private": true })).await;
    assert_eq!(added.status, 201);
    assert!(added.json()["open_id"].as_str().is_some_and(|open_id| !open_id.is_empty()));
    let again = client.control(Method::POST, "/creators", &json!({ "username": "alice" })).await;
    assert_eq!(again.status, 409);
    let patched = client.control(Method::PATCH, "/creators/alice", &json!({ "banned": true })).await;
    assert_eq!(
        (patched.json()["banned"].clone(), patched.json()["private"].clone()),
        (json!(true), json!(true))
    );
    let listed = client.control(Method::GET, "/creators", &Value::Null).await.json();
    assert_eq!(listed[1], patched.json());
    assert_eq!(client.control(Method::PATCH, "/creators/bob", &json!({})).await.status, 404);
    assert_eq!(
        client.control(Method::PUT, "/next-creator", &json!({ "creator": "alice" })).await.status,
        204
    );
    assert_eq!(client.control(Method::PUT, "/next-creator", &json!({ "creator": "bob" })).await.status, 404);
}

#[tokio::test]
async fn the_app_is_registered_under_tiktoks_rules() {
    let client = Client::new().await;
    let app = |uri: &str| json!({ "client_key": "k", "client_secret": "s", "redirect_uris": [uri] });
    let long = format!("https://example.com/{}", "x".repeat(492));
    for (uri, status) in [
        ("https://example.com/callback", 204),
        (&long[..511], 204),
        (&long, 400),
        ("http://localhost:3000/callback", 204),
        ("http://api.localhost:3000/callback", 204),
        ("http://notlocalhost:3000/callback", 400),
        ("http://127.0.0.1:80/callback", 204),
        ("http://127.0.0.1/callback", 400),
        ("http://example.com:8080/callback", 400),
        ("https://example.com/callback?x=1", 400),
        ("https://example.com/callback#x", 400),
        ("/callback", 400),
        ("ftp://example.com/", 400),
    ] {
        assert_eq!(client.control(Method::PUT, "/app", &app(uri)).await.status, status, "{uri}");
    }
    assert_eq!(client.fake.app().client_key, "k");
}

#[tokio::test]
async fn tokens_come_without_the_consent_page_and_end_by_disconnecting() {
    let client = Client::new().await;
    let scopes = json!({ "scopes": ["video.publish"] });
    let pair = client.control(Method::POST, "/creators/reeldrop_demo/tokens", &scopes).await.json();
    let token = pair["access_token"].as_str().unwrap();
    assert_eq!(client.post_as(token, CREATOR_INFO, &json!({})).await.status, 200);
    let gone = client.control(Method::POST, "/creators/reeldrop_demo/disconnect", &json!({})).await;
    assert_eq!(gone.status, 204);
    assert_eq!(client.post_as(token, CREATOR_INFO, &json!({})).await.status, 401);
}

#[tokio::test]
async fn the_clock_moves_only_forward_and_by_hand() {
    let client = Client::new().await;
    let before = client.fake.now();
    let advanced = client.control(Method::POST, "/clock/advance", &json!({ "seconds": 7_200 })).await.json();
    let now: jiff::Timestamp = serde_json::from_value(advanced["now"].clone()).unwrap();
    assert!((7_200..7_260).contains(&now.duration_since(before).as_secs()));
    assert_eq!(client.control(Method::POST, "/clock/advance", &json!({ "seconds": -1 })).await.status, 422);
}

#[tokio::test]
async fn faults_are_set_listed_and_cleared() {
    let client = Client::new().await;
    let fault = json!({ "endpoint": "creator_info", "action": { "type": "answer", "status": 503 } });
    assert_eq!(client.control(Method::POST, "/faults", &fault).await.status, 201);
    let listed = client.control(Method::GET, "/faults", &Value::Null).await.json();
    assert_eq!((&listed[0]["nth"], &listed[0]["action"]["effect"]), (&json!(1), &json!("none")));
    assert_eq!(client.control(Method::DELETE, "/faults", &Value::Null).await.status, 204);
    assert_eq!(client.post(CREATOR_INFO, &json!({})).await.status, 200);
    let unknown = json!({ "endpoint": "init", "action": { "type": "explode" } });
    assert_eq!(client.control(Method::POST, "/faults", &unknown).await.status, 422);
}

#[tokio::test]
async fn a_fate_is_changed_after_the_upload_only() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    let path = format!("/posts/{}/fate", begun.publish_id);
    let patch = json!({ "outcome": { "failed": "internal" }, "processing_seconds": 0 });
    assert_eq!(client.control(Method::PATCH, &path, &patch).await.status, 404);
    let publish_id = client.upload().await;
    let changed = client.control(Method::PATCH, &format!("/posts/{publish_id}/fate"), &patch).await;
    assert_eq!(changed.json()["outcome"], json!({ "failed": "internal" }));
    assert_eq!(client.status(&publish_id).await["fail_reason"], "internal");
}

#[tokio::test]
async fn the_report_holds_no_credentials() {
    let client = Client::new().await;
    let begun = client.begin(3, 3, 1).await;
    answer(client.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await;
    let pair = client.fake.grant("reeldrop_demo", &["video.publish"]).unwrap();
    let fields = [
        ("client_key", "fake-client-key"),
        ("client_secret", "fake-client-secret"),
        ("grant_type", "refresh_token"),
        ("refresh_token", &*pair.refresh_token),
    ];
    client.form(TOKEN, &fields).await;
    let report = client.control(Method::GET, "/report", &Value::Null).await.text;
    assert_eq!(serde_json::from_str::<tiktok_fake::Report>(&report).unwrap().requests.len(), 3);
    let (_, upload_token) = begun.upload_url.rsplit_once('=').unwrap();
    for secret in [upload_token, &client.token, &pair.refresh_token, "fake-client-secret", "act.", "rft."] {
        assert!(!report.contains(secret), "{secret} is in the report");
    }
}

#[tokio::test]
async fn a_reset_brings_the_start_back() {
    let client = Client::new().await;
    client.upload().await;
    client.advance(7_200);
    client.fake.patch_settings(json!({ "daily_post_cap": 1 })).unwrap();
    client.control(Method::POST, "/reset", &Value::Null).await;
    let report = client.fake.report();
    assert!(report.requests.is_empty() && report.posts.is_empty());
    assert_eq!(client.fake.settings(), Settings { auto_consent: true, ..Settings::default() });
    assert_eq!(client.fake.creators()[0].open_id, client.open_id);
    assert_eq!(client.post(CREATOR_INFO, &json!({})).await.status, 401, "tokens are gone");
}

#[tokio::test]
async fn a_dropped_fake_stops_listening() {
    let Client { fake, http, .. } = Client::new().await;
    let url = format!("{}/_control/clock", fake.base_url());
    assert!(http.get(&url).send().await.is_ok());
    drop(fake);
    let refused = async {
        while http.get(&url).send().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), refused).await.expect("it stops");
}
