//! A post as its item in the table tells it.

use serde::{Deserialize, Serialize};

/// A post's item, as far as a reader cares. Fields that only some states have are empty in the others.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Post {
    /// The post's id.
    pub id: String,
    /// The creator's `open_id`.
    pub account: String,
    /// Where it stands, by its public name.
    pub state: String,
    /// The object's key.
    pub key: String,
    /// The object's version.
    pub version_id: Option<String>,
    /// Size of the video in bytes.
    pub size: Option<u64>,
    /// Bytes that TikTok has confirmed.
    pub next_offset: Option<u64>,
    /// Why it is where it is, in words.
    pub reason: Option<String>,
    /// Who may see it.
    pub privacy_level: Option<String>,
    /// TikTok's id of the attempt.
    pub publish_id: Option<String>,
    /// TikTok's id of the post.
    pub post_id: Option<String>,
    /// When the upload was first seen, RFC 3339.
    pub created_at: String,
    /// What happened, in order.
    pub history: Vec<Event>,
}

/// One thing that happened to a post.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Event {
    /// When, RFC 3339.
    pub at: String,
    /// Who saw it.
    pub source: String,
    /// Its name.
    pub event: String,
    /// The state that it led to.
    pub state: String,
    /// More about it, in words.
    pub detail: String,
    /// TikTok's id of the attempt, where one was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_id: Option<String>,
    /// TikTok's id of the post, where it was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
    /// TikTok's `log_id` of the answer that showed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_id: Option<String>,
    /// HTTP status of that answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
}

impl Post {
    /// The states in which nothing more happens by itself.
    pub const AT_REST: [&str; 5] = ["published", "held", "failed", "unconfirmed", "cancelled"];

    /// Whether somebody who says `name` means this post: by its id, or by its object's key.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.key == name
    }

    /// How much of an upload has arrived, in percent.
    pub fn uploaded_percent(&self) -> Option<u64> {
        let (sent, size) = (self.next_offset?, self.size?);
        (size > 0).then(|| sent * 100 / size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_exported_with_all_that_identifies_it() {
        let event = r#"{"at":"2026-11-23T10:00:00Z","source":"webhook","event":"status_reported","state":"published","detail":"published","publish_id":"v","post_id":"7","log_id":"L","http_status":200}"#;
        let read: Event = serde_json::from_str(event).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), event);
    }

    #[test]
    fn fields_that_are_not_known_here_do_no_harm() {
        let item = r#"{"id":"a","state":"uploading","size":200,"next_offset":50,"lease":{"until":1}}"#;
        let post: Post = serde_json::from_str(item).unwrap();
        assert_eq!(post.uploaded_percent(), Some(25));
        assert!(!Post::AT_REST.contains(&post.state.as_str()));
    }
}
