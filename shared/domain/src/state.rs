//! The states of a post, with what is known in each.

use crate::failure::Failure;
use crate::plan::ChunkPlan;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a post stands. Stored under the name `state`, its fields beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// A person must do something first.
    Held {
        /// What is missing.
        reason: String,
        /// Which act lets it go on.
        #[serde(default)]
        awaits: Awaits,
    },
    /// Waiting for its time.
    Queued {
        /// Not to be submitted before.
        not_before: Timestamp,
        /// Why it waits, where that is not its own schedule.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// An init may have been sent. No `upload_url` of it is known, so no byte can have followed.
    Initializing {
        /// When the intent was written.
        since: Timestamp,
    },
    /// TikTok has given an `upload_url`; bytes may be on their way.
    Uploading(Upload),
    /// All bytes may have arrived; only TikTok's status decides from here on.
    Processing {
        /// The attempt that is being processed.
        publish_id: String,
        /// When the last chunk was sent.
        sent_at: Timestamp,
        /// When TikTok is to be asked next.
        next_poll_at: Timestamp,
        /// Questions asked so far.
        polls: u32,
    },
    /// TikTok has said that it is published.
    Published {
        /// The attempt that was published.
        publish_id: String,
        /// The post's id, once TikTok tells it: only for public posts, after moderation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post_id: Option<String>,
        /// Where it can be seen, once its id is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post_url: Option<String>,
        /// When TikTok first said so.
        published_at: Timestamp,
        /// When to ask for the id, while it is awaited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_poll_at: Option<Timestamp>,
        /// Questions asked since it was published.
        polls: u32,
    },
    /// It will not be published unless somebody acts.
    Failed {
        /// Why, and what to do.
        #[serde(flatten)]
        failure: Failure,
        /// The attempt that failed, where there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publish_id: Option<String>,
    },
    /// TikTok has not said what became of it. Never posted again by itself.
    Unconfirmed {
        /// The attempt whose outcome is unknown.
        publish_id: String,
        /// Why nothing is known.
        reason: String,
        /// When the last chunk was sent.
        sent_at: Timestamp,
        /// When TikTok is to be asked next, while anybody still asks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_poll_at: Option<Timestamp>,
        /// Questions asked since it became unconfirmed.
        polls: u32,
    },
    /// Called off before the first byte.
    Cancelled {
        /// By whom.
        reason: String,
    },
}

/// What a held post waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaits {
    /// Its options, from a sidecar, the defaults or the console.
    #[default]
    Options,
    /// Its account, which was disconnected, to be connected again.
    Account,
}

/// An upload that TikTok has opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// TikTok's id of this attempt.
    pub publish_id: String,
    /// Where the bytes go.
    pub upload_url: UploadUrl,
    /// When the `upload_url` ends: one hour after init (TikTok's upload guide).
    pub upload_url_expires_at: Timestamp,
    /// The plan that was announced at init.
    pub plan: ChunkPlan,
    /// Bytes that TikTok has confirmed.
    pub next_offset: u64,
    /// Written before the last chunk is sent: from then on the upload may be complete, whatever was heard of it.
    pub last_chunk_started: bool,
    /// Nobody is to go on before, where the run that stopped has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume_at: Option<Timestamp>,
}

/// TikTok's `upload_url`. Its query holds the credentials of the upload, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadUrl(String);

impl UploadUrl {
    /// Takes the URL as TikTok gave it.
    pub fn new(url: String) -> Self {
        Self(url)
    }

    /// The URL itself, for the one call that sends bytes there.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UploadUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UploadUrl(…)")
    }
}

impl State {
    /// The names of all states, in the order of a post's life.
    pub const NAMES: [&'static str; 9] = [
        "held",
        "queued",
        "initializing",
        "uploading",
        "processing",
        "published",
        "failed",
        "unconfirmed",
        "cancelled",
    ];

    /// The state's public name, as stored.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Queued { .. } => "queued",
            Self::Initializing { .. } => "initializing",
            Self::Uploading(_) => "uploading",
            Self::Processing { .. } => "processing",
            Self::Published { .. } => "published",
            Self::Failed { .. } => "failed",
            Self::Unconfirmed { .. } => "unconfirmed",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// The attempt that the state is about, where there is one.
    pub fn publish_id(&self) -> Option<&str> {
        match self {
            Self::Uploading(upload) => Some(&upload.publish_id),
            Self::Processing { publish_id, .. }
            | Self::Published { publish_id, .. }
            | Self::Unconfirmed { publish_id, .. } => Some(publish_id),
            Self::Failed { publish_id, .. } => publish_id.as_deref(),
            Self::Held { .. } | Self::Queued { .. } | Self::Initializing { .. } | Self::Cancelled { .. } => {
                None
            }
        }
    }

    /// The post's id on TikTok, where it is known.
    pub fn post_id(&self) -> Option<&str> {
        match self {
            Self::Published { post_id, .. } => post_id.as_deref(),
            Self::Held { .. }
            | Self::Queued { .. }
            | Self::Initializing { .. }
            | Self::Uploading(_)
            | Self::Processing { .. }
            | Self::Failed { .. }
            | Self::Unconfirmed { .. }
            | Self::Cancelled { .. } => None,
        }
    }
}
