//! What happened to a post, in order.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest history that is kept. A post that takes every retry and every slow poll stays below 100 entries. The
/// bound keeps an item below DynamoDB's 400 KB whatever happens: the longest entry, in letters of three bytes, takes
/// 1.4 KB. Beyond it the oldest entry but the first makes way, so that beginning and end are always told.
pub const HISTORY_ENTRIES_MAX: usize = 200;

/// Who saw it happen, and told the post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The function of this name: an upload, its options, the way to TikTok.
    Publish,
    /// The function of this name: TikTok's answer to a question.
    StatusPoller,
    /// The function of this name: TikTok's own word.
    Webhook,
    /// The function of this name: the post's account.
    TokenRefresh,
    /// A person.
    Operator,
    /// Nobody wrote it down, because the entry is older than its field; or somebody whom only a newer version knows.
    #[default]
    #[serde(other)]
    Unrecorded,
}

impl Source {
    /// The source's name, as the history shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unrecorded => "unrecorded",
            Self::Publish => "publish",
            Self::StatusPoller => "status-poller",
            Self::Webhook => "webhook",
            Self::TokenRefresh => "token-refresh",
            Self::Operator => "operator",
        }
    }

    /// Something that this source saw at a moment.
    pub fn at(self, at: Timestamp) -> Seen {
        Seen { at, by: self }
    }
}

/// When something was seen, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Source,
}

/// One thing that happened. Entries are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When it was recorded.
    pub at: Timestamp,
    /// Who saw it.
    #[serde(default)]
    pub source: Source,
    /// The event's name, in snake case.
    pub event: String,
    /// The state that the post was in afterwards.
    pub state: String,
    /// What a reader should know, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The attempt's `publish_id`, where one was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_id: Option<String>,
    /// The post's id on TikTok, where it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
    /// TikTok's `log_id` of the answer that this event came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_id: Option<String>,
    /// HTTP status of the answer that this event came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
}
