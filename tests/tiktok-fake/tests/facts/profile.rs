//! The profile.

use serde_json::json;

use crate::client::{Client, answer, refused};

#[tokio::test]
async fn the_profile_holds_the_requested_fields_alone() {
    let client = Client::new().await;
    let answer = client.get("/v2/user/info/?fields=open_id,display_name").await;
    assert_eq!(answer.outcome(), (200, "ok".to_owned()));
    let user = answer.json()["data"]["user"].clone();
    assert_eq!(user, json!({ "open_id": client.open_id, "display_name": "Reeldrop Demo" }));
    let all = client.get("/v2/user/info/?fields=open_id,union_id,avatar_url,display_name").await;
    assert_eq!(all.json()["data"]["user"].as_object().unwrap().len(), 4);
}

#[tokio::test]
async fn the_profile_needs_fields_that_exist() {
    let client = Client::new().await;
    for path in ["/v2/user/info/", "/v2/user/info/?fields=", "/v2/user/info/?fields=open_id,shoe_size"] {
        assert_eq!(client.get(path).await.outcome(), refused(400, "invalid_params"), "{path}");
    }
}

#[tokio::test]
async fn the_profile_needs_a_token_with_its_scope() {
    let client = Client::new().await;
    let path = client.url("/v2/user/info/?fields=open_id");
    assert_eq!(answer(client.http.get(&path)).await.outcome(), refused(401, "access_token_invalid"));
    let pair = client.fake.grant(&client.open_id, &["video.publish"]).unwrap();
    let without = answer(client.http.get(&path).bearer_auth(pair.access_token)).await;
    assert_eq!(without.outcome(), refused(401, "scope_not_authorized"));
}

#[tokio::test]
async fn the_avatar_is_a_picture_for_two_hours() {
    let client = Client::new().await;
    let profile = client.get("/v2/user/info/?fields=avatar_url").await.json();
    let url = profile["data"]["user"]["avatar_url"].as_str().unwrap();
    let picture = client.http.get(url).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/png");
    assert!(picture.bytes().await.unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
    client.advance(7_200);
    assert_eq!(client.http.get(url).send().await.unwrap().status(), 403);
}
