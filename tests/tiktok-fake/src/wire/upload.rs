//! `PUT` of one chunk to an `upload_url`. Bytes are hashed and counted as they pass, and never kept.

use axum::Extension;
use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::header::CONTENT_RANGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use sha2::{Digest, Sha256};

use super::call::Call;
use super::exchange::drain;
use super::upload_request::{AdmittedChunk, OutOfStep, UploadRefusal, addressed_post, admit};
use crate::post::Uploaded;
use crate::report::ReceivedChunk;

/// Takes one chunk, or says why not.
pub(super) async fn upload(
    Extension(call): Extension<Call>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let query = query.unwrap_or_default();
    note(&call, &query, &headers);
    let now = call.tiktok.clock.now();
    let admitted = admit(&call.tiktok.world(), now, &query, &headers);
    let chunk = match admitted {
        Ok(chunk) => chunk,
        Err(refusal) => {
            drain(body).await;
            return refuse(&call, &refusal);
        }
    };
    let outcome = match receive(&call, &chunk, body).await {
        Some(hashes) => store(&call, &chunk, hashes),
        None => Err(UploadRefusal::Malformed("the body ended early")),
    };
    outcome.unwrap_or_else(|refusal| refuse(&call, &refusal))
}

/// Over the whole video so far, and over this chunk.
struct Hashes {
    video: Sha256,
    chunk: Sha256,
}

/// The hashes of a chunk that arrived in full.
async fn receive(call: &Call, chunk: &AdmittedChunk, body: Body) -> Option<Hashes> {
    let mut hashes = Hashes { video: chunk.hash.clone(), chunk: Sha256::new() };
    let mut left = chunk.last - chunk.first + 1;
    let mut until_drop = call.drop_after_bytes;
    let mut frames = body.into_data_stream();
    while left > 0 {
        if until_drop == Some(0) {
            call.scissors.cut();
            return None;
        }
        let bytes = frames.next().await?.ok()?;
        let length = u64::try_from(bytes.len()).ok()?;
        left = left.checked_sub(length)?;
        until_drop = until_drop.map(|until_drop| until_drop.saturating_sub(length));
        hashes.video.update(&bytes);
        hashes.chunk.update(&bytes);
    }
    Some(hashes)
}

/// Stores the chunk, unless the world moved on while it arrived.
fn store(call: &Call, chunk: &AdmittedChunk, hashes: Hashes) -> Result<Response, UploadRefusal> {
    let now = call.tiktok.clock.now();
    let mut world = call.tiktok.world();
    let settings = world.settings.clone();
    let post = world.post_mut(&chunk.publish_id).ok_or(UploadRefusal::Unknown)?;
    if post.upload_expires_at <= now {
        return Err(UploadRefusal::Expired);
    }
    let (received, total) = (post.bytes_received(), post.plan.video_size);
    if received != chunk.first {
        return Err(UploadRefusal::OutOfStep { received, total, what: OutOfStep::Repeated });
    }
    post.hash = hashes.video;
    post.content_type.get_or_insert_with(|| chunk.content_type.clone());
    post.chunks.push(ReceivedChunk {
        first: chunk.first,
        last: chunk.last,
        sha256: hex::encode(hashes.chunk.finalize()),
        received_at: now,
    });
    let complete = post.bytes_received() == total;
    if complete {
        post.uploaded = Some(Uploaded { at: now, fate: settings.fate });
        call.tiktok.changed.notify_waiters();
    }
    let last_status = StatusCode::from_u16(settings.last_chunk_status).unwrap_or(StatusCode::CREATED);
    let status = if complete { last_status } else { StatusCode::PARTIAL_CONTENT };
    Ok((status, [(CONTENT_RANGE, progress(chunk.last + 1, total))]).into_response())
}

fn refuse(call: &Call, refusal: &UploadRefusal) -> Response {
    let plain = |status: StatusCode, what: &'static str| {
        call.note("refusal", what);
        (status, what).into_response()
    };
    match refusal {
        UploadRefusal::Malformed(what) => plain(StatusCode::BAD_REQUEST, what),
        UploadRefusal::Forbidden(what) => {
            call.violated(what);
            plain(StatusCode::BAD_REQUEST, what)
        }
        UploadRefusal::Expired => plain(StatusCode::FORBIDDEN, "the upload url has expired"),
        UploadRefusal::Unknown => plain(StatusCode::NOT_FOUND, "no such upload"),
        UploadRefusal::OutOfStep { received, total, what } => {
            if *what == OutOfStep::Early {
                call.violated("a chunk sent before those in front of it");
            }
            let progress = progress(*received, *total);
            (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, progress)]).into_response()
        }
    }
}

/// What is here. TikTok documents no form for "nothing yet"; this one is HTTP's (RFC 9110, section 14.4).
fn progress(received: u64, total: u64) -> String {
    match received.checked_sub(1) {
        Some(last) => format!("bytes 0-{last}/{total}"),
        None => format!("bytes */{total}"),
    }
}

fn note(call: &Call, query: &str, headers: &HeaderMap) {
    if let Some(range) = headers.get(CONTENT_RANGE).and_then(|value| value.to_str().ok()) {
        call.note("content_range", range);
    }
    let publish_id = addressed_post(&call.tiktok.world(), query).map(|post| post.publish_id.clone());
    if let Some(publish_id) = publish_id {
        call.note("publish_id", publish_id);
    }
}
