//! The object that a post is made of.

use serde::{Deserialize, Serialize};

/// One version of one object. The version never changes; a new upload under the same key is another video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    /// Bucket that holds it.
    pub bucket: String,
    /// Decoded key.
    pub key: String,
    /// S3's version id. Absent only in a bucket without versioning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// S3's entity tag, sent as `If-Match` with every read.
    pub etag: String,
    /// Size in bytes.
    pub size: u64,
}
