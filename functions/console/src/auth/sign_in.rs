//! Signing in: a page, the way to the issuer, and the way back.

use super::attempt::{ATTEMPT_LIFE, Attempt};
use super::cookie::Cookie;
use super::refusal::Refusal;
use super::return_to;
use super::session::{SESSION_LIFE, Session, role};
use crate::Console;
use crate::layout;
use crate::viewer::Viewer;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;
use url::form_urlencoded;

/// The page.
pub(crate) const PAGE: &str = "/sign-in";

/// Where the issuer sends browsers back to.
pub(crate) const CALLBACK: &str = "/sign-in/callback";

/// As long as an e-mail address can be.
const HINT_CHARS_MAX: usize = 254;

/// What somebody wants who begins.
#[derive(Debug, Deserialize)]
pub(super) struct Beginning {
    #[serde(rename = "return")]
    return_to: Option<String>,
    login_hint: Option<String>,
}

/// What the issuer sends back.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    code: Option<String>,
    #[serde(default)]
    state: String,
    error: Option<String>,
    /// Who answers, where the issuer says so (RFC 9207).
    iss: Option<String>,
}

pub(super) async fn page(Query(asked): Query<Beginning>, viewer: Option<Extension<Viewer>>) -> Response {
    let return_to = return_to::local(asked.return_to.as_deref());
    if viewer.is_some() {
        return Redirect::to(&return_to).into_response();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("return", &return_to).finish();
    let body = html! {
        p { "Reeldrop posts your videos on TikTok. Operators see every account here, and creators their own." }
        p { a.button.primary #sign-in href={ "/sign-in/go?" (query) } { "Sign in" } }
    };
    layout::outside("Sign in", body).into_response()
}

pub(super) async fn begin(
    State(console): State<Console>,
    Query(asked): Query<Beginning>,
) -> Result<Response, Refusal> {
    let secret = console.auth.secret().await.map_err(|error| Refusal::store(&error))?;
    let return_to = return_to::local(asked.return_to.as_deref());
    let attempt = Attempt::begin(return_to, console.clock.now());
    let hint = asked.login_hint.filter(|hint| hint.len() <= HINT_CHARS_MAX);
    let url = console.auth.issuer.sign_in_url(&attempt, hint).await?;
    let sealed = attempt.sealed(&secret).map_err(|error| Refusal::sealing(&error))?;
    let cookie = Cookie::Attempt.set(&sealed, ATTEMPT_LIFE, console.settings.https());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(url.as_str())).into_response())
}

pub(super) async fn finish(
    State(console): State<Console>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let https = console.settings.https();
    let signed_in = signed_in(&console, &headers, answer).await;
    // Whatever comes of it, the attempt is over.
    let over = Cookie::Attempt.clear(https);
    match signed_in {
        Ok((session, return_to)) => {
            let session = Cookie::Session.set(&session, SESSION_LIFE, https);
            let cookies = AppendHeaders([(header::SET_COOKIE, session), (header::SET_COOKIE, over)]);
            (cookies, Redirect::to(&return_to)).into_response()
        }
        Err(refusal) => ([(header::SET_COOKIE, over)], refusal).into_response(),
    }
}

/// The new session's cookie, and where its owner goes.
async fn signed_in(
    console: &Console,
    headers: &HeaderMap,
    answer: Answer,
) -> Result<(String, String), Refusal> {
    let now = console.clock.now();
    let secret = console.auth.secret().await.map_err(|error| Refusal::store(&error))?;
    let cookie = Cookie::Attempt.read(headers, console.settings.https());
    let attempt = cookie.and_then(|cookie| Attempt::read(cookie, &answer.state, &secret, now));
    let attempt = attempt.ok_or(Refusal::Stale)?;
    if answer.iss.is_some_and(|iss| iss != console.auth.issuer.url()) {
        return Err(Refusal::Unproven);
    }
    let code = match (answer.error, answer.code) {
        (None, Some(code)) => code,
        (Some(_), _) | (None, None) => return Err(Refusal::Declined),
    };
    let person = console.auth.issuer.person(code, &attempt, &secret).await?;
    let Some(role) = role(&person.facts, &console.settings) else {
        return Err(Refusal::Stranger(person.name));
    };
    tracing::info!(viewer.identity = person.identity, viewer.role = ?role, "somebody has signed in");
    let session = Session::begin(person, now).sealed(&secret).map_err(|error| Refusal::sealing(&error))?;
    Ok((session, attempt.return_to))
}
