//! One PUT of a chunk, before its body: whether its headers fit the plan and what is already here.

use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use jiff::Timestamp;
use sha2::Sha256;
use url::form_urlencoded;

use crate::post::Post;
use crate::world::World;

/// The media types of TikTok's containers.
const CONTENT_TYPES: [&str; 4] = ["video/mp4", "video/quicktime", "video/webm", "video/x-msvideo"];

/// A chunk that may come.
#[derive(Clone, Debug)]
pub(super) struct AdmittedChunk {
    pub(super) publish_id: String,
    pub(super) content_type: String,
    pub(super) first: u64,
    pub(super) last: u64,
    /// Over everything before this chunk: a copy, so that a broken chunk leaves no trace.
    pub(super) hash: Sha256,
}

/// A chunk that is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum UploadRefusal {
    /// 400: bad headers or a wrong length.
    Malformed(&'static str),
    /// 400: what a client must never do.
    Forbidden(&'static str),
    /// 403: the `upload_url` has expired.
    Expired,
    /// 404: no such upload.
    Unknown,
    /// 416: another range comes next.
    OutOfStep { received: u64, total: u64, what: OutOfStep },
}

/// How a chunk is out of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutOfStep {
    /// It was stored before: what a client meets that repeats a chunk whose answer it lost.
    Repeated,
    /// A chunk before it is missing, which a client that uploads in order never sends.
    Early,
}

/// The bytes that a `Content-Range` announces.
struct Range {
    first: u64,
    last: u64,
    total: u64,
}

/// Looks at everything but the body.
pub(super) fn admit(
    world: &World,
    now: Timestamp,
    query: &str,
    headers: &HeaderMap,
) -> Result<AdmittedChunk, UploadRefusal> {
    if headers.contains_key(AUTHORIZATION) {
        return Err(UploadRefusal::Forbidden("an upload with an authorization header"));
    }
    let post = addressed_post(world, query).ok_or(UploadRefusal::Unknown)?;
    if post.upload_expires_at <= now {
        return Err(UploadRefusal::Expired);
    }
    let content_type = text(headers, CONTENT_TYPE).filter(|value| CONTENT_TYPES.contains(value));
    let content_type =
        content_type.ok_or(UploadRefusal::Malformed("Content-Type is missing or no video type"))?;
    let range = range(headers, post)?;
    check_step(post, &range)?;
    Ok(AdmittedChunk {
        publish_id: post.publish_id.clone(),
        content_type: content_type.to_owned(),
        first: range.first,
        last: range.last,
        hash: post.hash.clone(),
    })
}

/// The post whose `upload_url` has this query.
pub(super) fn addressed_post<'a>(world: &'a World, query: &str) -> Option<&'a Post> {
    let parameter = |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
    let (id, token) = (parameter("upload_id")?.1, parameter("upload_token")?.1);
    world.posts.iter().find(|post| post.upload_id == id && post.upload_token == token)
}

fn range(headers: &HeaderMap, post: &Post) -> Result<Range, UploadRefusal> {
    let length = text(headers, CONTENT_LENGTH).and_then(|value| value.parse::<u64>().ok());
    let length = length.ok_or(UploadRefusal::Malformed("Content-Length is missing"))?;
    let range = text(headers, CONTENT_RANGE).and_then(parse_range);
    let range = range.ok_or(UploadRefusal::Malformed("Content-Range is missing or malformed"))?;
    if range.total != post.plan.video_size {
        return Err(UploadRefusal::Malformed("Content-Range has another total than init"));
    }
    if range.last - range.first + 1 != length {
        return Err(UploadRefusal::Malformed("Content-Range and Content-Length differ"));
    }
    Ok(range)
}

/// `bytes FIRST-LAST/TOTAL`, inclusive.
fn parse_range(value: &str) -> Option<Range> {
    let (ends, total) = value.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = ends.split_once('-')?;
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let range = Range { first: number(first)?, last: number(last)?, total: number(total)? };
    (range.first <= range.last && range.last < range.total).then_some(range)
}

fn check_step(post: &Post, range: &Range) -> Result<(), UploadRefusal> {
    let (received, total) = (post.bytes_received(), post.plan.video_size);
    if range.first < received {
        return Err(UploadRefusal::OutOfStep { received, total, what: OutOfStep::Repeated });
    }
    if range.first > received {
        return Err(UploadRefusal::OutOfStep { received, total, what: OutOfStep::Early });
    }
    if post.plan.last_byte_of_chunk_at(range.first) != Some(range.last) {
        return Err(UploadRefusal::Malformed("the chunk has another length than planned"));
    }
    Ok(())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
