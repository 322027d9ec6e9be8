//! What is not proven is not believed.

use super::browser::Browser;
use super::world::{OPERATOR, World};
use axum::http::StatusCode;
use jiff::SignedDuration;
use openid_fake::Lie;

#[tokio::test]
async fn an_id_token_that_is_wrong_in_any_way_is_refused() {
    let world = World::start().await;
    for lie in Lie::ALL {
        let mut browser = Browser::new(&world);
        world.issuer.lie(lie);
        let seen = browser.sign_in(OPERATOR).await;
        assert_eq!(seen.status, StatusCode::BAD_GATEWAY, "{lie:?}");
        assert!(browser.cookies.is_empty(), "{lie:?}: {:?}", browser.cookies);
    }
    Browser::signed_in(&world, OPERATOR).await;
}

#[tokio::test]
async fn a_new_key_of_the_issuer_is_learnt_by_itself() {
    let world = World::start().await;
    Browser::signed_in(&world, OPERATOR).await;
    world.issuer.rotate_key().unwrap();
    world.clock.advance(SignedDuration::from_mins(2));
    Browser::signed_in(&world, OPERATOR).await;
}

#[tokio::test]
async fn an_answer_in_another_issuers_name_is_refused() {
    let world = World::start().await;
    let mut browser = Browser::new(&world);
    let back = browser.visit_the_issuer(OPERATOR).await;
    let (right, _) = back.split_once("&iss=").unwrap();
    let (_, state) = back.split_once("&state=").unwrap();
    let seen = browser.get(&format!("{right}&iss=https%3A%2F%2Fevil.example&state={state}")).await;
    assert_eq!(seen.status, StatusCode::BAD_GATEWAY);
}
