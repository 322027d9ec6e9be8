//! The parts of an upload: where they are sent, and which have arrived.

use super::{UploadRef, account_of_key, ended};
use crate::Console;
use crate::api::received::{Caller, Sent};
use crate::problem::{FieldProblem, Problem};
use adapters::uploads::PARTS_MAX;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;

/// The most addresses of one answer.
const URLS_MAX: usize = 100;

/// How long an address is good: a part of 16 MiB takes some ten minutes on the slowest line that one uploads videos by.
const URL_LIFE: Duration = Duration::from_secs(60 * 60);

/// Parts of an upload that are to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedParts {
    /// Key of the video.
    key: String,
    /// The upload's id.
    upload_id: String,
    /// Numbers of the parts, from 1.
    #[schema(min_items = 1, max_items = 100)]
    parts: Vec<u16>,
}

/// Where parts are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct PartUrls {
    /// The addresses, each for one part, by `PUT`.
    parts: Vec<PartUrl>,
    /// Until when they are good.
    expires_at: Timestamp,
}

/// Where one part is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct PartUrl {
    /// The part's number.
    number: u16,
    /// Its address. Whoever has it may send the part.
    url: String,
}

/// The parts that have arrived, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StoredParts {
    /// The parts.
    parts: Vec<StoredPart>,
}

/// A part that has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StoredPart {
    /// Its number.
    number: u16,
    /// Its size in bytes.
    size: u64,
}

/// Where parts of an upload are sent
#[utoipa::path(
    post, operation_id = "sign_parts", path = "/uploads/part-urls", tag = "uploads", request_body = WantedParts,
    responses((status = OK, body = PartUrls), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn part_urls(
    State(console): State<Console>,
    caller: Caller,
    Sent(sent): Sent<WantedParts>,
) -> Result<Response, Problem> {
    account_of_key(&sent.key, &caller.access)?;
    if let Some(error) = wrong_numbers(&sent.parts) {
        return Err(Problem::fields(vec![error]));
    }
    let expires_at = console.clock.now() + URL_LIFE;
    let urls = console.uploads.part_urls(&sent.key, &sent.upload_id, &sent.parts, URL_LIFE).await?;
    let parts = urls
        .into_iter()
        .map(|part| PartUrl { number: part.number, url: part.url.expose_secret().to_owned() });
    let body = PartUrls { parts: parts.collect(), expires_at };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response())
}

/// Which parts of an upload have arrived
#[utoipa::path(
    post, operation_id = "list_parts", path = "/uploads/parts", tag = "uploads", request_body = UploadRef,
    responses((status = OK, body = StoredParts), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn parts(
    State(console): State<Console>,
    caller: Caller,
    Sent(sent): Sent<UploadRef>,
) -> Result<Json<StoredParts>, Problem> {
    sent.account(&caller.access)?;
    let stored = console.uploads.parts(&sent.key, &sent.upload_id).await.map_err(ended)?;
    let parts = stored.into_iter().map(|part| StoredPart { number: part.number, size: part.size });
    Ok(Json(StoredParts { parts: parts.collect() }))
}

/// Give an upload up, with what has arrived
#[utoipa::path(
    post, operation_id = "abort_upload", path = "/uploads/abort", tag = "uploads", request_body = UploadRef,
    responses(
        (status = NO_CONTENT, description = "Nothing is left of it."),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn abort(
    State(console): State<Console>,
    caller: Caller,
    Sent(sent): Sent<UploadRef>,
) -> Result<StatusCode, Problem> {
    sent.account(&caller.access)?;
    console.uploads.abort(&sent.key, &sent.upload_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn wrong_numbers(numbers: &[u16]) -> Option<FieldProblem> {
    let are_right = (1..=URLS_MAX).contains(&numbers.len())
        && numbers.iter().all(|number| (1..=PARTS_MAX).contains(number));
    let detail = || format!("name 1 to {URLS_MAX} parts by their numbers, from 1 to {PARTS_MAX}");
    (!are_right).then(|| FieldProblem::new("parts", detail()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_from_one_and_asked_for_in_bounds() {
        assert_eq!(wrong_numbers(&[1, 10_000]), None);
        for numbers in [vec![], vec![0], vec![10_001], vec![1; 101]] {
            assert!(wrong_numbers(&numbers).is_some(), "{numbers:?}");
        }
    }
}
