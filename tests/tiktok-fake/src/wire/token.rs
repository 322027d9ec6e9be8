//! `POST /v2/oauth/token/`.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::call::Call;
use super::form::Form;
use super::oauth_error::{OauthCode, OauthError};
use crate::app::App;
use crate::tokens::{Code, Presented, TokenPair};
use crate::world::World;

const FIELDS: [&str; 7] =
    ["client_key", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri", "refresh_token"];

/// Exchanges a code or a refresh token for a pair.
pub(super) async fn token(Extension(call): Extension<Call>, headers: HeaderMap, body: Bytes) -> Response {
    let now = call.tiktok.clock.now();
    match exchange(&call, now, &headers, &body) {
        Ok(pair) => {
            call.note("open_id", pair.open_id.clone());
            Json(pair).into_response()
        }
        Err(error) => error.answer(&call),
    }
}

fn exchange(call: &Call, now: Timestamp, headers: &HeaderMap, body: &[u8]) -> Result<TokenPair, OauthError> {
    let form = Form::read(headers, body, &FIELDS).inspect_err(|error| call.violated(&error.description))?;
    let grant_type = form.required("grant_type")?;
    call.note("grant_type", grant_type);
    let mut world = call.tiktok.world();
    check_client(&form, &world.app)?;
    match grant_type {
        "authorization_code" => by_code(&mut world, now, &form),
        "refresh_token" => by_refresh_token(&mut world, now, &form),
        _ => Err(OauthError::new(OauthCode::UnsupportedGrantType, "the grant type is not supported")),
    }
}

/// Whether the app names itself rightly.
pub(super) fn check_client(form: &Form, app: &App) -> Result<(), OauthError> {
    let key_fits = form.required("client_key")? == app.client_key;
    let secret_fits = form.required("client_secret")? == app.client_secret;
    if key_fits && secret_fits {
        Ok(())
    } else {
        Err(OauthError::new(OauthCode::InvalidClient, "Client key or secret is incorrect."))
    }
}

fn by_code(world: &mut World, now: Timestamp, form: &Form) -> Result<TokenPair, OauthError> {
    refuse_field(form, "refresh_token")?;
    let redirect_uri = form.required("redirect_uri")?;
    let code = world.tokens.take_code(form.required("code")?);
    let code = code.ok_or_else(|| invalid_grant("Authorization code is invalid or was used."))?;
    if code.expires_at <= now {
        return Err(invalid_grant("Authorization code is expired."));
    }
    if code.redirect_uri != redirect_uri {
        return Err(invalid_grant("Redirect_uri is not matched with the uri when requesting code."));
    }
    check_verifier(&code, form.optional("code_verifier"))?;
    let creator = world.creator(&code.grant.open_id).cloned();
    let creator = creator.ok_or_else(|| invalid_grant("The creator does not exist any more."))?;
    Ok(world.tokens.issue(now, &world.settings, &creator, code.grant))
}

fn by_refresh_token(world: &mut World, now: Timestamp, form: &Form) -> Result<TokenPair, OauthError> {
    for field in ["code", "code_verifier", "redirect_uri"] {
        refuse_field(form, field)?;
    }
    let refresh_token = form.required("refresh_token")?;
    let invalid = || invalid_grant("Refresh token is invalid or expired.");
    let creator = match world.tokens.present_refresh(now, refresh_token) {
        Presented::Valid(grant) => world.creator(&grant.open_id).cloned().ok_or_else(invalid)?,
        Presented::Ended | Presented::Unknown => return Err(invalid()),
    };
    world.tokens.renew(now, &world.settings, &creator, refresh_token).ok_or_else(invalid)
}

/// The challenge is the hex SHA-256 of the verifier.
fn check_verifier(code: &Code, verifier: Option<&str>) -> Result<(), OauthError> {
    let mismatch = || invalid_grant("Code verifier or code challenge is invalid.");
    match (&code.challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if is_verifier(verifier) => {
            let fits = hex::encode(Sha256::digest(verifier)) == *challenge;
            if fits { Ok(()) } else { Err(mismatch()) }
        }
        (Some(_), _) | (None, Some(_)) => Err(mismatch()),
    }
}

/// 43 to 128 unreserved characters (RFC 7636, section 4.1).
fn is_verifier(verifier: &str) -> bool {
    (43..=128).contains(&verifier.len())
        && verifier.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn refuse_field(form: &Form, name: &str) -> Result<(), OauthError> {
    match form.optional(name) {
        Some(_) => {
            Err(OauthError::new(OauthCode::InvalidRequest, format!("{name} belongs to another grant")))
        }
        None => Ok(()),
    }
}

fn invalid_grant(description: &str) -> OauthError {
    OauthError::new(OauthCode::InvalidGrant, description)
}
