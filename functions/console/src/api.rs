//! The JSON API under `/api/v1`.

mod account;
mod audit;
mod batch;
mod change;
mod choice;
mod hashtags;
#[cfg(test)]
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
use axum::routing::{MethodRouter, get, post, put};
use posts::{act, create, list, read, thumbnail};

/// The largest body that is read, in bytes, but for a table's. A whole choice takes less than 20 KiB, a picture 32.
const BODY_BYTES_MAX: usize = 256 * 1024;

/// The API's own description, which is made of its code and its types by a test (decision 16).
const DESCRIPTION: &str = include_str!("../../../docs/openapi.json");

/// Every route of the API.
pub(crate) fn routes() -> Router<Console> {
    let router = operations()
        .into_iter()
        .fold(Router::new(), |router, (path, operations)| router.route(path, operations));
    router
        .route("/openapi.json", get(async || ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION)))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method())
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// What can be asked of the API, by path.
fn operations() -> [(&'static str, MethodRouter<Console>); 20] {
    let table = DefaultBodyLimit::max(batch::TABLE_BYTES_MAX);
    [
        ("/accounts", get(account::list)),
        ("/accounts/connect", post(account::connect)),
        ("/accounts/{id}", get(account::read)),
        ("/accounts/{id}/creator-info", get(account::creator_info)),
        ("/accounts/{id}/disconnect", post(account::disconnect)),
        ("/accounts/{id}/hashtags", get(hashtags::hashtags)),
        ("/audit", get(audit::audit)),
        ("/batch/check", post(batch::check).layer(table)),
        ("/posts", get(list::list).post(create::create)),
        ("/posts/{id}", get(read::read)),
        ("/posts/{id}/cancel", post(act::cancel)),
        ("/posts/{id}/options", put(act::choose)),
        ("/posts/{id}/reschedule", post(act::reschedule)),
        ("/posts/{id}/retry", post(act::retry)),
        ("/posts/{id}/thumbnail", get(thumbnail::thumbnail).put(thumbnail::put_thumbnail)),
        ("/session", get(session::session)),
        ("/uploads", post(uploads::begin)),
        ("/uploads/abort", post(uploads::abort)),
        ("/uploads/part-urls", post(uploads::part_urls)),
        ("/uploads/parts", post(uploads::parts)),
    ]
}
