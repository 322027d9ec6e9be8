//! Accounts: what is told of them, connecting and disconnecting.

use super::call::Sent;
use super::{choice, creator, operator};
use crate::effects::get;
use crate::facts::answer;
use crate::world::World;
use axum::http::header::{COOKIE, LOCATION};
use jiff::SignedDuration;
use lambda_http::{Body, Request, RequestExt};
use serde_json::json;
use std::collections::HashMap;
use tiktok_fake::{Endpoint, Fault};
use url::Url;

#[tokio::test]
async fn a_creator_who_connects_an_account_in_the_console_owns_it_from_then_on() {
    let world = World::of_creators(&["alice"]).await;
    let bob = creator("bob");
    let seen = async || world.call(&bob, "GET", "/accounts", Sent::Nothing).await.ok()["accounts"].clone();
    assert_eq!(seen().await, json!([]));

    let begun = world.call(&bob, "POST", "/accounts/connect", Sent::Nothing).await;
    let cookie = begun.header("set-cookie").split(';').next().unwrap().to_owned();
    // The creator of this world's TikTok who consents next.
    world.tiktok.set_next_creator("alice").unwrap();
    let consented = get(&begun.ok()["url"].as_str().unwrap().parse().unwrap()).await;
    let back: Url = consented.headers()[LOCATION].to_str().unwrap().parse().unwrap();
    let page = world.functions.connector.answer(come_back(&back, &cookie)).await;
    assert!(page.status().is_redirection(), "{page:?}");
    let to = page.headers()[LOCATION].to_str().unwrap();
    let open_id = world.account("alice").open_id;
    assert!(to.ends_with(&format!("/accounts?connected={open_id}")), "{to}");
    assert_eq!(seen().await[0]["username"], "alice");
}

fn come_back(url: &Url, cookie: &str) -> Request {
    let mut parameters: HashMap<String, Vec<String>> = HashMap::new();
    for (name, value) in url.query_pairs() {
        parameters.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let mut request = Request::new(Body::Empty);
    *request.uri_mut() = url.as_str().parse().unwrap();
    request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
    request.with_query_string_parameters(parameters)
}

#[tokio::test]
async fn an_account_tells_how_its_tokens_and_its_day_stand() {
    let world = World::of_creators(&["alice"]).await;
    world.post_in_console(&creator("alice"), "alice", choice()).await;
    world.settle(SignedDuration::from_mins(10)).await;
    let path = format!("/accounts/{}", world.account("alice").open_id);
    let told = world.call(&creator("alice"), "GET", &path, Sent::Nothing).await.ok();
    assert_eq!(
        (&told["status"], &told["posts_begun"], &told["daily_cap"]),
        (&json!("connected"), &json!(1), &json!(15))
    );
    let moment = |field: &str| told[field].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert!(moment("refreshed_at") < moment("next_refresh_at"));
    assert!(moment("next_refresh_at") < moment("access_expires_at"));
    assert!(moment("access_expires_at") < moment("refresh_expires_at"));
}

#[tokio::test]
async fn a_disconnected_account_takes_no_uploads_and_tells_who_has_ended_it() {
    let world = World::of_creators(&["alice"]).await;
    let open_id = world.account("alice").open_id;
    let path = format!("/accounts/{open_id}/disconnect");
    let ended = world.call(&creator("alice"), "POST", &path, Sent::Nothing).await.ok();
    assert_eq!(ended["status"], "disconnected");
    assert!(ended["status_reason"].as_str().unwrap().starts_with("alice@example.com"), "{ended}");
    let begin = json!({ "account": open_id, "file_name": "a.mp4", "size": 9, "content_type": "video/mp4" });
    let refused = world.call(&creator("alice"), "POST", "/uploads", Sent::Json(begin)).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
}

#[tokio::test]
async fn the_posting_page_learns_what_the_creator_may_choose_and_when_nothing_more_may_be_posted() {
    let world = World::of_creators(&["alice"]).await;
    let path = format!("/accounts/{}/creator-info", world.account("alice").open_id);
    let info = world.call(&creator("alice"), "GET", &path, Sent::Nothing).await;
    assert_eq!(info.header("cache-control"), "no-store");
    let info = info.ok();
    assert_eq!((&info["state"], &info["nickname"]), (&json!("ready"), &json!("alice the creator")));
    assert!(info["privacy_level_options"].as_array().unwrap().contains(&json!("SELF_ONLY")), "{info}");

    world.time.advance(SignedDuration::from_mins(1));
    world.tiktok.add_fault(Fault::next(Endpoint::CreatorInfo, answer(200, "spam_risk_too_many_posts")));
    let stopped = world.call(&creator("alice"), "GET", &path, Sent::Nothing).await.ok();
    assert_eq!(stopped["state"], "no_more_posts", "{stopped}");
}

#[tokio::test]
async fn hashtags_are_those_of_the_accounts_own_posts() {
    let world = World::of_creators(&["alice", "bob"]).await;
    for (username, caption) in [("alice", "#cats and #dogs"), ("alice", "#Cats again"), ("bob", "#secret")] {
        let mut options = choice();
        options["caption"] = caption.into();
        options["publish_at"] = "2100-01-01T00:00:00Z".into();
        world.post_in_console(&creator(username), username, options).await;
    }
    let path = format!("/accounts/{}/hashtags", world.account("alice").open_id);
    let told = world.call(&creator("alice"), "GET", &path, Sent::Nothing).await.ok();
    let tags: Vec<(String, u64)> = told["hashtags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| (tag["tag"].as_str().unwrap().to_lowercase(), tag["uses"].as_u64().unwrap()))
        .collect();
    assert_eq!(tags, [("#cats".to_owned(), 2), ("#dogs".to_owned(), 1)]);
}

#[tokio::test]
async fn what_is_known_of_the_audit_is_told_with_what_to_do() {
    let world = World::of_creators(&["alice"]).await;
    let told = world.call(&creator("alice"), "GET", "/audit", Sent::Nothing).await.ok();
    assert_eq!(told["state"], "unknown");
    assert!(!told["advice"].as_array().unwrap().is_empty());
    world.post_in_console(&operator(), "alice", choice()).await;
    world.settle(SignedDuration::from_mins(10)).await;
    let told = world.call(&creator("alice"), "GET", "/audit", Sent::Nothing).await.ok();
    assert_eq!((&told["state"], &told["advice"]), (&json!("passed"), &json!([])));
}
