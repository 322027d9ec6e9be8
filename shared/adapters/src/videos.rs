//! The uploaded videos, and what lies beside them.

mod aws;
mod memory;

pub use aws::S3Videos;
pub use memory::{Content, MemoryVideos};

use crate::error::StoreError;
use async_trait::async_trait;
use bytes::Bytes;
use domain::{ByteRange, Video};
use futures::stream::BoxStream;
use std::io;
use thiserror::Error;

/// Bytes of a video as they arrive.
pub type VideoBytes = BoxStream<'static, Result<Bytes, io::Error>>;

/// Where videos are read from.
#[async_trait]
pub trait Videos: Send + Sync {
    /// The newest version of an object with its metadata, or the version that is named. `None` where there is none.
    async fn head(
        &self,
        bucket: &str,
        key: &str,
        version_id: Option<&str>,
    ) -> Result<Option<VideoHead>, StoreError>;

    /// A small file beside the videos, at most `bytes_max` long.
    async fn small_file(&self, bucket: &str, key: &str, bytes_max: u64) -> Result<SmallFile, StoreError>;

    /// Opens a range of a video: exactly this range of exactly this version, or an error.
    async fn open(&self, video: &Video, range: ByteRange) -> Result<VideoBytes, ReadError>;
}

/// What is known of an object without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoHead {
    /// The object version.
    pub video: Video,
    /// User metadata, names without their `x-amz-meta-`.
    pub metadata: Vec<(String, String)>,
}

/// A sidecar or a defaults file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmallFile {
    /// There is none.
    Absent,
    /// It is larger than any such file can be.
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// Its content.
    Content(Vec<u8>),
}

/// Why a range could not be opened.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The object is not there any more.
    #[error("the video is gone from the bucket")]
    Gone,
    /// The object is not the one that was seen before.
    #[error("the video has changed in the bucket since it was first seen")]
    Changed,
    /// The store answered with other bytes than were asked for. Sending them would corrupt the upload.
    #[error("the store answered {got} where {wanted} was asked for")]
    WrongRange {
        /// The range asked for.
        wanted: String,
        /// The range answered, or what stood in its place.
        got: String,
    },
    /// The store failed; the same read may succeed later.
    #[error(transparent)]
    Store(#[from] StoreError),
}
