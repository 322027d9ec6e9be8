//! The provider's addresses.

mod authorize;
mod discovery;
mod page;
mod token;

use crate::provider::Provider;
use aws_lc_rs::error::Unspecified;
use axum::Router;
use axum::routing::{get, post};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use std::sync::Arc;

const AUTHORIZE: &str = "/authorize";
const TOKEN: &str = "/token";
const KEYS: &str = "/keys";

pub(crate) fn router(provider: &Arc<Provider>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery::configuration))
        .route(KEYS, get(discovery::keys))
        .route(AUTHORIZE, get(authorize::authorize))
        .route(TOKEN, post(token::token))
        .with_state(Arc::clone(provider))
}

/// A text that nobody guesses.
fn random() -> Result<String, Unspecified> {
    let mut bytes = [0; 24];
    aws_lc_rs::rand::fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
