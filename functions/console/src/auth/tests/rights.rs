//! Rights follow from the rules that are deployed now, and every answer carries its headers.

use super::browser::{Browser, NOWHERE};
use super::world::{CREATOR, OPERATOR, World};
use axum::http::{StatusCode, header};
use openid_fake::Person;

#[tokio::test]
async fn a_group_of_the_issuer_opens_the_console() {
    let world = World::start().await;
    let email = "anybody@elsewhere.example";
    world.issuer.set_people(vec![Person::new(email, "Any Body").unverified().in_groups(["x", "video"])]);
    let mut browser = Browser::signed_in(&world, email).await;
    let page = browser.get(NOWHERE).await.text;
    assert!(
        page.contains("Any Body") && !page.contains(email),
        "an unverified address is shown as a name: {page}"
    );
}

#[tokio::test]
async fn whoever_is_taken_off_the_rules_is_out_at_once() {
    let mut world = World::start().await;
    let cookies = Browser::signed_in(&world, CREATOR).await.cookies;
    world.deploy(OPERATOR, "none");
    let mut browser = Browser::new(&world);
    browser.cookies = cookies;
    assert_eq!(browser.get(NOWHERE).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.sign_in(CREATOR).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_answer_carries_the_policy_and_is_kept_from_caches_and_frames() {
    let world = World::start().await;
    let mut browser = Browser::signed_in(&world, OPERATOR).await;
    for path in [NOWHERE, "/api/v1/not/there", "/sign-in/callback", "/sign-in"] {
        let headers = browser.get(path).await.headers;
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(headers[name], value, "{path}");
        }
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("connect-src 'self' https://uploads.s3.eu-central-1.amazonaws.com;"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
    }
}
