//! The consent page.

use serde_json::json;
use tiktok_fake::{Consent, Creator, Settings};
use url::form_urlencoded;

use crate::client::{Answer, Client, REDIRECT_URI, answer};

const PATH: &str = "/v2/auth/authorize/";

fn query(changes: &[(&str, Option<&str>)]) -> String {
    let mut parameters = vec![
        ("client_key", "fake-client-key"),
        ("response_type", "code"),
        ("scope", "user.info.basic,video.publish"),
        ("redirect_uri", REDIRECT_URI),
        ("state", "s t&te"),
        ("disable_auto_auth", "1"),
    ];
    for (name, value) in changes {
        parameters.retain(|(known, _)| known != name);
        parameters.extend(value.map(|value| (*name, value)));
    }
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

async fn authorize(client: &Client, changes: &[(&str, Option<&str>)]) -> Answer {
    client.get(&format!("{PATH}?{}", query(changes))).await
}

#[tokio::test]
async fn consent_comes_back_with_a_code_the_scopes_and_the_state() {
    let client = Client::new().await;
    let answer = authorize(&client, &[]).await;
    assert_eq!(answer.status, 302);
    let location = answer.header("location").unwrap();
    assert!(location.contains("%2A") && location.contains("%21"), "the code is percent-encoded: {location}");
    let code = answer.redirected_with("code").unwrap();
    assert!(code.contains('*') && code.contains('!'));
    assert_eq!(answer.redirected_with("scopes").as_deref(), Some("user.info.basic,video.publish"));
    assert_eq!(answer.redirected_with("state").as_deref(), Some("s t&te"));
    assert_eq!(client.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_query_that_cannot_be_trusted_ends_on_the_page() {
    let client = Client::new().await;
    for changes in [
        [("client_key", None)],
        [("client_key", Some("another"))],
        [("redirect_uri", None)],
        [("redirect_uri", Some("http://127.0.0.1:8080/oauth/callback/"))],
        [("redirect_uri", Some("https://elsewhere.example/"))],
        [("state", None)],
        [("creator", Some("reeldrop_demo"))],
    ] {
        let answer = authorize(&client, &changes).await;
        assert_eq!((answer.status, answer.header("location")), (400, None), "{changes:?}");
    }
    assert_eq!(client.violations().len(), 7);
    let twice = client.get(&format!("{PATH}?{}&state=again", query(&[]))).await;
    assert_eq!(twice.status, 400);
}

#[tokio::test]
async fn a_wrong_request_of_a_known_app_is_sent_back() {
    let client = Client::new().await;
    let challenge = "0f".repeat(32);
    let base64url = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for (changes, error) in [
        (vec![("response_type", Some("token"))], "unsupported_response_type"),
        (vec![("response_type", None)], "invalid_request"),
        (vec![("scope", None)], "invalid_scope"),
        (vec![("scope", Some("user.info.basic video.publish"))], "invalid_scope"),
        (vec![("scope", Some("user.info.basic, video.publish"))], "invalid_scope"),
        (vec![("disable_auto_auth", Some("true"))], "invalid_request"),
        (vec![("code_challenge", Some(&*challenge))], "invalid_request"),
        (vec![("code_challenge_method", Some("S256"))], "invalid_request"),
        (
            vec![("code_challenge", Some(&*challenge)), ("code_challenge_method", Some("plain"))],
            "invalid_request",
        ),
        (
            vec![("code_challenge", Some(base64url)), ("code_challenge_method", Some("S256"))],
            "invalid_request",
        ),
    ] {
        let answer = authorize(&client, &changes).await;
        assert_eq!(answer.redirected_with("error").as_deref(), Some(error), "{changes:?}");
        assert_eq!(answer.redirected_with("state").as_deref(), Some("s t&te"));
        assert_eq!(answer.redirected_with("code"), None);
    }
}

#[tokio::test]
async fn pkce_can_be_demanded() {
    let client =
        Client::with(Settings { auto_consent: true, pkce_required: true, ..Settings::default() }).await;
    assert_eq!(authorize(&client, &[]).await.redirected_with("error").as_deref(), Some("invalid_request"));
    let challenge = "0f".repeat(32);
    let with_pkce = [("code_challenge", Some(&*challenge)), ("code_challenge_method", Some("S256"))];
    assert!(authorize(&client, &with_pkce).await.redirected_with("code").is_some());
}

#[tokio::test]
async fn the_page_lets_a_person_choose_the_creator_and_switch_scopes_off() {
    let client = Client::with(Settings::default()).await;
    let second =
        Creator { username: "second".to_owned(), nickname: "<Second>".to_owned(), ..Creator::default() };
    let second = client.fake.add_creator(second).unwrap();
    let page = authorize(&client, &[]).await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    for needle in ["@reeldrop_demo", "&lt;Second&gt; (@second)", "video.publish", "Authorize", "Cancel"] {
        assert!(page.text.contains(needle), "{needle} is not on the page");
    }

    let query = query(&[]);
    let form = [
        ("request", query.as_str()),
        ("open_id", &second.open_id),
        ("scope", "user.info.basic"),
        ("decision", "authorize"),
    ];
    let consent = client.form(PATH, &form).await;
    assert_eq!(consent.redirected_with("scopes").as_deref(), Some("user.info.basic"));
    let consented = client.fake.report().requests.pop().unwrap();
    assert_eq!(consented.fields["open_id"], json!(second.open_id));

    let form = [("request", query.as_str()), ("open_id", &second.open_id), ("decision", "cancel")];
    let cancel = client.form(PATH, &form).await;
    assert_eq!(cancel.redirected_with("error").as_deref(), Some("access_denied"));
    assert!(cancel.redirected_with("error_description").is_some());
    assert_eq!(cancel.redirected_with("state").as_deref(), Some("s t&te"));

    let form = [("request", query.as_str()), ("open_id", &second.open_id), ("decision", "authorize")];
    let nothing_ticked = client.form(PATH, &form).await;
    assert_eq!(nothing_ticked.redirected_with("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn each_creator_answers_for_itself() {
    let client = Client::with(Settings::default()).await;
    let creator = |username: &str, consent, withheld: &[&str]| Creator {
        username: username.to_owned(),
        consent: Some(consent),
        withheld_scopes: withheld.iter().map(|&scope| scope.to_owned()).collect(),
        ..Creator::default()
    };
    client.fake.add_creator(creator("grants", Consent::Grant, &["video.publish"])).unwrap();
    client.fake.add_creator(creator("refuses", Consent::Refuse, &[])).unwrap();

    client.fake.set_next_creator("refuses").unwrap();
    assert_eq!(authorize(&client, &[]).await.redirected_with("error").as_deref(), Some("access_denied"));
    client.fake.set_next_creator("grants").unwrap();
    assert_eq!(authorize(&client, &[]).await.redirected_with("scopes").as_deref(), Some("user.info.basic"));
    client.fake.set_next_creator("reeldrop_demo").unwrap();
    assert_eq!(authorize(&client, &[]).await.status, 200);
}

#[tokio::test]
async fn without_disable_auto_auth_the_creator_who_is_logged_in_is_linked_again() {
    let client = Client::new().await;
    authorize(&client, &[]).await;
    client.fake.add_creator(Creator { username: "second".to_owned(), ..Creator::default() }).unwrap();
    client.fake.set_next_creator("second").unwrap();

    authorize(&client, &[("disable_auto_auth", None)]).await;
    let relinked = client.fake.report().requests.pop().unwrap();
    assert_eq!(relinked.fields["open_id"], json!(client.open_id));
    authorize(&client, &[]).await;
    let asked = client.fake.report().requests.pop().unwrap();
    assert_ne!(asked.fields["open_id"], json!(client.open_id));
}

#[tokio::test]
async fn only_tiktoks_methods_and_paths_exist() {
    let client = Client::new().await;
    assert_eq!(client.get("/v2/oauth/token").await.status, 404);
    assert_eq!(answer(client.http.put(client.url("/v2/oauth/token/"))).await.status, 405);
    assert_eq!(client.violations(), ["no such path", "a method that the path does not have"]);
}
