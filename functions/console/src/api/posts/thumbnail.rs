//! A small picture of a post, made in the browser.

use super::read::{is_known, tag};
use crate::Console;
use crate::api::change::post_of;
use crate::api::received::{Caller, Named, Raw};
use crate::problem::Problem;
use adapters::Thumbnail;
use adapters::thumbnails::ThumbnailError;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How a browser keeps the picture: for itself, and asks whether it is still the same.
const KEPT: &str = "private, no-cache";

/// The picture of a post
#[utoipa::path(
    get, operation_id = "read_thumbnail", path = "/posts/{id}/thumbnail", tag = "posts",
    params(("id" = String, Path, description = "The post's id.")),
    responses(
        (status = OK, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"))),
        (status = NOT_MODIFIED, description = "Nothing has changed."),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn thumbnail(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let picture = console.thumbnails.get(&post.id).await?.ok_or_else(Problem::not_found)?;
    let tag = tag(picture.bytes());
    let known = is_known(&headers, &tag);
    let kept = [(header::ETAG, tag), (header::CACHE_CONTROL, KEPT.to_owned())];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let media_type = [(header::CONTENT_TYPE, picture.content_type())];
    Ok((kept, media_type, picture.bytes().to_vec()).into_response())
}

/// Give a post a picture, a JPEG or WebP of at most 32 KiB
#[utoipa::path(
    put, operation_id = "put_thumbnail", path = "/posts/{id}/thumbnail", tag = "posts",
    params(("id" = String, Path, description = "The post's id.")),
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"))),
    responses(
        (status = NO_CONTENT, description = "It is kept."),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn put_thumbnail(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
    Raw(body): Raw,
) -> Result<StatusCode, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let picture = Thumbnail::new(body.to_vec()).map_err(|refused| match refused {
        ThumbnailError::TooLarge { .. } => Problem::too_large().because(refused.to_string()),
        ThumbnailError::NoPicture => Problem::unsupported("image/jpeg or image/webp"),
    })?;
    console.thumbnails.put(&post.id, &picture, console.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
