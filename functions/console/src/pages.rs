//! The pages.

mod accounts;
pub(crate) mod audit;
mod batch;
mod calendar;
mod completion;
mod dialog;
mod moment;
mod new;
mod post;
mod posting;
mod posts;
mod roster;
#[cfg(test)]
mod samples;
mod standing;
mod trouble;
mod zone;

use crate::Console;
use axum::Router;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::get;

pub(crate) fn routes() -> Router<Console> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/posts") }))
        .route("/posts", get(posts::list))
        .route("/posts/{id}", get(post::show))
        .route("/posts/{id}/options", get(completion::show))
        .route("/new", get(new::choose))
        .route("/new/{open_id}", get(new::compose))
        .route("/calendar", get(calendar::show))
        .route("/batch", get(batch::show))
        .route("/batch/template.csv", get(batch::template))
        .route("/accounts", get(accounts::show))
        .route("/audit", get(audit::show))
        .layer(middleware::from_fn(trouble::told))
}
