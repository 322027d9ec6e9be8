//! The picture of every creator. Its URL lives two hours, like TikTok's.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;

use crate::clock::after_seconds;
use crate::creator::Creator;
use crate::tiktok::Tiktok;

/// Where avatars are; not one of TikTok's paths, so that calls are not recorded.
pub(super) const ROUTE: &str = "/avatar/{open_id}";

/// The life of a `creator_avatar_url` (TikTok's creator_info reference).
const URL_SECONDS: u64 = 7_200;

const PICTURE: &[u8] = include_bytes!("../avatar.png");

/// The expiry in an avatar's URL.
#[derive(Deserialize)]
pub(super) struct Expiry {
    #[serde(rename = "x-expires")]
    at: i64,
}

/// A URL that works for the next two hours.
pub(super) fn url(tiktok: &Tiktok, now: Timestamp, creator: &Creator) -> String {
    let expires = after_seconds(now, URL_SECONDS).as_second();
    format!("{}/avatar/{}?x-expires={expires}", tiktok.base_url, creator.open_id)
}

/// A small picture; every creator has the same one.
pub(super) async fn avatar(
    State(tiktok): State<Arc<Tiktok>>,
    Path(open_id): Path<String>,
    Query(expiry): Query<Expiry>,
) -> Response {
    if tiktok.world().creator(&open_id).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    if expiry.at <= tiktok.clock.now().as_second() {
        return StatusCode::FORBIDDEN.into_response();
    }
    ([(CONTENT_TYPE, "image/png")], PICTURE).into_response()
}
