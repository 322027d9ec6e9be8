//! One chunk: read from the store and sent on as it arrives, never held.

use crate::ahead::{Ahead, watched};
use crate::drive::Run;
use crate::record::RunError;
use adapters::ReadError;
use domain::key::extension;
use domain::{ByteRange, Failure, FailureClass, Post, State, backoff};
use futures::future::{Either, select};
use jiff::SignedDuration;
use std::pin::pin;
use std::time::Duration;
use tiktok::{Body, CallError, CallErrorKind, Chunk, ChunkAnswer};

/// Tries of one chunk in one run before TikTok is asked where the upload stands.
const TRIES_MAX: u32 = 4;
const RETRY_PAUSE_BASE: Duration = Duration::from_millis(500);
const RETRY_PAUSE_MAX: Duration = Duration::from_secs(10);

/// A chunk may take this long, and a second more for every [`BYTES_PER_SECOND_MIN`]: slower than any region's path
/// to TikTok, faster than waiting for what will not come.
const CHUNK_TIMEOUT_BASE: Duration = Duration::from_secs(30);
const BYTES_PER_SECOND_MIN: u64 = 500_000;

/// What a lease outlives a chunk's timeout by: the pauses between tries, and the save.
const LEASE_MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// What came of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sent {
    /// TikTok holds all bytes before this one.
    Stored { next_offset: u64 },
    /// TikTok holds all bytes.
    Complete,
    /// The `upload_url` takes no more bytes.
    AddressLost,
    /// TikTok, or the store, will answer the same for ever.
    Refused(Failure),
    /// The store failed for now.
    NotNow(String),
    /// Nobody knows what arrived.
    Unclear(String),
}

/// How long a chunk may take.
fn chunk_timeout(range: ByteRange) -> Duration {
    CHUNK_TIMEOUT_BASE + Duration::from_secs(range.length() / BYTES_PER_SECOND_MIN)
}

/// The same, to reckon with moments.
pub(crate) fn time_for(range: ByteRange) -> SignedDuration {
    SignedDuration::try_from(chunk_timeout(range)).unwrap_or(SignedDuration::MAX)
}

/// How long a run keeps the post to itself while it sends a chunk.
pub(crate) fn lease_for(range: ByteRange) -> SignedDuration {
    time_for(range).saturating_add(LEASE_MARGIN)
}

impl Run<'_> {
    /// Sends a chunk, again where that is safe: the same bytes at the same place can be stored only once. Leaves the
    /// range after it in `ahead`, where its turn may come.
    pub(crate) async fn send(
        &self,
        post: &mut Post,
        range: ByteRange,
        ahead: &mut Option<Ahead>,
    ) -> Result<Sent, RunError> {
        let mut attempt = 0;
        loop {
            let reason = match self.send_once(post, range, ahead).await? {
                Ok(answer) => {
                    let is_last =
                        matches!(&post.state, State::Uploading(upload) if upload.plan.is_last(range));
                    return Ok(sent_of(answer, range, is_last));
                }
                Err(Fault::Read(ReadError::Store(error))) => runtime::chain(&error),
                Err(Fault::Read(error)) => return Ok(Sent::Refused(source_failure(&error))),
                Err(Fault::Call(error)) if is_final(error.kind) => {
                    return Ok(Sent::Refused(request_failure(&error)));
                }
                Err(Fault::Call(error)) => runtime::chain(&error),
            };
            attempt += 1;
            tracing::warn!(post.id = %post.id, chunk.first = range.first, chunk.attempt = attempt, error = reason, "a chunk was not sent");
            if attempt == TRIES_MAX {
                return Ok(Sent::Unclear(reason));
            }
            let pause = backoff::full_jitter(RETRY_PAUSE_BASE, RETRY_PAUSE_MAX, attempt, fastrand::f64());
            self.publish.clock.sleep(pause).await;
            if self.is_out_of_time(range) {
                return Ok(Sent::NotNow(reason));
            }
            self.count_retry(post, range);
        }
    }

    /// Opens the range, announces it, sends it, and opens the next one while TikTok takes in the last bytes. A range that
    /// cannot be opened is not announced: no byte of it can have left.
    async fn send_once(
        &self,
        post: &mut Post,
        range: ByteRange,
        ahead: &mut Option<Ahead>,
    ) -> Result<Result<ChunkAnswer, Fault>, RunError> {
        let publish = self.publish;
        let bytes = match publish.open(&post.video, range, ahead).await {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Err(Fault::Read(error))),
        };
        self.announce(post, range).await?;
        let State::Uploading(upload) = &post.state else { return Err(RunError::Overtaken) };
        let url = tiktok::UploadUrl::from(upload.upload_url.expose().to_owned());
        let content_type = content_type(&post.video.key);
        let chunk = Chunk { first: range.first, last: range.last, total: post.video.size, content_type };
        let next = upload.plan.range_from(range.last + 1).filter(|next| !self.is_late_for(*next));
        let (bytes, drained) = watched(bytes, range.length());
        let body = Body::wrap_stream(bytes);
        let sent = pin!(publish.gateway.tiktok.put_chunk(&url, chunk, body, chunk_timeout(range)));
        let opened = pin!(publish.open_ahead(&post.video, next, drained.clone()));
        let sent = match select(opened, sent).await {
            Either::Left((opened, sent)) => {
                *ahead = opened;
                sent.await
            }
            Either::Right((sent, opened)) => {
                // An answer that came early must not wait for bytes that nobody takes any more.
                if matches!(sent, Ok(ChunkAnswer::Stored { .. })) && drained.has_come() {
                    *ahead = opened.await;
                }
                sent
            }
        };
        Ok(sent.map_err(Fault::Call))
    }

    fn is_out_of_time(&self, range: ByteRange) -> bool {
        let left = self.deadline.duration_since(self.publish.clock.now());
        left < time_for(range)
    }
}

/// Whether the same chunk would be refused again.
fn is_final(kind: CallErrorKind) -> bool {
    match kind {
        CallErrorKind::Refused(_) => true,
        CallErrorKind::NeverSent
        | CallErrorKind::Unanswered
        | CallErrorKind::Unavailable
        | CallErrorKind::RateLimited { .. }
        | CallErrorKind::TokenRejected
        | CallErrorKind::GrantRejected
        | CallErrorKind::AppRefused
        | CallErrorKind::ScopeMissing
        | CallErrorKind::CreatorCapReached
        | CallErrorKind::AppCapReached
        | CallErrorKind::NotAudited
        | CallErrorKind::Unreadable => false,
    }
}

enum Fault {
    Read(ReadError),
    Call(CallError),
}

fn sent_of(answer: ChunkAnswer, range: ByteRange, is_last: bool) -> Sent {
    match answer {
        ChunkAnswer::Stored { received } => Sent::Stored { next_offset: received.unwrap_or(range.last + 1) },
        ChunkAnswer::Complete if is_last => Sent::Complete,
        ChunkAnswer::Complete => {
            Sent::Unclear("TikTok calls the upload complete before its last chunk".to_owned())
        }
        ChunkAnswer::Expired => Sent::AddressLost,
        ChunkAnswer::OutOfStep { received: Some(next_offset) } => Sent::Stored { next_offset },
        ChunkAnswer::OutOfStep { received: None } => Sent::Unclear("TikTok expects other bytes".to_owned()),
        ChunkAnswer::Unknown => Sent::Unclear("TikTok does not know the upload".to_owned()),
        ChunkAnswer::Refused { http_status, code, log_id } => {
            let told = code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
            let reason = format!("TikTok refused a chunk with HTTP {http_status}{told}");
            Sent::Refused(Failure { class: FailureClass::Request, reason, code, log_id })
        }
    }
}

fn source_failure(error: &ReadError) -> Failure {
    Failure::local(FailureClass::Source, format!("{error}; upload it again"))
}

fn request_failure(error: &CallError) -> Failure {
    Failure::local(FailureClass::Request, error.to_string())
}

/// The media type by the file's extension; keys of other extensions never become posts.
fn content_type(key: &str) -> &'static str {
    match extension(key).as_deref() {
        Some("mov") => "video/quicktime",
        Some("webm") => "video/webm",
        Some("avi") => "video/x-msvideo",
        Some(_) | None => "video/mp4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: ByteRange = ByteRange { first: 10, last: 19 };

    #[test]
    fn a_stored_chunk_leads_on_to_where_tiktok_stands() {
        let stored = |received| sent_of(ChunkAnswer::Stored { received }, RANGE, false);
        assert_eq!(stored(None), Sent::Stored { next_offset: 20 });
        assert_eq!(stored(Some(15)), Sent::Stored { next_offset: 15 });
    }

    #[test]
    fn a_chunk_out_of_step_goes_on_where_tiktok_stands_or_asks() {
        let out_of_step = |received| sent_of(ChunkAnswer::OutOfStep { received }, RANGE, false);
        assert_eq!(out_of_step(Some(20)), Sent::Stored { next_offset: 20 });
        assert!(matches!(out_of_step(None), Sent::Unclear(_)));
    }

    #[test]
    fn only_the_last_chunk_completes_an_upload() {
        assert_eq!(sent_of(ChunkAnswer::Complete, RANGE, true), Sent::Complete);
        assert!(matches!(sent_of(ChunkAnswer::Complete, RANGE, false), Sent::Unclear(_)));
    }

    #[test]
    fn the_largest_chunk_gets_the_time_that_the_slowest_path_needs() {
        let range = ByteRange { first: 0, last: 127_999_999 };
        assert_eq!(chunk_timeout(range).as_secs(), 30 + 256);
        assert!(lease_for(range).as_secs() > 30 + 256);
    }
}
