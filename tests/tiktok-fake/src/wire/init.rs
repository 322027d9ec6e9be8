//! `POST /v2/post/publish/video/init/`.

use axum::Extension;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::allowance::{may_post_now, offered_privacy_levels, take_publish_call};
use super::call::Call;
use super::creator_info::SCOPE;
use super::init_request::{self, InitRequest};
use super::refusal::{Code, Refusal};
use super::{UPLOAD_PATH, bearer, envelope, json_body};
use crate::clock::after_seconds;
use crate::creator::Creator;
use crate::post;
use crate::world::World;

/// Begins a post.
pub(super) async fn init(Extension(call): Extension<Call>, headers: HeaderMap, body: Bytes) -> Response {
    let outcome = initialise(&call, &headers, &body);
    envelope::answer(&call, outcome)
}

fn initialise(call: &Call, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let now = call.tiktok.clock.now();
    let mut world = call.tiktok.world();
    let creator = bearer::creator(&world, now, headers, SCOPE)?;
    call.note("open_id", creator.open_id.clone());
    take_publish_call(&mut world, now, &creator)?;
    let request = init_request::read(json_body::read(headers, body)?)?;
    check_privacy(&world, &creator, &request)?;
    may_post_now(&world, now, &creator)?;

    let expires_at = after_seconds(now, world.settings.upload_url_seconds);
    let post = post::initialised(now, &creator.open_id, request.post_info, request.plan, expires_at);
    call.note("publish_id", post.publish_id.clone());
    let answer = json!({ "publish_id": post.publish_id, "upload_url": upload_url(call, &post) });
    world.posts.push(post);
    Ok(answer)
}

fn check_privacy(world: &World, creator: &Creator, request: &InitRequest) -> Result<(), Refusal> {
    if !world.settings.audited && !creator.private {
        let message = "An unaudited app can only post to private accounts";
        return Err(Refusal::new(Code::UnauditedPrivateAccountsOnly, message));
    }
    if !world.settings.audited && request.privacy_level != "SELF_ONLY" {
        let message = "An unaudited app can only post with SELF_ONLY";
        return Err(Refusal::new(Code::UnauditedSelfVisibilityOnly, message));
    }
    if !offered_privacy_levels(world, creator).contains(&request.privacy_level) {
        let message = "The privacy level is not among the creator's options";
        return Err(Refusal::new(Code::PrivacyLevelOptionMismatch, message));
    }
    Ok(())
}

fn upload_url(call: &Call, post: &post::Post) -> String {
    let base_url = &call.tiktok.base_url;
    format!("{base_url}{UPLOAD_PATH}?upload_id={}&upload_token={}", post.upload_id, post.upload_token)
}
