//! The posting page and the operator's dashboard, and the JSON API that both use.
//!
//! Pages are made here and need no script to be read; where the browser must act, small modules in `assets` call the API
//! under `/api/v1`, which programs may call as well. Everything that names a post or an account asks [`Access`] first.

mod access;
mod api;
mod assets;
mod auth;
mod layout;
mod pages;
mod problem;
mod settings;
mod viewer;

pub use access::Access;
pub use settings::Settings;
pub use viewer::{Role, Viewer};

use adapters::{Hints, Posts, Thumbnails, Uploads};
use axum::Router;
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
    /// Settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Clock,
}

/// Everything that the console answers.
pub fn router(console: Console) -> Router {
    Router::new()
        .merge(pages::routes())
        .nest("/api/v1", api::routes())
        .merge(auth::routes())
        .merge(assets::routes())
        .layer(axum::middleware::from_fn_with_state(console.clone(), auth::guard))
        .with_state(console)
}
