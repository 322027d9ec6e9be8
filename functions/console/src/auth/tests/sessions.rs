//! Sessions: nobody has one that was not given to them, or that is over.

use super::browser::{Browser, NOWHERE};
use super::world::{CREATOR, OPERATOR, World};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;

const SESSION: &str = "__Host-reeldrop-session";

#[tokio::test]
async fn without_a_session_pages_lead_to_the_sign_in_and_the_api_answers_401() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    for page in ["/", "/posts", "/accounts", "/not/there", "/apian", "/sign-in-not", "/assetsx"] {
        let seen = browser.get(page).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{page}");
        assert!(seen.location.starts_with("/sign-in?return="), "{page}: {}", seen.location);
    }
    for call in ["/api/v1/posts", "/api/v1/not/there", "/api"] {
        let seen = browser.get(call).await;
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED, "{call}");
        assert_eq!(seen.headers[header::CONTENT_TYPE], "application/problem+json");
    }
    let posted = browser.send(Request::post("/sign-in")).await;
    assert_eq!(posted.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_forged_foreign_or_cut_cookie_is_no_session() {
    let world = World::start().await;
    let signed_in = Browser::signed_in(&world, CREATOR).await;
    let real = &signed_in.cookies[SESSION];
    let (content, proof) = real.split_once('.').unwrap();
    let mut attempting = Browser::new(&world);
    attempting.get("/sign-in/go").await;
    let attempt = attempting.cookies.values().next().unwrap().clone();
    for forged in [
        format!("{content}.{}", proof.chars().rev().collect::<String>()),
        format!("{}.{proof}", content.chars().rev().collect::<String>()),
        format!("e30.{proof}"),
        content.to_owned(),
        attempt,
    ] {
        let mut browser = Browser::new(&world);
        browser.cookies.insert(SESSION.to_owned(), forged.clone());
        assert_eq!(browser.get(NOWHERE).await.status, StatusCode::SEE_OTHER, "{forged}");
    }
    // A cookie that a sibling domain could have set is not even read.
    let mut browser = Browser::new(&world);
    browser.cookies.insert("reeldrop-session".to_owned(), real.clone());
    assert_eq!(browser.get(NOWHERE).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_lasts_eight_hours() {
    let world = World::start().await;
    let mut browser = Browser::signed_in(&world, OPERATOR).await;
    world.clock.advance(SignedDuration::from_secs(8 * 3_600 - 1));
    assert!(browser.get(NOWHERE).await.is_for_a_viewer());
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(browser.get(NOWHERE).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_sign_in_makes_a_session_that_nobody_could_have_planted() {
    let world = World::start().await;
    let mallory = Browser::signed_in(&world, CREATOR).await;
    let planted = mallory.cookies[SESSION].clone();
    let mut victim = Browser::new(&world);
    victim.cookies.insert(SESSION.to_owned(), planted.clone());
    victim.sign_in(OPERATOR).await;
    assert_ne!(victim.cookies[SESSION], planted);
    let page = victim.get(NOWHERE).await;
    assert!(page.text.contains(OPERATOR) && !page.text.contains(CREATOR), "{}", page.text);
    let mut again = Browser::new(&world);
    again.cookies.insert(SESSION.to_owned(), planted);
    assert!(again.get(NOWHERE).await.text.contains(CREATOR), "the planted session has changed hands");
}

#[tokio::test]
async fn a_session_that_was_signed_out_is_over_for_copies_of_its_cookie_too() {
    let world = World::start().await;
    let mut browser = Browser::signed_in(&world, OPERATOR).await;
    let stolen = browser.cookies.clone();
    let form = format!("csrf_token={}", browser.csrf_token().await);
    let request = Request::post("/sign-out").header("content-type", "application/x-www-form-urlencoded");
    let seen = browser.send_body(request, Body::from(form)).await;
    assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert!(browser.cookies.is_empty());
    let mut thief = Browser::new(&world);
    thief.cookies = stolen;
    assert_eq!(thief.get(NOWHERE).await.status, StatusCode::SEE_OTHER);
    Browser::signed_in(&world, OPERATOR).await;
}
