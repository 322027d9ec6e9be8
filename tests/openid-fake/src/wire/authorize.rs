//! Where somebody signs in.

use super::page;
use crate::clock;
use crate::code::Granted;
use crate::person::Person;
use crate::provider::{CLIENT_ID, Provider};
use axum::extract::{Query, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;
use url::Url;

/// What a client asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Request {
    client_id: String,
    redirect_uri: String,
    response_type: String,
    scope: String,
    state: String,
    nonce: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
    login_hint: Option<String>,
}

pub(super) async fn authorize(
    State(provider): State<Arc<Provider>>,
    Query(request): Query<Request>,
    RawQuery(query): RawQuery,
) -> Response {
    let back = match provider.place_to_go_back(&request) {
        Ok(back) => back,
        Err(why) => return page::dead_end(why),
    };
    let answered = |answer: &[(&str, &str)]| {
        let mut back = back.clone();
        back.query_pairs_mut().extend_pairs(answer).append_pair("state", &request.state);
        Redirect::to(back.as_str()).into_response()
    };
    if let Some(what) = problem(&request) {
        return answered(&[("error", "invalid_request"), ("error_description", what)]);
    }
    let people = provider.state().people.clone();
    let Some(person) = people.iter().find(|person| request.login_hint.as_ref() == Some(&person.email)) else {
        return page::choice(&query.unwrap_or_default(), &people, &back, &request.state);
    };
    match provider.grant(person, &request) {
        Some(code) => answered(&[("code", &code), ("iss", &provider.url)]),
        None => answered(&[("error", "server_error")]),
    }
}

/// What is wrong with a request, of which its client can be told.
fn problem(request: &Request) -> Option<&'static str> {
    if request.response_type != "code" {
        Some("response_type must be code")
    } else if !request.scope.split(' ').any(|scope| scope == "openid") {
        Some("scope must hold openid")
    } else if request.state.is_empty() {
        Some("state is missing")
    } else if request.code_challenge.len() != 43 || request.code_challenge_method != "S256" {
        Some("PKCE with S256 is missing")
    } else {
        None
    }
}

impl Provider {
    /// Where the browser goes back to. It never leaves for a place that is not registered.
    fn place_to_go_back(&self, request: &Request) -> Result<Url, &'static str> {
        if request.client_id != CLIENT_ID {
            return Err("the client is unknown");
        }
        let registered = self.state().redirect_uris.contains(&request.redirect_uri);
        let back = Url::parse(&request.redirect_uri).ok().filter(|_| registered);
        back.ok_or("the redirect URI is not registered")
    }

    fn grant(&self, person: &Person, request: &Request) -> Option<String> {
        let code = super::random().ok()?;
        let granted = Granted {
            person: person.clone(),
            nonce: request.nonce.clone(),
            redirect_uri: request.redirect_uri.clone(),
            challenge: request.code_challenge.clone(),
            at_s: clock::now_s(),
        };
        self.state().codes.give(&code, granted);
        Some(code)
    }
}
