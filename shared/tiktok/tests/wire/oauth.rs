//! The calls with the app's credentials.

use secrecy::ExposeSecret;
use tiktok::{AppCredentials, CallErrorKind};

use crate::server::Server;

const GRANT: &str = r#"{"open_id":"o","scope":"user.info.basic,video.publish","access_token":"act.2","expires_in":86400,
    "refresh_token":"rft.2","refresh_expires_in":31536000,"token_type":"Bearer"}"#;

fn app() -> AppCredentials {
    AppCredentials { client_key: "key".to_owned(), client_secret: "s&cret".into() }
}

#[tokio::test]
async fn a_code_is_exchanged_as_a_form_with_its_redirect_uri_and_verifier() {
    let server = Server::answering("200 OK", "", GRANT).await;
    let (code, verifier) = ("c*d!e".into(), "v".into());
    let redirect_uri = "https://app.example/oauth/callback";
    let grant = server.client().exchange_code(&app(), &code, redirect_uri, Some(&verifier)).await.unwrap();

    let request = server.only();
    assert_eq!(request.line, "POST /v2/oauth/token/");
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        request.text(),
        "client_key=key&client_secret=s%26cret&code=c*d%21e&grant_type=authorization_code\
         &redirect_uri=https%3A%2F%2Fapp.example%2Foauth%2Fcallback&code_verifier=v"
    );
    assert_eq!(grant.scopes, ["user.info.basic", "video.publish"]);
    assert_eq!(grant.access_token.expose_secret(), "act.2");
}

#[tokio::test]
async fn without_pkce_no_verifier_is_sent() {
    let server = Server::answering("200 OK", "", GRANT).await;
    server.client().exchange_code(&app(), &"c".into(), "https://app.example/cb", None).await.unwrap();
    assert!(!server.only().text().contains("code_verifier"));
}

#[tokio::test]
async fn a_refresh_sends_the_old_token_and_brings_the_new_pair() {
    let server = Server::answering("200 OK", "", GRANT).await;
    let grant = server.client().refresh(&app(), &"rft.1".into()).await.unwrap();

    let request = server.only();
    assert_eq!(request.line, "POST /v2/oauth/token/");
    assert_eq!(
        request.text(),
        "client_key=key&client_secret=s%26cret&grant_type=refresh_token&refresh_token=rft.1"
    );
    assert_eq!(grant.refresh_token.expose_secret(), "rft.2");
    assert_eq!(grant.expires_in.as_secs(), 86_400);
}

#[tokio::test]
async fn a_revocation_succeeds_with_an_empty_object() {
    let server = Server::answering("200 OK", "", "{}").await;
    server.client().revoke(&app(), &"act.1".into()).await.unwrap();

    let request = server.only();
    assert_eq!(request.line, "POST /v2/oauth/revoke/");
    assert_eq!(request.text(), "client_key=key&client_secret=s%26cret&token=act.1");
}

#[tokio::test]
async fn errors_are_read_from_the_body_whatever_the_status() {
    let rows = [
        ("invalid_grant", CallErrorKind::GrantRejected),
        ("invalid_client", CallErrorKind::AppRefused),
        ("temporarily_unavailable", CallErrorKind::Unavailable),
    ];
    for (code, kind) in rows {
        for status in ["200 OK", "400 Bad Request"] {
            let body = format!(r#"{{"error":"{code}","error_description":"why","log_id":"L"}}"#);
            let server = Server::answering(status, "", &body).await;
            let error = server.client().refresh(&app(), &"rft.1".into()).await.unwrap_err();
            server.only();
            assert_eq!(
                (error.kind, error.message.as_str(), error.log_id.as_deref()),
                (kind, "why", Some("L"))
            );

            let server = Server::answering(status, "", &body).await;
            let error = server.client().revoke(&app(), &"act.1".into()).await.unwrap_err();
            assert_eq!(error.kind, kind);
        }
    }
}
