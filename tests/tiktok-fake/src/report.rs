//! What the fake tells about what happened to it. No credentials are in it: no tokens, codes, secrets or upload URLs.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chunk_plan::ChunkPlan;
use crate::fault::Endpoint;

/// Everything that happened since the start or the last reset.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Report {
    /// The fake's time.
    pub now: Timestamp,
    /// Every call but those of the control API, in the order in which they arrived.
    pub requests: Vec<RequestRecord>,
    /// Every accepted init, in order.
    pub posts: Vec<PostReport>,
    /// What a client must never do; a test of a client ends by looking that there are none.
    pub violations: Vec<Violation>,
    /// Every attempt to send an event, in order.
    pub deliveries: Vec<Delivery>,
    /// Totals.
    pub counters: Counters,
}

/// One call.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct RequestRecord {
    /// When it arrived.
    pub time: Timestamp,
    /// The client's end of the connection, which tells one process from another.
    pub peer: SocketAddr,
    /// Which endpoint; `None` for a path that TikTok does not have.
    pub endpoint: Option<Endpoint>,
    /// Whose access token or `upload_url` it carried, if any that holds: an `open_id`.
    pub creator: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// What matters of the request, without credentials.
    pub fields: BTreeMap<String, Value>,
    /// `None` while there is no answer: for ever, if the connection was dropped.
    pub http_status: Option<u16>,
    /// TikTok's error code, where it is not `ok`.
    pub error_code: Option<String>,
}

/// One accepted init, and what came of it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct PostReport {
    /// TikTok's name of the attempt.
    pub publish_id: String,
    /// Whose post it is.
    pub open_id: String,
    /// Exactly as the client sent it.
    pub post_info: Value,
    /// Video size and chunks, as announced.
    pub plan: ChunkPlan,
    /// Of the first stored chunk.
    pub content_type: Option<String>,
    /// Every stored chunk, in order.
    pub chunks: Vec<ReceivedChunk>,
    /// Bytes of all stored chunks.
    pub bytes_received: u64,
    /// Hex SHA-256 of the whole video, once it is complete.
    pub sha256: Option<String>,
    /// When init was accepted.
    pub initialised_at: Timestamp,
    /// When the last chunk was stored.
    pub uploaded_at: Option<Timestamp>,
    /// When processing ended.
    pub finished_at: Option<Timestamp>,
    /// As status/fetch tells it now.
    pub status: String,
    /// As status/fetch tells it now.
    pub fail_reason: Option<String>,
    /// What was asked for, unless the post was downgraded.
    pub privacy_level: String,
    /// The id of the post, once it is publicly available.
    pub post_id: Option<String>,
}

/// One stored chunk; both ends are inclusive.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct ReceivedChunk {
    /// Offset of the first byte.
    pub first: u64,
    /// Offset of the last byte.
    pub last: u64,
    /// Hex SHA-256 of the chunk.
    pub sha256: String,
    /// When it was stored.
    pub received_at: Timestamp,
}

/// Something that a client must never do.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// When.
    pub time: Timestamp,
    /// Where; `None` for a path that TikTok does not have.
    pub endpoint: Option<Endpoint>,
    /// What.
    pub what: String,
}

/// One attempt to send an event.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// When the attempt began.
    pub time: Timestamp,
    /// The event's name.
    pub event: String,
    /// Which post it is about, where it is about one.
    pub publish_id: Option<String>,
    /// Counted from one, for each copy.
    pub attempt: u32,
    /// `None` where there was no answer.
    pub http_status: Option<u16>,
}

/// Totals since the start or the last reset.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Calls per endpoint, refused ones too.
    pub calls: BTreeMap<Endpoint, u64>,
    /// Accepted inits.
    pub initialised: u64,
    /// Complete uploads.
    pub uploaded: u64,
    /// Posts that are `PUBLISH_COMPLETE`.
    pub published: u64,
    /// Bytes of all stored chunks.
    pub bytes_received: u64,
}
