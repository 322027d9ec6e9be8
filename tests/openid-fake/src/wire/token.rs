//! Where a client exchanges a code.

use crate::clock;
use crate::lie::Lie;
use crate::provider::{CLIENT_ID, Provider};
use crate::token::Statement;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use subtle::ConstantTimeEq;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Request {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    client_id: String,
    client_secret: String,
}

pub(super) async fn token(State(provider): State<Arc<Provider>>, Form(request): Form<Request>) -> Response {
    let expected = provider.client_secret.as_deref().unwrap_or_default();
    let proven = bool::from(request.client_secret.as_bytes().ct_eq(expected.as_bytes()));
    if request.client_id != CLIENT_ID || !proven {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if request.grant_type != "authorization_code" {
        return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let now_s = clock::now_s();
    let mut state = provider.state();
    let granted = state.codes.take(&request.code, &request.redirect_uri, &request.code_verifier, now_s);
    let Some(granted) = granted else { return refused(StatusCode::BAD_REQUEST, "invalid_grant") };
    let lie = state.lie.take();
    let statement = Statement { issuer: &provider.url, audience: CLIENT_ID, granted: &granted, now_s, lie };
    let (Ok(id_token), Ok(access_token)) = (statement.signed(&state.key), super::random()) else {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
    };
    let mut answer = json!({ "access_token": access_token, "token_type": "Bearer", "expires_in": 300 });
    if lie != Some(Lie::NoToken) {
        answer["id_token"] = id_token.into();
    }
    Json(answer).into_response()
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
