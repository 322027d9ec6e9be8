//! The posting page and the operator's dashboard, and the JSON API that both use.
//!
//! Pages are made here and need no script to be read; where the browser must act, small modules in `assets` call the API
//! under `/api/v1`, which programs may call as well. Everything that names a post or an account asks [`Access`] first.

mod access;
mod api;
mod assets;
mod auth;
mod headers;
mod layout;
mod lost;
mod pages;
mod problem;
mod settings;
mod viewer;

pub use access::Access;
pub use auth::{Auth, EndedSessions, People, PeopleError};
pub use headers::Pictures;
pub use settings::Settings;
pub use viewer::{Role, Viewer};

use adapters::{Hints, Posts, Thumbnails, Uploads};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use gateway::{Connections, Gateway};
use runtime::Clock;
use std::sync::Arc;

/// What the console works with.
#[derive(Clone)]
pub struct Console {
    /// The posts.
    pub posts: Posts,
    /// TikTok, tokens and accounts.
    pub gateway: Gateway,
    /// Videos on their way from browsers to the bucket.
    pub uploads: Arc<dyn Uploads>,
    /// The posts' pictures.
    pub thumbnails: Thumbnails,
    /// Connections under way.
    pub connections: Connections,
    /// The publish queue.
    pub hints: Arc<dyn Hints>,
    /// Who somebody is.
    pub auth: Auth,
    /// Settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Clock,
}

/// How much a request may carry, but for a batch's table. Videos never come this way.
const BODY_BYTES_MAX: usize = 256 * 1_024;

/// Everything that the console answers.
pub fn router(console: Console) -> Router {
    Router::new()
        .merge(pages::routes())
        .nest("/api/v1", api::routes())
        .merge(auth::routes())
        .merge(assets::routes())
        .fallback(lost::lost)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(axum::middleware::from_fn_with_state(console.clone(), auth::guard))
        .with_state(console)
}

/// The API without the guard in front of it: a request is that of the viewer whom its extensions name. It serves tests of the
/// whole system, which sign nobody in.
pub fn api(console: Console) -> Router {
    Router::new().nest("/api/v1", api::routes()).with_state(console)
}
