//! creator_info, and the rules that all publishing calls share.

use serde_json::json;
use tiktok_fake::{Creator, Settings};

use crate::client::{CREATOR_INFO, Client, INIT, STATUS, answer, init_body, refused};

#[tokio::test]
async fn creator_info_tells_what_the_creator_may_do() {
    let creator = Creator {
        comment_disabled: true,
        stitch_disabled: true,
        max_video_post_duration_sec: 180,
        ..Creator::demo()
    };
    let client = Client::with_creator(Settings::default(), creator).await;
    let answer = client.post(CREATOR_INFO, &json!({})).await;
    assert_eq!(answer.outcome(), (200, "ok".to_owned()));
    let mut data = answer.json()["data"].clone();
    assert!(data["creator_avatar_url"].take().as_str().unwrap().starts_with(client.fake.base_url()));
    assert_eq!(
        data,
        json!({
            "creator_avatar_url": null,
            "creator_username": "reeldrop_demo",
            "creator_nickname": "Reeldrop Demo",
            "privacy_level_options": ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
            "comment_disabled": true,
            "duet_disabled": false,
            "stitch_disabled": true,
            "max_video_post_duration_sec": 180,
        })
    );
}

#[tokio::test]
async fn the_privacy_levels_follow_from_the_account() {
    let client =
        Client::with_creator(Settings::default(), Creator { private: true, ..Creator::demo() }).await;
    let options =
        async || client.post(CREATOR_INFO, &json!({})).await.json()["data"]["privacy_level_options"].clone();
    assert_eq!(options().await, json!(["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]));
    let only = json!({ "privacy_level_options": ["MUTUAL_FOLLOW_FRIENDS"] });
    client.fake.patch_creator("reeldrop_demo", only).unwrap();
    assert_eq!(options().await, json!(["MUTUAL_FOLLOW_FRIENDS"]));
    client.fake.patch_creator("reeldrop_demo", json!({ "privacy_level_options": null })).unwrap();
    client.fake.update_settings(|settings| settings.audited = false);
    assert_eq!(options().await, json!(["SELF_ONLY"]));
}

#[tokio::test]
async fn publishing_calls_need_a_living_token_with_the_scope() {
    let client = Client::new().await;
    let without_scope = client.fake.grant(&client.open_id, &["user.info.basic"]).unwrap().access_token;
    for (path, body) in calls() {
        let missing = answer(client.http.post(client.url(path)).json(&body)).await;
        assert_eq!(missing.outcome(), refused(401, "access_token_invalid"));
        let invented = client.post_as("act.invented", path, &body).await;
        assert_eq!(invented.outcome(), refused(401, "access_token_invalid"));
        let scopeless = client.post_as(&without_scope, path, &body).await;
        assert_eq!(scopeless.outcome(), refused(401, "scope_not_authorized"));
    }
    assert_eq!(client.violations().len(), 6, "missing and invented tokens are violations");
    client.advance(7_200);
    for (path, body) in calls() {
        assert_eq!(client.post(path, &body).await.outcome(), refused(401, "access_token_invalid"));
    }
    assert_eq!(client.violations().len(), 6, "an expired token is not");
}

#[tokio::test]
async fn publishing_calls_need_json_under_its_own_name() {
    let client = Client::new().await;
    for (path, body) in calls() {
        let request = client.http.post(client.url(path)).bearer_auth(&client.token);
        let unnamed = answer(request.body(body.to_string())).await;
        assert_eq!(unnamed.outcome(), refused(400, "invalid_params"));
        let request = client.http.post(client.url(path)).bearer_auth(&client.token);
        let broken = answer(request.header("content-type", "application/json").body("{")).await;
        assert_eq!(broken.outcome(), refused(400, "invalid_params"));
    }
    let named = client.http.post(client.url(CREATOR_INFO)).bearer_auth(&client.token);
    let named = answer(named.header("content-type", "application/json; charset=UTF-8").body("{}")).await;
    assert_eq!(named.status, 200);
}

#[tokio::test]
async fn the_spellings_that_vary_can_be_chosen() {
    let client = Client::new().await;
    let usual = client.post(STATUS, &json!({})).await.json()["error"].clone();
    assert_eq!((&usual["code"], usual["log_id"].is_string()), (&json!("invalid_params"), true));
    let other = json!({ "log_id_field": "logid", "invalid_params_code": "invalid_param" });
    client.fake.patch_settings(other).unwrap();
    let other = client.post(STATUS, &json!({})).await.json()["error"].clone();
    assert_eq!((&other["code"], other["logid"].is_string()), (&json!("invalid_param"), true));
}

fn calls() -> [(&'static str, serde_json::Value); 3] {
    [(CREATOR_INFO, json!({})), (INIT, init_body(3, 3, 1)), (STATUS, json!({ "publish_id": "x" }))]
}
