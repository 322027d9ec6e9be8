//! Style and scripts, which lie in the binary and are kept by browsers for ever: their address names their content.

use crate::Console;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file of the console.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    content: &'static [u8],
}

macro_rules! asset {
    ($name:literal, $media_type:literal) => {
        Asset { name: $name, media_type: $media_type, content: include_bytes!(concat!("../assets/", $name)) }
    };
}

macro_rules! style {
    ($name:literal) => {
        asset!($name, "text/css; charset=utf-8")
    };
}

macro_rules! module {
    ($name:literal) => {
        asset!($name, "text/javascript; charset=utf-8")
    };
}

/// Every file. Modules import each other by relative addresses, so all lie in one directory, which is named after the
/// content of all.
const ASSETS: &[Asset] = &[
    module!("api.js"),
    module!("backoff.js"),
    module!("banner.js"),
    module!("batch-plan.js"),
    module!("batch-rows.js"),
    module!("batch-send.js"),
    module!("batch.js"),
    module!("calendar-move.js"),
    module!("calendar.js"),
    module!("caption-rules.js"),
    module!("choices-form.js"),
    module!("completing.js"),
    module!("connect.js"),
    style!("console.css"),
    style!("dashboard.css"),
    module!("deeds.js"),
    module!("dialogs.js"),
    module!("dom.js"),
    asset!("icon.svg", "image/svg+xml"),
    module!("live-pace.js"),
    module!("live.js"),
    module!("outcome-words.js"),
    module!("patience.js"),
    module!("posting-caption.js"),
    module!("posting-publish.js"),
    module!("posting-rules.js"),
    module!("posting-video.js"),
    style!("posting.css"),
    module!("posting.js"),
    module!("put.js"),
    module!("refresh-pace.js"),
    module!("refresh.js"),
    module!("reschedule.js"),
    module!("thumbnail.js"),
    module!("times.js"),
    module!("upload-memory.js"),
    module!("upload-plan.js"),
    module!("upload.js"),
    module!("video-rules.js"),
    module!("when-rules.js"),
    module!("zoned.js"),
];

static DIRECTORY: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for asset in ASSETS {
        digest.update(asset.name);
        digest.update(asset.content);
    }
    format!("/assets/{}", hex::encode(&digest.finalize()[..8]))
});

/// The address of a file.
pub(crate) fn url(name: &str) -> String {
    format!("{}/{name}", *DIRECTORY)
}

pub(crate) fn routes() -> Router<Console> {
    Router::new().route("/assets/{directory}/{name}", get(asset))
}

/// An older page may name an older directory: it gets today's file, uncached.
async fn asset(Path((directory, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let current = DIRECTORY.strip_prefix("/assets/") == Some(&directory);
    let kept = if current { "public, max-age=31536000, immutable" } else { "no-store" };
    ([(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, kept)], asset.content).into_response()
}
