//! What clients learn of the provider by themselves.

use super::{AUTHORIZE, KEYS, TOKEN};
use crate::provider::Provider;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn configuration(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", provider.url);
    Json(json!({
        "issuer": provider.url,
        "authorization_endpoint": at(AUTHORIZE),
        "token_endpoint": at(TOKEN),
        "jwks_uri": at(KEYS),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "email", "profile"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_post"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

pub(super) async fn keys(State(provider): State<Arc<Provider>>) -> Json<Value> {
    Json(json!({ "keys": [provider.state().key.published()] }))
}
