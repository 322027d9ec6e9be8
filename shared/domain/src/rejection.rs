//! An upload that cannot become a post, because nobody is known whose post it would be.

use crate::post::PostId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A record of an upload that was turned away. It lies beside the posts, under the id that the post would have had,
/// so that the same event seen twice leaves one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The id that the post would have had.
    pub id: PostId,
    /// Bucket of the object.
    pub bucket: String,
    /// Decoded key of the object.
    pub key: String,
    /// Version of the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// What is wrong and what to do, in words.
    pub reason: String,
    /// When it was turned away.
    pub created_at: Timestamp,
}
