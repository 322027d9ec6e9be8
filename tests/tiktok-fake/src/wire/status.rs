//! `POST /v2/post/publish/status/fetch/`.

use axum::Extension;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::call::Call;
use super::creator_info::SCOPE;
use super::refusal::{Code, Refusal};
use super::{bearer, envelope, json_body};
use crate::rate_window::Budget;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    publish_id: String,
}

/// Where a post stands.
pub(super) async fn status(Extension(call): Extension<Call>, headers: HeaderMap, body: Bytes) -> Response {
    let outcome = fetch(&call, &headers, &body);
    envelope::answer(&call, outcome)
}

fn fetch(call: &Call, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let now = call.tiktok.clock.now();
    let mut world = call.tiktok.world();
    let creator = bearer::creator(&world, now, headers, SCOPE)?;
    call.note("open_id", creator.open_id.clone());
    let limit = world.settings.status_calls_per_minute;
    world.rate_windows.take(now, &creator.open_id, Budget::Status, limit)?;
    let Body { publish_id } = json_body::fields(json_body::read(headers, body)?)?;
    call.note("publish_id", publish_id.clone());
    let unknown = || Refusal::new(Code::InvalidPublishId, "The publish id is unknown");
    let post = world.post(&publish_id).ok_or_else(unknown)?;
    if post.open_id != creator.open_id {
        let message = "The token is not authorized for this publish id";
        return Err(Refusal::new(Code::PublishIdOfAnother, message));
    }
    let mut data = post.status_data(now, &creator.username);
    if let (false, Some(data)) = (world.settings.counts_uploaded_bytes, data.as_object_mut()) {
        data.remove("uploaded_bytes");
    }
    call.note("status", data["status"].clone());
    Ok(data)
}
