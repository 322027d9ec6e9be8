//! Style and scripts, which lie in the binary and are kept by browsers for ever: their address names their content. A page
//! asks for all its styles at once, and for all its modules with what they import.

mod joined;

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
    kind: Kind,
    content: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Picture,
    Style,
}

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Self::Module => "text/javascript; charset=utf-8",
            Self::Picture => "image/svg+xml",
            Self::Style => "text/css; charset=utf-8",
        }
    }
}

macro_rules! asset {
    ($kind:ident, $name:literal) => {
        Asset { name: $name, kind: Kind::$kind, content: include_str!(concat!("../assets/", $name)) }
    };
}

macro_rules! module {
    ($name:literal) => {
        asset!(Module, $name)
    };
}

macro_rules! style {
    ($name:literal) => {
        asset!(Style, $name)
    };
}

/// Every file, in one directory, which is named after the content of all.
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
    asset!(Picture, "icon.svg"),
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
    // What is served is also made by these lines.
    digest.update(include_str!("assets/joined.rs"));
    for asset in ASSETS {
        digest.update(asset.name);
        digest.update(asset.content);
    }
    format!("/assets/{}", hex::encode(&digest.finalize()[..8]))
});

/// The address of these files of one kind, as one: styles one after the other, modules with all that they import.
pub(crate) fn url(names: &[&str]) -> String {
    format!("{}/{}", *DIRECTORY, names.join(","))
}

pub(crate) fn routes() -> Router<Console> {
    Router::new().route("/assets/{directory}/{names}", get(assets))
}

/// An older page may name an older directory: it gets today's files, uncached.
async fn assets(Path((directory, names)): Path<(String, String)>) -> Response {
    let Some((kind, content)) = together(&names) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let current = DIRECTORY.strip_prefix("/assets/") == Some(&directory);
    let kept = if current { "public, max-age=31536000, immutable" } else { "no-store" };
    ([(header::CONTENT_TYPE, kind.media_type()), (header::CACHE_CONTROL, kept)], content).into_response()
}

/// These files as one, each once however often it is named. `None` when one is unknown or they are not of one kind.
fn together(names: &str) -> Option<(Kind, String)> {
    let mut named = Vec::new();
    for name in names.split(',') {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let kind = found(named.first()?)?.kind;
    let text_of = |name: &str| Some(found(name).filter(|asset| asset.kind == kind)?.content);
    let content = match kind {
        Kind::Module => joined::joined(&named, text_of),
        Kind::Picture | Kind::Style => named.into_iter().map(text_of).collect(),
    };
    Some((kind, content?))
}

fn found(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_is_written_so_that_it_can_be_joined() {
        for asset in ASSETS.iter().filter(|asset| asset.kind == Kind::Module) {
            assert!(together(asset.name).is_some(), "{} or what it imports", asset.name);
        }
    }

    #[test]
    fn files_of_two_kinds_and_unknown_ones_are_not_served() {
        assert!(together("console.css,dashboard.css").is_some() && together("icon.svg").is_some());
        for names in ["console.css,times.js", "icon.svg,console.css", "times.js,gone.js", "gone.js", "", ","]
        {
            assert!(together(names).is_none(), "{names:?}");
        }
    }

    #[test]
    fn a_file_is_sent_once_however_often_it_is_asked_for() {
        assert_eq!(together("console.css,console.css").unwrap().1, together("console.css").unwrap().1);
    }
}
