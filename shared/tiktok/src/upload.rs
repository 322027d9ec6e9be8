//! Sending a video, chunk by chunk.

use std::time::Duration;

use reqwest::Body;
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE};

use crate::call::{Reply, exchange_for_status};
use crate::content_range::bytes_held;
use crate::envelope::failure;
use crate::exact_body::ExactBody;
use crate::{CallError, CallErrorKind, TikTok, UploadUrl, answer::RateHeaders, classify::Surface};

/// Which bytes of the video a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk<'a> {
    /// Offset of its first byte.
    pub first: u64,
    /// Offset of its last byte, inclusive.
    pub last: u64,
    /// Bytes of the whole video.
    pub total: u64,
    /// `video/mp4`, `video/quicktime`, `video/webm` or `video/x-msvideo`.
    pub content_type: &'a str,
}

/// What TikTok said to a chunk. A 5xx, a 429 and a broken connection are a [`CallError`] instead.
///
/// Once the *last* chunk has been sent, whatever came back, only [`TikTok::fetch_status`] decides what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChunkAnswer {
    /// 206: stored; send the next one.
    Stored {
        /// Bytes held from the start, where TikTok says so.
        received: Option<u64>,
    },
    /// 201 or 200: all parts are in and posting starts. There is no way back.
    Complete,
    /// 403: the upload URL has expired, and its `publish_id` is dead with it.
    Expired,
    /// 404: no such upload. The status of the `publish_id` tells more.
    Unknown,
    /// 416: not the range that TikTok expects next. Go on from what it holds.
    OutOfStep {
        /// Bytes held from the start, where TikTok says so.
        received: Option<u64>,
    },
    /// Any other 4xx. Permanent: the same chunk would be refused again.
    Refused {
        /// The status itself.
        http_status: u16,
        /// TikTok's code, where the answer has one. The rest of the answer is not kept: it may repeat the upload URL.
        code: Option<String>,
        /// TikTok's `log_id`, where the answer has one.
        log_id: Option<String>,
    },
}

impl Chunk<'_> {
    fn length(&self) -> Result<u64, CallError> {
        if self.first > self.last || self.last >= self.total {
            return Err(CallError::bad_request("the chunk lies outside its video"));
        }
        Ok(self.last - self.first + 1)
    }
}

impl TikTok {
    /// Sends one chunk. Its bytes flow through without being collected, with a `Content-Length`. `timeout` bounds the
    /// whole call; choose it by the chunk's size and the slowest line to be served.
    ///
    /// A body that fails, or has another length than the chunk, breaks the call off before TikTok has a complete chunk.
    /// The call is then [`Unanswered`](CallErrorKind::Unanswered), and its message says what was wrong.
    ///
    /// # Errors
    /// [`Request`](crate::Refusal::Request) if the URL's host is not among [`UploadHosts`](crate::UploadHosts) or the
    /// chunk makes no sense, before anything is sent.
    /// [`NeverSent`](CallErrorKind::NeverSent), [`Unanswered`](CallErrorKind::Unanswered) and
    /// [`Unavailable`](CallErrorKind::Unavailable): send the same chunk again;
    /// if the first did arrive the answer is [`ChunkAnswer::OutOfStep`].
    pub async fn put_chunk(
        &self,
        url: &UploadUrl,
        chunk: Chunk<'_>,
        body: impl Into<Body>,
        timeout: Duration,
    ) -> Result<ChunkAnswer, CallError> {
        let length = chunk.length()?;
        let url = url.checked(&self.endpoints().upload_hosts)?;
        let range = format!("bytes {}-{}/{}", chunk.first, chunk.last, chunk.total);
        let request = self
            .upload_put(url, timeout)?
            .header(CONTENT_TYPE, chunk.content_type)
            .header(CONTENT_LENGTH, length)
            .header(CONTENT_RANGE, range)
            .body(Body::wrap(ExactBody::new(body.into(), length)));
        read_answer(&exchange_for_status(request).await?, chunk.total)
    }
}

fn read_answer(reply: &Reply, total: u64) -> Result<ChunkAnswer, CallError> {
    let content_range = reply.headers.get(CONTENT_RANGE).and_then(|header| header.to_str().ok());
    let received = content_range.and_then(|header| bytes_held(header, total));
    match reply.http_status {
        206 => Ok(ChunkAnswer::Stored { received }),
        200 | 201 => Ok(ChunkAnswer::Complete),
        403 => Ok(ChunkAnswer::Expired),
        404 => Ok(ChunkAnswer::Unknown),
        416 => Ok(ChunkAnswer::OutOfStep { received }),
        // The server grew tired of waiting for the bytes: nothing is wrong with the chunk.
        408 => Err(CallError { kind: CallErrorKind::Unavailable, ..failure(Surface::Api, reply) }),
        429 => {
            let wait =
                RateHeaders::read(&reply.headers).reset_after.unwrap_or(CallErrorKind::RATE_LIMIT_WAIT);
            Err(CallError { kind: CallErrorKind::RateLimited { wait }, ..failure(Surface::Api, reply) })
        }
        http_status @ 400..500 => {
            let CallError { code, log_id, .. } = failure(Surface::Api, reply);
            Ok(ChunkAnswer::Refused { http_status, code, log_id })
        }
        500.. => Err(failure(Surface::Api, reply)),
        other => Err(CallError::unreadable(other, "not an answer to a chunk")),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;

    use super::*;

    fn read(http_status: u16, content_range: Option<&str>, body: &str) -> Result<ChunkAnswer, CallError> {
        let headers: HeaderMap =
            content_range.map(|range| (CONTENT_RANGE, range.parse().unwrap())).into_iter().collect();
        read_answer(&Reply { http_status, headers, body: body.to_owned().into() }, 100)
    }

    #[test]
    fn every_documented_status_has_its_answer() {
        let held = Some("bytes 0-49/100");
        let rows = [
            (206, held, ChunkAnswer::Stored { received: Some(50) }),
            (206, None, ChunkAnswer::Stored { received: None }),
            (201, held, ChunkAnswer::Complete),
            (200, None, ChunkAnswer::Complete),
            (403, None, ChunkAnswer::Expired),
            (404, None, ChunkAnswer::Unknown),
            (416, held, ChunkAnswer::OutOfStep { received: Some(50) }),
            (416, Some("bytes */100"), ChunkAnswer::OutOfStep { received: None }),
            (400, None, ChunkAnswer::Refused { http_status: 400, code: None, log_id: None }),
            (413, None, ChunkAnswer::Refused { http_status: 413, code: None, log_id: None }),
        ];
        for (status, range, answer) in rows {
            assert_eq!(read(status, range, "wrong length").unwrap(), answer, "{status} {range:?}");
        }
    }

    #[test]
    fn a_refusal_keeps_its_code_and_log_id_and_nothing_that_may_repeat_the_url() {
        let body =
            r#"{"error":{"code":"invalid_params","message":"PUT https://host/?token=t","log_id":"L"}}"#;
        let refused = read(400, None, body).unwrap();
        let (code, log_id) = (Some("invalid_params".to_owned()), Some("L".to_owned()));
        assert_eq!(refused, ChunkAnswer::Refused { http_status: 400, code, log_id });
    }

    #[test]
    fn an_answer_that_asks_for_the_same_chunk_again_is_an_error() {
        let rows = [
            (500, CallErrorKind::Unavailable),
            (503, CallErrorKind::Unavailable),
            (408, CallErrorKind::Unavailable),
            (429, CallErrorKind::RateLimited { wait: CallErrorKind::RATE_LIMIT_WAIT }),
            (302, CallErrorKind::Unreadable),
            (204, CallErrorKind::Unreadable),
        ];
        for (status, kind) in rows {
            let error = read(status, None, "").unwrap_err();
            assert_eq!((error.kind, error.http_status), (kind, Some(status)));
        }
    }

    #[test]
    fn a_chunk_outside_its_video_has_no_length() {
        let chunk = |first, last, total| Chunk { first, last, total, content_type: "video/mp4" };
        assert_eq!(chunk(0, 0, 1).length().unwrap(), 1);
        assert_eq!(chunk(10, 19, 20).length().unwrap(), 10);
        for (first, last, total) in [(0, 0, 0), (5, 4, 10), (0, 10, 10)] {
            assert!(chunk(first, last, total).length().is_err());
        }
    }
}
