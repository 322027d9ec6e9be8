//! On whose behalf a call comes, before any endpoint has looked at it.

use axum::extract::Request;
use jiff::Timestamp;

use super::bearer;
use super::upload_request::addressed_post;
use crate::tokens::Presented;
use crate::world::World;

/// The `open_id` of the creator whose access token or `upload_url` a call carries.
pub(super) fn open_id<'a>(world: &'a World, now: Timestamp, request: &Request) -> Option<&'a str> {
    if let Some(token) = bearer::token(request.headers()) {
        return match world.tokens.present_access(now, token) {
            Presented::Valid(grant) => world.creator(&grant.open_id).map(|creator| creator.open_id.as_str()),
            Presented::Ended | Presented::Unknown => None,
        };
    }
    let post = addressed_post(world, request.uri().query().unwrap_or_default())?;
    Some(&post.open_id)
}
