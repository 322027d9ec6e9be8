//! Every refusal is a problem that says what to do, whoever has refused.

use super::call::{Sent, request};
use super::{choice, creator, operator};
use crate::world::World;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn what_cannot_be_read_is_told_as_a_problem() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.post_in_console(&creator("alice"), "alice", choice()).await;
    let path = format!("/posts/{}/options", post.id);
    let cases = [
        (Sent::Raw("application/json", b"{".to_vec()), 400),
        (Sent::Raw("text/plain", b"{}".to_vec()), 415),
        (Sent::Nothing, 415),
        (Sent::Json(json!([])), 422),
        (Sent::Json(json!({ "caption": "x".repeat(300_000) })), 413),
    ];
    for (sent, status) in cases {
        let answer = world.call(&operator(), "PUT", &path, sent.clone()).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        answer.problem();
    }
}

#[tokio::test]
async fn addresses_and_methods_that_there_are_not_are_told_as_problems() {
    let world = World::of_creators(&["alice"]).await;
    for path in
        ["/nothing", "/posts/none/nothing", "/posts/%2e%2e%2f", "/posts/0123456789abcdef0123456789abcdef"]
    {
        let answer = world.call(&operator(), "GET", path, Sent::Nothing).await;
        assert_eq!(answer.status, 404, "{path}");
        answer.problem();
    }
    let answer = world.call(&operator(), "DELETE", "/posts", Sent::Nothing).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    answer.problem();
    let mut allowed: Vec<&str> = answer.header("allow").split(',').collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
}

#[tokio::test]
async fn a_query_with_a_misspelt_name_is_refused_and_not_answered_with_everything() {
    let world = World::of_creators(&["alice"]).await;
    for query in ["?acount=x", "?limit=many", "?from=yesterday"] {
        let answer = world.call(&operator(), "GET", &format!("/posts{query}"), Sent::Nothing).await;
        assert_eq!(answer.status, 400, "{query}");
        answer.problem();
    }
    for (query, field) in [("?limit=0", "limit"), ("?state=gone", "state"), ("?cursor=x", "cursor")] {
        let answer = world.call(&operator(), "GET", &format!("/posts{query}"), Sent::Nothing).await;
        assert_eq!(answer.wrong_fields(), [field]);
    }
}

#[tokio::test]
async fn the_description_is_served_to_whoever_is_let_in() {
    let world = World::of_creators(&["alice"]).await;
    let mut request = request("GET", "/openapi.json", Sent::Nothing);
    request.extensions_mut().insert(creator("alice"));
    let answer = world.answer(request).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.ok()["openapi"], "3.1.0");
}
