//! What TikTok's status says about an attempt.

use crate::advice::advice;
use domain::event::{AnswerTrace, Outcome, Publication};
use domain::{Failure, FailureClass};
use tiktok::{Answer, FailClass, PublishStatus, StatusReport, classify_fail_reason};

/// The longest address of a post that is kept; TikTok's have about 70 bytes.
const POST_URL_BYTES_MAX: usize = 512;

/// The longest status that is kept of those that nobody knows.
const STATUS_CHARS_MAX: usize = 100;

/// How far an upload has come, as TikTok's status tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadProgress {
    /// TikTok waits for more bytes and, where it says so, holds this many.
    Uploading {
        /// Bytes that it holds.
        uploaded_bytes: Option<u64>,
    },
    /// All bytes are in; the post is being processed.
    Processing,
    /// It is decided.
    Decided(domain::event::StatusReport),
}

/// What a status answer means to a post in processing.
pub fn report(publish_id: &str, answer: Answer<StatusReport>) -> domain::event::StatusReport {
    let trace = AnswerTrace { log_id: answer.log_id.clone(), http_status: Some(answer.http_status) };
    let status = answer.data;
    let outcome = match &status.status {
        PublishStatus::PublishComplete => Outcome::Published(Publication {
            post_id: status.post_id,
            post_url: status.share_url.filter(|url| is_address(url)),
            privacy_level: status.privacy_level.and_then(|level| level.as_str().parse().ok()),
        }),
        PublishStatus::Failed => Outcome::Failed(failure(status.fail_reason.as_deref(), answer.log_id)),
        PublishStatus::ProcessingUpload
        | PublishStatus::ProcessingDownload
        | PublishStatus::SendToUserInbox => Outcome::Pending { status: status.status.to_string() },
        PublishStatus::Other(name) => {
            Outcome::Unknown { status: name.chars().take(STATUS_CHARS_MAX).collect() }
        }
    };
    domain::event::StatusReport { publish_id: publish_id.to_owned(), outcome, answer: trace }
}

/// What a status answer means to a run that is uploading a file of `size` bytes.
pub fn progress(publish_id: &str, size: u64, answer: Answer<StatusReport>) -> UploadProgress {
    match &answer.data.status {
        PublishStatus::PublishComplete | PublishStatus::Failed => {
            UploadProgress::Decided(report(publish_id, answer))
        }
        PublishStatus::ProcessingUpload if answer.data.uploaded_bytes.is_none_or(|bytes| bytes < size) => {
            UploadProgress::Uploading { uploaded_bytes: answer.data.uploaded_bytes }
        }
        PublishStatus::ProcessingUpload
        | PublishStatus::ProcessingDownload
        | PublishStatus::SendToUserInbox
        | PublishStatus::Other(_) => UploadProgress::Processing,
    }
}

/// Whether a text of TikTok's can be kept and shown as a link.
fn is_address(url: &str) -> bool {
    url.len() <= POST_URL_BYTES_MAX && url.starts_with("https://")
}

pub(crate) fn failure(fail_reason: Option<&str>, log_id: Option<String>) -> Failure {
    let code = fail_reason.unwrap_or("no reason given");
    let class = match classify_fail_reason(code) {
        FailClass::Media => FailureClass::Media,
        FailClass::TikTokInternal => FailureClass::TikTok,
        FailClass::AuthRemoved | FailClass::CreatorCap | FailClass::Creator => FailureClass::Creator,
        FailClass::Unknown => FailureClass::Request,
    };
    let reason = format!("TikTok did not publish it ({code}); {}", advice(class, Some(code)));
    Failure { class, reason, code: Some(code.to_owned()), log_id }
}
