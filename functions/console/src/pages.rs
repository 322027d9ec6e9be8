//! The pages.

mod posts;

use crate::Console;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

pub(crate) fn routes() -> Router<Console> {
    Router::new().route("/", get(|| async { Redirect::to("/posts") })).route("/posts", get(posts::list))
}
