//! Signing out.

use super::cookie::Cookie;
use super::refusal::Refusal;
use super::sign_in;
use crate::Console;
use crate::viewer::Viewer;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

/// Ends the session here. A copy of its cookie is worth nothing from then on.
pub(super) async fn sign_out(State(console): State<Console>, viewer: Viewer) -> Result<Response, Refusal> {
    let ended = console.auth.ended.end(&viewer.session, viewer.until).await;
    ended.map_err(|error| Refusal::store(&error))?;
    tracing::info!(viewer.identity, "somebody has signed out");
    let clear = Cookie::Session.clear(console.settings.https());
    Ok(([(header::SET_COOKIE, clear)], Redirect::to(sign_in::PAGE)).into_response())
}
