//! `POST /v2/oauth/revoke/`.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use super::call::Call;
use super::form::Form;
use super::oauth_error::{OauthCode, OauthError};
use super::token::check_client;
use crate::delivery;
use crate::tokens::Presented;
use crate::webhook::{Event, REVOKED_BY_THE_APP};

const FIELDS: [&str; 3] = ["client_key", "client_secret", "token"];

/// Ends every token of the creator whose access token this is.
pub(super) async fn revoke(Extension(call): Extension<Call>, headers: HeaderMap, body: Bytes) -> Response {
    match revoked(&call, &headers, &body) {
        Ok(open_id) => {
            call.note("open_id", open_id.clone());
            delivery::send(&call.tiktok, Event::authorization_removed(&open_id, REVOKED_BY_THE_APP));
            Json(json!({})).into_response()
        }
        Err(error) => error.answer(&call),
    }
}

fn revoked(call: &Call, headers: &HeaderMap, body: &[u8]) -> Result<String, OauthError> {
    let form = Form::read(headers, body, &FIELDS).inspect_err(|error| call.violated(&error.description))?;
    let now = call.tiktok.clock.now();
    let mut world = call.tiktok.world();
    check_client(&form, &world.app)?;
    let grant = match world.tokens.present_access(now, form.required("token")?) {
        Presented::Valid(grant) => grant,
        Presented::Ended | Presented::Unknown => {
            return Err(OauthError::new(OauthCode::InvalidRequest, "the token is no valid access token"));
        }
    };
    world.tokens.revoke(now, &grant.open_id);
    Ok(grant.open_id)
}
