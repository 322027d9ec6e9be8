//! The JSON API under `/api/v1`.

mod account;
mod audit;
mod batch;
mod change;
mod choice;
mod hashtags;
mod openapi;
mod posts;
mod received;
mod schema;
mod session;
mod uploads;
pub(crate) mod view;

pub(crate) use change::post_of;

use crate::Console;
use crate::problem::Problem;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::routing::get;
use posts::{act, create, list, read, thumbnail};
use std::sync::Arc;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

/// The largest body that is read, in bytes, but for a table's. A whole choice takes less than 20 KiB, a picture 32.
const BODY_BYTES_MAX: usize = 256 * 1024;

/// Every route of the API, and its own description.
pub(crate) fn routes() -> Router<Console> {
    let (router, document) = documented().split_for_parts();
    let document = Arc::new(document);
    // Written out for whoever asks, and not with each start.
    let document =
        move || async move { ([(header::CONTENT_TYPE, "application/json")], openapi::text(&document)) };
    router
        .route("/openapi.json", get(document))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method())
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

fn documented() -> OpenApiRouter<Console> {
    let table = DefaultBodyLimit::max(batch::TABLE_BYTES_MAX);
    OpenApiRouter::with_openapi(openapi::description())
        .routes(routes!(session::session))
        .routes(routes!(list::list, create::create))
        .routes(routes!(read::read))
        .routes(routes!(act::cancel))
        .routes(routes!(act::retry))
        .routes(routes!(act::reschedule))
        .routes(routes!(act::choose))
        .routes(routes!(thumbnail::thumbnail, thumbnail::put_thumbnail))
        .routes(routes!(account::list))
        .routes(routes!(account::read))
        .routes(routes!(account::connect))
        .routes(routes!(account::disconnect))
        .routes(routes!(account::creator_info))
        .routes(routes!(hashtags::hashtags))
        .routes(routes!(uploads::begin))
        .routes(routes!(uploads::part_urls))
        .routes(routes!(uploads::parts))
        .routes(routes!(uploads::abort))
        .routes(routes!(batch::check).layer(table))
        .routes(routes!(audit::audit))
}
