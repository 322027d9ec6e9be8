//! S3 as far as a video is read from it. It makes the bytes up, so that it never is what limits a transfer.

use super::content::Content;
use super::server::{Answer, Server, streamed, whole};
use futures::{StreamExt, stream};
use hyper::body::Incoming;
use hyper::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderValue, IF_MATCH, RANGE};
use hyper::{Method, Request, StatusCode};
use std::io;
use std::sync::Arc;

const TAG: &str = "\"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\"";
const NO_SUCH_KEY: &str = "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>";

/// A running S3. Its bucket holds a video of any size, under `{anything}/{size}.mp4`.
pub(crate) struct S3(Server);

impl S3 {
    /// Starts on a free port.
    pub(crate) async fn start() -> io::Result<Self> {
        Ok(Self(Server::start(Arc::new(()), |_, request| async move { answer(&request) }).await?))
    }

    /// What to call.
    pub(crate) const fn server(&self) -> &Server {
        &self.0
    }
}

fn answer(request: &Request<Incoming>) -> Answer {
    let name = request.uri().path().rsplit('/').next().unwrap_or_default();
    let size = name.strip_suffix(".mp4").and_then(|size| size.parse::<u64>().ok());
    let Some(size) = size else { return whole(StatusCode::NOT_FOUND, NO_SUCH_KEY) };
    if request.headers().get(IF_MATCH).is_some_and(|tag| tag != TAG) {
        return whole(StatusCode::PRECONDITION_FAILED, "");
    }
    let content = Content::of(size);
    let range = request.headers().get(RANGE).and_then(|range| read_range(range, size));
    let (first, last) = range.unwrap_or((0, size - 1));
    let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut answer = if request.method() == Method::HEAD {
        whole(status, "")
    } else {
        streamed(status, stream::iter(content.parts(first, last)).boxed())
    };
    let headers = answer.headers_mut();
    headers.insert(CONTENT_LENGTH, (last - first + 1).into());
    headers.insert(ETAG, HeaderValue::from_static(TAG));
    headers.insert("x-amz-meta-privacy-level", HeaderValue::from_static("PUBLIC_TO_EVERYONE"));
    headers.insert("x-amz-meta-music-usage-confirmed", HeaderValue::from_static("true"));
    if range.is_some() {
        let range = format!("bytes {first}-{last}/{size}");
        headers.insert(CONTENT_RANGE, HeaderValue::from_str(&range).unwrap_or(HeaderValue::from_static("")));
    }
    answer
}

/// Reads `bytes=FIRST-LAST`.
fn read_range(header: &HeaderValue, size: u64) -> Option<(u64, u64)> {
    let (first, last) = header.to_str().ok()?.strip_prefix("bytes=")?.split_once('-')?;
    let first: u64 = first.parse().ok()?;
    let last: u64 = last.parse().unwrap_or(size - 1);
    (first <= last && last < size).then_some((first, last))
}
