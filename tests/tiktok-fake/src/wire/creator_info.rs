//! `POST /v2/post/publish/creator_info/query/`.

use axum::Extension;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::allowance::{may_post_now, offered_privacy_levels, take_publish_call};
use super::call::Call;
use super::refusal::{Code, Refusal};
use super::{avatar, bearer, envelope, json_body};

/// The scope of everything that posts.
pub(super) const SCOPE: &str = "video.publish";

/// What the creator may do, asked before every post.
pub(super) async fn creator_info(
    Extension(call): Extension<Call>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = info(&call, &headers, &body);
    envelope::answer(&call, outcome)
}

fn info(call: &Call, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let now = call.tiktok.clock.now();
    let mut world = call.tiktok.world();
    let creator = bearer::creator(&world, now, headers, SCOPE)?;
    call.note("open_id", creator.open_id.clone());
    take_publish_call(&mut world, now, &creator)?;
    if json_body::read(headers, body)? != json!({}) {
        return Err(Refusal::new(Code::InvalidParams, "The body is not an empty object"));
    }
    may_post_now(&world, now, &creator).map_err(Refusal::with_http_200)?;
    Ok(json!({
        "creator_avatar_url": avatar::url(&call.tiktok, now, &creator),
        "creator_username": creator.username,
        "creator_nickname": creator.nickname,
        "privacy_level_options": offered_privacy_levels(&world, &creator),
        "comment_disabled": creator.comment_disabled,
        "duet_disabled": creator.duet_disabled,
        "stitch_disabled": creator.stitch_disabled,
        "max_video_post_duration_sec": creator.max_video_post_duration_sec,
    }))
}
