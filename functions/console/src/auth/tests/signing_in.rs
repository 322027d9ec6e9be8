//! The way to the issuer and back.

use super::browser::{Browser, issuer_answers, local};
use super::world::{CREATOR, OPERATOR, STRANGER, World};
use axum::http::StatusCode;
use jiff::SignedDuration;
use openid_fake::Person;
use std::collections::BTreeMap;
use url::Url;

#[tokio::test]
async fn somebody_signs_in_and_is_where_they_wanted_to_be() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    let asked = browser.get("/nowhere?state=held&account=a%2Fb").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.location, "/sign-in?return=%2Fnowhere%3Fstate%3Dheld%26account%3Da%252Fb");

    let page = browser.get(&asked.location).await;
    assert_eq!(page.status, StatusCode::OK);
    let (_, link) = page.text.split_once("id=\"sign-in\" href=\"").unwrap();
    let link = link.split_once('"').unwrap().0.replace("&amp;", "&");

    let begun = browser.get(&format!("{link}&login_hint={OPERATOR}")).await;
    let back = local(&issuer_answers(&begun.location).await);
    let ended = browser.get(&back).await;
    assert_eq!(
        (ended.status, ended.location.as_str()),
        (StatusCode::SEE_OTHER, "/nowhere?state=held&account=a%2Fb")
    );
    let page = browser.get(&ended.location).await;
    assert!(page.is_for_a_viewer());
    assert!(page.text.contains(OPERATOR), "{}", page.text);
    assert_eq!(browser.get("/sign-in").await.location, "/posts");
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    let begun = browser.get(&format!("/sign-in/go?return=//evil.example/&login_hint={CREATOR}")).await;
    let back = local(&issuer_answers(&begun.location).await);
    assert_eq!(browser.get(&back).await.location, "/posts");
}

#[tokio::test]
async fn the_issuer_is_asked_for_a_code_with_pkce() {
    let world = World::start().await;
    let begun = Browser::new(&world).get("/sign-in/go").await;
    let url = Url::parse(&begun.location).unwrap();
    let query: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!(url.origin().ascii_serialization(), world.issuer.url());
    assert_eq!((query["response_type"].as_str(), query["code_challenge_method"].as_str()), ("code", "S256"));
    assert!(query["nonce"].len() >= 32 && query["state"].len() >= 32 && query["nonce"] != query["state"]);
    assert_eq!(query["scope"], "openid email profile");
}

#[tokio::test]
async fn a_sign_in_that_another_browser_began_is_refused() {
    let world = World::start().await;
    let back = Browser::new(&world).visit_the_issuer(OPERATOR).await;
    let mut victim = Browser::new(&world);
    assert_refused(&mut victim, &back, StatusCode::BAD_REQUEST).await;
    // Not even where the other browser is about to sign in itself.
    victim.get("/sign-in/go").await;
    assert_refused(&mut victim, &back, StatusCode::BAD_REQUEST).await;
}

#[tokio::test]
async fn a_sign_in_is_good_once_and_for_ten_minutes() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    let back = browser.visit_the_issuer(OPERATOR).await;
    let cookies = browser.cookies.clone();
    assert_eq!(browser.get(&back).await.location, "/posts");
    let mut again = Browser::new(&world);
    again.cookies = cookies;
    assert_refused(&mut again, &back, StatusCode::BAD_REQUEST).await;

    let mut late = Browser::new(&world);
    let back = late.visit_the_issuer(OPERATOR).await;
    world.clock.advance(SignedDuration::from_mins(10));
    assert_refused(&mut late, &back, StatusCode::BAD_REQUEST).await;
}

#[tokio::test]
async fn whoever_cancels_is_told_so() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    let begun = browser.get("/sign-in/go").await;
    let url = Url::parse(&begun.location).unwrap();
    let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let cancelled = format!("/sign-in/callback?error=access_denied&state={state}");
    assert_refused(&mut browser, &cancelled, StatusCode::BAD_REQUEST).await;
}

#[tokio::test]
async fn who_is_neither_operator_nor_creator_gets_a_page_that_says_so() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    let seen = browser.sign_in(STRANGER).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    for word in [STRANGER, "ConsoleOperators", "ConsoleCreators"] {
        assert!(seen.text.contains(word), "{}", seen.text);
    }
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
}

#[tokio::test]
async fn an_address_that_nobody_has_verified_opens_nothing() {
    let world = World::start().await;
    world.issuer.set_people(vec![Person::new(OPERATOR, "<b>Mallory</b>").unverified()]);
    let seen = Browser::new(&world).sign_in(OPERATOR).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(!seen.text.contains("<b>") && seen.text.contains("&lt;b&gt;Mallory"), "{}", seen.text);
}

async fn assert_refused(browser: &mut Browser<'_>, back: &str, status: StatusCode) {
    let seen = browser.get(back).await;
    assert_eq!(seen.status, status, "{}", seen.text);
    assert!(!browser.cookies.keys().any(|name| name.ends_with("session")), "{:?}", browser.cookies);
}
