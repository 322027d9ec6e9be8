//! What can happen to a post.

use crate::failure::Failure;
use crate::lease::Lease;
use crate::options::{OptionsPatch, Resolution};
use crate::plan::ChunkPlan;
use crate::privacy::PrivacyLevel;
use crate::state::UploadUrl;
use jiff::Timestamp;

/// Something that happened, as the run that saw it tells the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The sidecar, metadata and defaults were read.
    OptionsRead(Resolution),
    /// A person has chosen in the console. What the choice leaves open stays as it was.
    OptionsChosen {
        /// Who.
        by: String,
        /// The fields that were chosen.
        choice: OptionsPatch,
    },
    /// A run has taken the post to work on it.
    Claimed(Lease),
    /// Something worth keeping was learnt that changes nothing.
    Noted {
        /// What was learnt.
        detail: String,
    },
    /// It must wait: a budget, a cap, a passing fault before anything was sent.
    Deferred {
        /// When to try again.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// Its account was disconnected.
    AccountLost {
        /// By whom.
        reason: String,
    },
    /// Its account is connected again.
    AccountReturned,
    /// It cannot be posted as it is.
    Refused(Failure),
    /// The intent to send an init. Written before it is sent.
    InitStarted {
        /// The privacy level that the init carries.
        privacy_level: PrivacyLevel,
    },
    /// TikTok has opened an upload.
    InitAnswered {
        /// TikTok's id of the attempt.
        publish_id: String,
        /// Where the bytes go.
        upload_url: UploadUrl,
        /// When that address ends.
        upload_url_expires_at: Timestamp,
        /// The plan that was announced.
        plan: ChunkPlan,
        /// What came with the answer.
        answer: AnswerTrace,
    },
    /// The init's answer was lost or was no answer. The attempt can have no bytes, so it may be repeated.
    InitUnanswered {
        /// When to try again.
        retry_at: Timestamp,
        /// What was seen instead.
        detail: String,
    },
    /// The intent to send the chunk that may complete the upload. Written before it is sent.
    LastChunkStarted,
    /// TikTok has confirmed all bytes before `next_offset`.
    ChunkStored {
        /// First byte that it does not hold yet.
        next_offset: u64,
        /// The run's lease, renewed to this moment.
        lease_until: Timestamp,
    },
    /// TikTok was asked where the upload stands, after a takeover or a lost answer.
    Resynchronised {
        /// First byte that it does not hold yet.
        next_offset: u64,
        /// The run's lease, renewed to this moment.
        lease_until: Timestamp,
    },
    /// The last chunk was answered with success, or TikTok's status says that all bytes are in.
    UploadCompleted {
        /// What was seen.
        detail: String,
        /// HTTP status of the answer.
        http_status: Option<u16>,
    },
    /// The `upload_url` takes no more bytes.
    UploadAddressLost {
        /// When to try again, if no complete upload can have happened.
        retry_at: Timestamp,
        /// What was seen.
        detail: String,
    },
    /// The `upload_url` has ended, and TikTok's own status says that bytes are missing.
    UploadNeverCompleted {
        /// Bytes that TikTok holds.
        uploaded_bytes: u64,
        /// When to try again.
        retry_at: Timestamp,
    },
    /// The run stops in good order and leaves the rest to the next one.
    HandedOver {
        /// When the next one is to go on.
        resume_at: Timestamp,
        /// Why.
        reason: String,
    },
    /// The question must wait for its budget.
    PollPutOff {
        /// When to ask again.
        until: Timestamp,
    },
    /// TikTok could not be asked, or did not answer.
    PollUnanswered {
        /// What was seen instead.
        detail: String,
    },
    /// TikTok has said how the attempt stands.
    StatusReported(StatusReport),
    /// A person called it off.
    CancelRequested {
        /// Who.
        by: String,
    },
    /// A person wants it tried again.
    RetryRequested {
        /// Who.
        by: String,
    },
}

/// What identifies an answer of TikTok's to its support.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerTrace {
    /// TikTok's `log_id`.
    pub log_id: Option<String>,
    /// HTTP status.
    pub http_status: Option<u16>,
}

/// TikTok's word on one attempt, by polling or webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusReport {
    /// The attempt that it is about.
    pub publish_id: String,
    /// What TikTok says.
    pub outcome: Outcome,
    /// What came with the answer.
    pub answer: AnswerTrace,
}

/// What TikTok says of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing final yet.
    Pending {
        /// TikTok's status, verbatim.
        status: String,
    },
    /// A status that nobody knows. It counts as pending, and the history tells of it once.
    Unknown {
        /// TikTok's status, verbatim, cut where it is long.
        status: String,
    },
    /// It is published.
    Published(Publication),
    /// It is not, and will not be.
    Failed(Failure),
    /// It was published, and can be seen publicly no longer: taken down, or made private. Nothing is posted again.
    TakenDown,
}

/// What TikTok tells about a published post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// The post's id.
    pub post_id: Option<String>,
    /// Where it can be seen.
    pub post_url: Option<String>,
    /// Who can see it. Another level than was sent means that the app has not passed TikTok's audit.
    pub privacy_level: Option<PrivacyLevel>,
}

impl Event {
    /// The event's name in the history.
    pub fn name(&self) -> &'static str {
        match self {
            Self::OptionsRead(_) => "options_read",
            Self::OptionsChosen { .. } => "options_chosen",
            Self::Claimed(_) => "claimed",
            Self::Noted { .. } => "noted",
            Self::Deferred { .. } => "deferred",
            Self::AccountLost { .. } => "account_lost",
            Self::AccountReturned => "account_returned",
            Self::Refused(_) => "refused",
            Self::InitStarted { .. } => "init_started",
            Self::InitAnswered { .. } => "init_answered",
            Self::InitUnanswered { .. } => "init_unanswered",
            Self::LastChunkStarted => "last_chunk_started",
            Self::ChunkStored { .. } => "chunk_stored",
            Self::Resynchronised { .. } => "resynchronised",
            Self::UploadCompleted { .. } => "upload_completed",
            Self::UploadAddressLost { .. } => "upload_address_lost",
            Self::UploadNeverCompleted { .. } => "upload_never_completed",
            Self::HandedOver { .. } => "handed_over",
            Self::PollPutOff { .. } => "poll_put_off",
            Self::PollUnanswered { .. } => "poll_unanswered",
            Self::StatusReported(_) => "status_reported",
            Self::CancelRequested { .. } => "cancel_requested",
            Self::RetryRequested { .. } => "retry_requested",
        }
    }
}
