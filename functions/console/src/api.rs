//! The JSON API under `/api/v1`.

use crate::Console;
use axum::Router;

pub(crate) fn routes() -> Router<Console> {
    Router::new()
}
