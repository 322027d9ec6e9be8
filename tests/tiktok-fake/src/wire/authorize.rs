//! `GET /v2/auth/authorize/`, and the form on it.

use axum::Extension;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

use super::authorize_request::{AuthorizeRequest, Unauthorizable, WayBack, read};
use super::call::Call;
use super::consent_page;
use super::oauth_error::{OauthCode, OauthError};
use crate::clock::after_seconds;
use crate::creator::Consent;
use crate::tokens::{Code, Grant};
use crate::world::World;

/// Draws the consent page, or answers for the creator where that is set.
pub(super) async fn page(Extension(call): Extension<Call>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let request = match checked(&call, &query) {
        Ok(request) => request,
        Err(unauthorizable) => return turn_away(&call, &unauthorizable),
    };
    let reply = reply_without_asking(&call.tiktok.world(), &request);
    match reply {
        Some(reply) => send_back(&call, &request, reply),
        None => {
            let world = call.tiktok.world();
            let preselected = world.next_creator.as_deref();
            consent_page::consent(&query, &request.scopes, &world.creators, preselected)
        }
    }
}

/// The form of the consent page.
pub(super) async fn decide(Extension(call): Extension<Call>, body: String) -> Response {
    let form: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let all =
        |name: &str| form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect();
    let [requests, decisions, creators, ticked]: [Vec<String>; 4] =
        ["request", "decision", "open_id", "scope"].map(all);
    let request = match checked(&call, requests.first().map_or("", String::as_str)) {
        Ok(request) => request,
        Err(unauthorizable) => return turn_away(&call, &unauthorizable),
    };
    let reply = match (decisions.first().map(String::as_str), creators.into_iter().next()) {
        (Some("authorize"), Some(open_id)) => {
            let scopes = request.scopes.iter().filter(|scope| ticked.contains(scope)).cloned().collect();
            Reply::Granted(Grant { open_id, scopes })
        }
        (Some("cancel"), _) => Reply::Refused,
        _ => return dead_end(&call, "the form holds no decision"),
    };
    send_back(&call, &request, reply)
}

/// What the creator says.
enum Reply {
    Granted(Grant),
    Refused,
}

fn checked(call: &Call, query: &str) -> Result<AuthorizeRequest, Unauthorizable> {
    let world = call.tiktok.world();
    let request = read(query, &world.app, &world.settings)?;
    call.note("scope", request.scopes.join(","));
    call.note("redirect_uri", request.back.redirect_uri.clone());
    call.note("pkce", request.challenge.is_some());
    call.note("disable_auto_auth", request.disable_auto_auth);
    Ok(request)
}

fn turn_away(call: &Call, unauthorizable: &Unauthorizable) -> Response {
    match unauthorizable {
        Unauthorizable::OnPage(what) => {
            call.violated(what);
            dead_end(call, what)
        }
        Unauthorizable::SentBack(back, error) => {
            call.violated(&error.description);
            refuse(call, back, error)
        }
    }
}

/// Without `disable_auto_auth` the creator who is logged in is linked again, whoever sits at the keyboard.
fn reply_without_asking(world: &World, request: &AuthorizeRequest) -> Option<Reply> {
    let logged_in = world.logged_in.as_ref().and_then(|open_id| world.creator(open_id));
    if let Some(creator) = logged_in.filter(|_| !request.disable_auto_auth) {
        return Some(granted(creator.open_id.clone(), &request.scopes, &creator.withheld_scopes));
    }
    let next = world.next_creator.as_ref().and_then(|open_id| world.creator(open_id));
    let creator = next.or_else(|| world.creators.first())?;
    let by_setting = if world.settings.auto_consent { Consent::Grant } else { Consent::Ask };
    match creator.consent.unwrap_or(by_setting) {
        Consent::Ask => None,
        Consent::Grant => Some(granted(creator.open_id.clone(), &request.scopes, &creator.withheld_scopes)),
        Consent::Refuse => Some(Reply::Refused),
    }
}

fn granted(open_id: String, requested: &[String], withheld: &[String]) -> Reply {
    let scopes = requested.iter().filter(|scope| !withheld.contains(scope)).cloned().collect();
    Reply::Granted(Grant { open_id, scopes })
}

fn send_back(call: &Call, request: &AuthorizeRequest, reply: Reply) -> Response {
    let grant = match reply {
        Reply::Granted(grant) if !grant.scopes.is_empty() => grant,
        Reply::Granted(_) | Reply::Refused => {
            let error = OauthError::new(OauthCode::AccessDenied, "The user has denied access");
            return refuse(call, &request.back, &error);
        }
    };
    call.note("open_id", grant.open_id.clone());
    let scopes = grant.scopes.clone();
    let code = {
        let mut world = call.tiktok.world();
        if world.creator(&grant.open_id).is_none() {
            drop(world);
            return dead_end(call, "there is no such creator");
        }
        world.logged_in = Some(grant.open_id.clone());
        let expires_at = after_seconds(call.tiktok.clock.now(), world.settings.code_seconds);
        world.tokens.add_code(Code {
            grant,
            redirect_uri: request.back.redirect_uri.clone(),
            challenge: request.challenge.clone(),
            expires_at,
        })
    };
    redirect(request.back.with_code(&code, &scopes))
}

fn refuse(call: &Call, back: &WayBack, error: &OauthError) -> Response {
    call.refused(error.code.text());
    redirect(back.with_error(error))
}

fn dead_end(call: &Call, what: &str) -> Response {
    call.refused(OauthCode::InvalidRequest.text());
    consent_page::dead_end(what)
}

fn redirect(location: String) -> Response {
    (StatusCode::FOUND, [(LOCATION, location)]).into_response()
}
