//! Changes come from the console's own pages or not at all.

use super::browser::{Browser, NOWHERE};
use super::world::{CONSOLE, CREATOR, OPERATOR, World};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

#[tokio::test]
async fn a_change_without_the_sessions_own_token_is_refused() {
    let world = World::start().await;
    let mut other = Browser::signed_in(&world, CREATOR).await;
    let (others, mut browser) = (other.csrf_token().await, Browser::signed_in(&world, OPERATOR).await);
    let own = browser.csrf_token().await;
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for token in ["", "x", &others, &own[1..], &own.to_uppercase()[..63]] {
            let request =
                Request::builder().method(method.clone()).uri("/sign-out").header("x-csrf-token", token);
            assert_forged(&mut browser, request).await;
        }
        assert_forged(&mut browser, Request::builder().method(method).uri("/sign-out")).await;
    }
    // Not as a cookie, and not in the address, which other sites can write as well.
    assert_forged(&mut browser, Request::post(format!("/sign-out?csrf_token={own}"))).await;
    assert!(browser.get(NOWHERE).await.is_for_a_viewer());
}

#[tokio::test]
async fn a_change_that_another_site_sends_is_refused_with_the_right_token_too() {
    let world = World::start().await;
    let mut browser = Browser::signed_in(&world, OPERATOR).await;
    for (header, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://reeldrop.example"),
        ("origin", "https://reeldrop.example.evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        let token = browser.csrf_token().await;
        let request = Request::post("/sign-out").header("x-csrf-token", token).header(header, value);
        assert_forged(&mut browser, request).await;
    }
    let request = browser.own_change("/sign-out").await;
    assert_eq!(browser.send(request).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_carries_the_token_in_a_field_and_only_a_form_does() {
    let world = World::start().await;
    let mut browser = Browser::signed_in(&world, OPERATOR).await;
    let token = browser.csrf_token().await;
    for (content_type, body) in [
        ("text/plain", format!("csrf_token={token}")),
        ("application/x-www-form-urlencoded", "csrf_token=0".to_owned()),
        ("application/x-www-form-urlencoded", format!("x={}&csrf_token={token}", "y".repeat(20_000))),
    ] {
        let request =
            Request::post("/sign-out").header("content-type", content_type).header("origin", CONSOLE);
        assert_eq!(
            browser.send_body(request, Body::from(body)).await.status,
            StatusCode::FORBIDDEN,
            "{content_type}"
        );
    }
}

async fn assert_forged(browser: &mut Browser<'_>, request: axum::http::request::Builder) {
    let seen = browser.send(request).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(seen.text.contains("about:blank#forged"), "{}", seen.text);
}
