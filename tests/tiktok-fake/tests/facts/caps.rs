//! Rate limits, daily caps, bans, and the limits of an unaudited app.

use serde_json::json;
use tiktok_fake::{Creator, Settings};

use crate::client::{Answer, CREATOR_INFO, Client, INIT, STATUS, init_body, refused};

async fn info(client: &Client) -> Answer {
    client.post(CREATOR_INFO, &json!({})).await
}

async fn init(client: &Client) -> Answer {
    client.post(INIT, &init_body(3, 3, 1)).await
}

#[tokio::test]
async fn creator_info_and_init_share_six_calls_in_any_sixty_seconds() {
    let client = Client::new().await;
    assert_eq!(info(&client).await.status, 200);
    client.advance(30);
    for _ in 0..3 {
        assert_eq!(init(&client).await.status, 200);
    }
    for _ in 0..2 {
        assert_eq!(info(&client).await.status, 200);
    }
    let seventh = init(&client).await;
    assert_eq!(seventh.outcome(), refused(429, "rate_limit_exceeded"));
    assert_eq!(seventh.header("x-ratelimit-limit"), Some("6"));
    assert_eq!(seventh.header("x-ratelimit-remaining"), Some("0"));
    let reset: u64 = seventh.header("x-ratelimit-reset").unwrap().parse().unwrap();
    assert!((10..=30).contains(&reset), "the first call leaves the window then: {reset}");

    client.advance(reset);
    assert_eq!(info(&client).await.status, 200, "one call has left the window");
    assert_eq!(info(&client).await.status, 429, "and only one");
}

#[tokio::test]
async fn the_headers_of_a_429_can_be_missing() {
    let settings = Settings { publish_calls_per_minute: 0, rate_limit_headers: false, ..Settings::default() };
    let client = Client::with(settings).await;
    let answer = info(&client).await;
    assert_eq!((answer.status, answer.header("x-ratelimit-reset")), (429, None));
}

#[tokio::test]
async fn a_refreshed_token_buys_no_more_calls_and_another_creator_has_its_own() {
    let client = Client::with(Settings { publish_calls_per_minute: 1, ..Settings::default() }).await;
    assert_eq!(info(&client).await.status, 200);
    let again = client.fake.grant(&client.open_id, &["video.publish"]).unwrap().access_token;
    assert_eq!(client.post_as(&again, CREATOR_INFO, &json!({})).await.status, 429);
    let other = client.fake.add_creator(Creator::default()).unwrap();
    let other = client.fake.grant(&other.open_id, &["video.publish"]).unwrap().access_token;
    assert_eq!(client.post_as(&other, CREATOR_INFO, &json!({})).await.status, 200);
}

#[tokio::test]
async fn status_has_thirty_calls_in_any_sixty_seconds() {
    let client = Client::new().await;
    let publish_id = client.upload().await;
    for _ in 0..30 {
        client.status(&publish_id).await;
    }
    let refusal = client.post(STATUS, &json!({ "publish_id": publish_id })).await;
    assert_eq!(refusal.outcome(), refused(429, "rate_limit_exceeded"));
    client.advance(60);
    client.status(&publish_id).await;
}

#[tokio::test]
async fn the_daily_cap_is_403_at_init_and_200_at_creator_info_and_rolls_on() {
    let creator = Creator { daily_post_cap: Some(2), ..Creator::demo() };
    let client = Client::with_creator(Settings::default(), creator).await;
    init(&client).await;
    client.advance(3_600);
    init(&client).await;
    assert_eq!(init(&client).await.outcome(), refused(403, "spam_risk_too_many_posts"));
    assert_eq!(info(&client).await.outcome(), refused(200, "spam_risk_too_many_posts"));
    client.fake.patch_creator("reeldrop_demo", json!({ "access_seconds": 100_000 })).unwrap();
    let token = client.fake.grant("reeldrop_demo", &["video.publish"]).unwrap().access_token;
    client.advance(82_700);
    let too_early = client.post_as(&token, INIT, &init_body(3, 3, 1)).await;
    assert_eq!(too_early.outcome(), refused(403, "spam_risk_too_many_posts"), "100 seconds are missing");
    client.advance(100);
    let next_day = client.post_as(&token, INIT, &init_body(3, 3, 1)).await;
    assert_eq!(next_day.status, 200, "the first post is 24 hours old");
    let second = client.post_as(&token, INIT, &init_body(3, 3, 1)).await;
    assert_eq!(second.outcome(), refused(403, "spam_risk_too_many_posts"), "the second is 23");
}

#[tokio::test]
async fn a_creator_posts_fifteen_times_a_day_by_default() {
    let client = Client::with(Settings { publish_calls_per_minute: 100, ..Settings::default() }).await;
    for _ in 0..15 {
        assert_eq!(init(&client).await.status, 200);
    }
    assert_eq!(init(&client).await.outcome(), refused(403, "spam_risk_too_many_posts"));
}

#[tokio::test]
async fn a_banned_creator_is_403_at_init_and_200_at_creator_info() {
    let client = Client::with_creator(Settings::default(), Creator { banned: true, ..Creator::demo() }).await;
    assert_eq!(init(&client).await.outcome(), refused(403, "spam_risk_user_banned_from_posting"));
    assert_eq!(info(&client).await.outcome(), refused(200, "spam_risk_user_banned_from_posting"));
}

#[tokio::test]
async fn the_cap_of_active_creators_stops_new_ones() {
    let client = Client::with(Settings { active_user_cap: Some(1), ..Settings::default() }).await;
    assert_eq!(init(&client).await.status, 200);
    assert_eq!(init(&client).await.status, 200, "an active creator goes on");
    let other = client.fake.add_creator(Creator::default()).unwrap();
    let token = client.fake.grant(&other.open_id, &["video.publish"]).unwrap().access_token;
    let at_init = client.post_as(&token, INIT, &init_body(3, 3, 1)).await;
    assert_eq!(at_init.outcome(), refused(403, "reached_active_user_cap"));
    let at_info = client.post_as(&token, CREATOR_INFO, &json!({})).await;
    assert_eq!(at_info.outcome(), refused(200, "reached_active_user_cap"));
}

#[tokio::test]
async fn an_unaudited_app_needs_a_private_account_and_self_only() {
    let client = Client::with(Settings { audited: false, ..Settings::default() }).await;
    let mut body = init_body(3, 3, 1);
    body["post_info"]["privacy_level"] = json!("SELF_ONLY");
    let public_account = client.post(INIT, &body).await;
    assert_eq!(public_account.outcome(), refused(403, "unaudited_client_can_only_post_to_private_accounts"));

    client.fake.patch_creator("reeldrop_demo", json!({ "private": true })).unwrap();
    assert_eq!(client.post(INIT, &body).await.status, 200);
    body["post_info"]["privacy_level"] = json!("MUTUAL_FOLLOW_FRIENDS");
    let too_visible = client.post(INIT, &body).await;
    assert_eq!(too_visible.outcome(), refused(403, "unaudited_client_only_self_visibility"));
}

#[tokio::test]
async fn an_unaudited_app_has_five_creators_a_day() {
    let client = Client::with(Settings { audited: false, ..Settings::default() }).await;
    let mut body = init_body(3, 3, 1);
    body["post_info"]["privacy_level"] = json!("SELF_ONLY");
    let mut outcomes = Vec::new();
    for _ in 0..6 {
        let creator = client.fake.add_creator(Creator { private: true, ..Creator::default() }).unwrap();
        let token = client.fake.grant(&creator.open_id, &["video.publish"]).unwrap().access_token;
        outcomes.push(client.post_as(&token, INIT, &body).await.status);
    }
    assert_eq!(outcomes, [200, 200, 200, 200, 200, 403]);
}
