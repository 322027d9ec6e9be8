//! A post by itself.

use super::view;
use crate::Console;
use crate::api::change::post_of;
use crate::api::received::{Caller, Named};
use crate::api::view::PostView;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Read a post with its history
///
/// The answer has an `ETag`; a request with `If-None-Match` is answered by 304 while nothing has changed.
#[utoipa::path(
    get, operation_id = "read_post", path = "/posts/{id}", tag = "posts",
    params(("id" = String, Path, description = "The post's id.")),
    responses(
        (status = OK, body = PostView, headers(("ETag" = String, description = "Names this very answer."))),
        (status = NOT_MODIFIED, description = "Nothing has changed."),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn read(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let body = serde_json::to_vec(&view(&console, &post).await?).map_err(|_| Problem::internal())?;
    let tag = tag(&body);
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    Ok(([(header::ETAG, tag), (header::CONTENT_TYPE, "application/json".to_owned())], body).into_response())
}

/// A name for these very bytes. The post's version would not tell that its account was renamed or its picture came.
pub(super) fn tag(bytes: &[u8]) -> String {
    format!("\"{}\"", hex::encode(&Sha256::digest(bytes)[..12]))
}

/// Whether whoever asks has the answer with this tag already.
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(header::IF_NONE_MATCH).is_some_and(|known| names(known, tag))
}

/// Whether a list of tags, as browsers and proxies send it back, names this one.
fn names(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_again_alone_weakened_or_among_others() {
        let tag = tag(b"body");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            assert!(names(&known.parse().unwrap(), &tag), "{known}");
        }
        for other in ["\"other\"", "", &tag[1..]] {
            assert!(!names(&other.parse().unwrap(), &tag), "{other}");
        }
    }
}
