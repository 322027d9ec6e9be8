//! Codes, tokens and revocation.

use serde_json::Value;
use tiktok_fake::{Creator, Settings};

use crate::client::{Answer, CREATOR_INFO, Client, REDIRECT_URI, REVOKE, TOKEN, answer, refused};

/// The verifier and challenge, whose SHA-256 was computed elsewhere.
const VERIFIER: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";
const CHALLENGE: &str = "46a2199782c8827f0ac56f503be9d39efee97f40a736b92cc7d7c5f825cfd851";

const KEYS: [(&str, &str); 2] = [("client_key", "fake-client-key"), ("client_secret", "fake-client-secret")];

async fn code(client: &Client, pkce: &str) -> String {
    let query = format!(
        "client_key=fake-client-key&response_type=code&scope=user.info.basic,video.publish&state=s\
         &disable_auto_auth=1&redirect_uri={REDIRECT_URI}{pkce}"
    );
    client.get(&format!("/v2/auth/authorize/?{query}")).await.redirected_with("code").unwrap()
}

async fn token(client: &Client, fields: &[(&str, &str)]) -> Answer {
    client.form(TOKEN, &[&KEYS, fields].concat()).await
}

async fn exchange(client: &Client, code: &str) -> Answer {
    token(client, &[("grant_type", "authorization_code"), ("redirect_uri", REDIRECT_URI), ("code", code)])
        .await
}

async fn refresh(client: &Client, refresh_token: &str) -> Answer {
    token(client, &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
}

fn text(answer: &Answer, field: &str) -> String {
    answer.json()[field].as_str().unwrap().to_owned()
}

fn error(answer: &Answer) -> String {
    assert!(answer.json()["log_id"].is_string() && answer.json()["error_description"].is_string());
    text(answer, "error")
}

#[tokio::test]
async fn a_code_gives_a_flat_pair_once() {
    let client = Client::new().await;
    let code = code(&client, "").await;
    let pair = exchange(&client, &code).await;
    assert_eq!(pair.status, 200);
    assert_eq!(text(&pair, "open_id"), client.open_id);
    assert_eq!(text(&pair, "scope"), "user.info.basic,video.publish");
    assert!(text(&pair, "access_token").starts_with("act."));
    assert!(text(&pair, "refresh_token").starts_with("rft."));
    assert_eq!(text(&pair, "token_type"), "Bearer");
    assert_eq!(
        (&pair.json()["expires_in"], &pair.json()["refresh_expires_in"]),
        (&7_200.into(), &15_552_000.into())
    );
    assert_eq!(error(&exchange(&client, &code).await), "invalid_grant");
}

#[tokio::test]
async fn a_code_is_bound_to_its_redirect_uri_and_short_lived() {
    let client = Client::new().await;
    let elsewhere = code(&client, "").await;
    let fields =
        [("grant_type", "authorization_code"), ("redirect_uri", "https://x.example/"), ("code", &*elsewhere)];
    assert_eq!(error(&token(&client, &fields).await), "invalid_grant");
    assert_eq!(error(&exchange(&client, &elsewhere).await), "invalid_grant", "the failed attempt used it up");

    let still_encoded = code(&client, "").await.replace('*', "%2A");
    assert_eq!(error(&exchange(&client, &still_encoded).await), "invalid_grant");

    let late = code(&client, "").await;
    client.advance(300);
    assert_eq!(error(&exchange(&client, &late).await), "invalid_grant");
}

#[tokio::test]
async fn the_challenge_is_the_hex_sha_256_of_the_verifier() {
    let client = Client::new().await;
    let pkce = format!("&code_challenge={CHALLENGE}&code_challenge_method=S256");
    let attempt = async |pkce: &str, verifier: Option<&str>| {
        let code = code(&client, pkce).await;
        let mut fields =
            vec![("grant_type", "authorization_code"), ("redirect_uri", REDIRECT_URI), ("code", &*code)];
        fields.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        token(&client, &fields).await.json()["error"].as_str().map(str::to_owned)
    };
    assert_eq!(attempt(&pkce, Some(VERIFIER)).await, None);
    let wrong = VERIFIER.replace('a', "b");
    assert_eq!(attempt(&pkce, Some(&wrong)).await.as_deref(), Some("invalid_grant"));
    assert_eq!(attempt(&pkce, None).await.as_deref(), Some("invalid_grant"));
    assert_eq!(attempt("", Some(VERIFIER)).await.as_deref(), Some("invalid_grant"), "never announced");
}

#[tokio::test]
async fn the_token_endpoint_reads_forms_strictly() {
    let client = Client::new().await;
    let json = answer(client.http.post(client.url(TOKEN)).json(&Value::Null)).await;
    assert_eq!(error(&json), "invalid_request");
    for (fields, expected) in [
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![], "invalid_request"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("client_id", "x")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("code", "y")], "invalid_request"),
        (vec![("grant_type", "authorization_code"), ("code", "x")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "rft.invented")], "invalid_grant"),
    ] {
        assert_eq!(error(&token(&client, &fields).await), expected, "{fields:?}");
    }
    let wrong_secret =
        [("client_key", "fake-client-key"), ("client_secret", "guess"), ("grant_type", "refresh_token")];
    assert_eq!(error(&client.form(TOKEN, &wrong_secret).await), "invalid_client");
}

#[tokio::test]
async fn errors_arrive_with_200_or_with_4xx() {
    let client = Client::new().await;
    assert_eq!(refresh(&client, "rft.invented").await.status, 200);
    client.fake.update_settings(|settings| settings.oauth_errors_with_http_200 = false);
    assert_eq!(refresh(&client, "rft.invented").await.status, 400);
    let wrong_key = [("client_key", "x"), ("client_secret", "y"), ("grant_type", "refresh_token")];
    assert_eq!(client.form(TOKEN, &wrong_key).await.status, 401);
}

#[tokio::test]
async fn a_refresh_ends_the_old_refresh_token_and_leaves_the_old_access_token() {
    let client = Client::new().await;
    let first = client.fake.grant(&client.open_id, &["video.publish"]).unwrap();
    client.advance(3_600);
    let second = refresh(&client, &first.refresh_token).await;
    assert_ne!(text(&second, "refresh_token"), first.refresh_token);
    assert_ne!(text(&second, "access_token"), first.access_token);
    assert_eq!(text(&second, "scope"), "video.publish");
    assert_eq!(error(&refresh(&client, &first.refresh_token).await), "invalid_grant");

    let call =
        async |token: &str| client.post_as(token, CREATOR_INFO, &serde_json::json!({})).await.outcome();
    assert_eq!(call(&first.access_token).await.0, 200);
    client.advance(3_600);
    assert_eq!(call(&first.access_token).await, refused(401, "access_token_invalid"));
    assert_eq!(call(&text(&second, "access_token")).await.0, 200);
    assert!(
        text(&refresh(&client, &text(&second, "refresh_token")).await, "access_token").starts_with("act.")
    );
}

#[tokio::test]
async fn without_rotation_the_refresh_token_stays() {
    let client = Client::with(Settings { rotate_refresh_tokens: false, ..Settings::default() }).await;
    let first = client.fake.grant(&client.open_id, &["video.publish"]).unwrap();
    client.advance(1_000);
    let second = refresh(&client, &first.refresh_token).await;
    assert_eq!(text(&second, "refresh_token"), first.refresh_token);
    let left = second.json()["refresh_expires_in"].as_u64().unwrap();
    assert!((15_550_900..=15_551_000).contains(&left), "{left}");
}

#[tokio::test]
async fn a_refresh_token_ends() {
    let creator = Creator { access_seconds: Some(60), refresh_seconds: Some(120), ..Creator::demo() };
    let client = Client::with_creator(Settings::default(), creator).await;
    let pair = client.fake.grant("reeldrop_demo", &["video.publish"]).unwrap();
    assert_eq!((pair.expires_in, pair.refresh_expires_in), (60, 120));
    client.advance(120);
    assert_eq!(error(&refresh(&client, &pair.refresh_token).await), "invalid_grant");
}

#[tokio::test]
async fn a_revocation_ends_every_token_of_the_creator() {
    let client = Client::new().await;
    let pair = client.fake.grant(&client.open_id, &["video.publish"]).unwrap();
    let by_refresh_token =
        client.form(REVOKE, &[&KEYS[..], &[("token", &pair.refresh_token)]].concat()).await;
    assert_eq!(error(&by_refresh_token), "invalid_request");
    let revoked = client.form(REVOKE, &[&KEYS[..], &[("token", &pair.access_token)]].concat()).await;
    assert_eq!((revoked.status, revoked.text.as_str()), (200, "{}"));
    assert_eq!(error(&refresh(&client, &pair.refresh_token).await), "invalid_grant");
    let call = client.post(CREATOR_INFO, &serde_json::json!({})).await;
    assert_eq!(call.outcome(), refused(401, "access_token_invalid"));
    assert_eq!(client.violations(), Vec::<String>::new());
}
