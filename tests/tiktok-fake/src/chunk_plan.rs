//! The chunk plan that an init announces, and TikTok's rules for it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The largest video: 4 GB, read as 4 GiB because that is what production accepts.
pub const VIDEO_BYTES_MAX: u64 = 4_294_967_296;
/// The smallest chunk of several.
pub const CHUNK_BYTES_MIN: u64 = 5_000_000;
/// The largest chunk, and the largest file sent whole: decimal, as seen in production in Aug 2026.
pub const CHUNK_BYTES_MAX: u64 = 64_000_000;
/// The last chunk also carries the remainder, and may reach this.
pub const LAST_CHUNK_BYTES_MAX: u64 = 128_000_000;
/// The largest number of chunks.
pub const CHUNK_COUNT_MAX: u64 = 1_000;

/// How a video is cut.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct ChunkPlan {
    /// Bytes of the whole video.
    pub video_size: u64,
    /// Bytes of every chunk but the last.
    pub chunk_size: u64,
    /// How many chunks there are.
    pub total_chunk_count: u64,
}

/// Why a plan is refused; the texts of the middle two are TikTok's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ChunkPlanError {
    /// Empty, or larger than [`VIDEO_BYTES_MAX`].
    #[error("The video size is invalid")]
    VideoSize,
    /// Too small, too large, or not the whole file where there is one chunk.
    #[error("The chunk size is invalid")]
    ChunkSize,
    /// Not `floor(video_size / chunk_size)`, or out of range.
    #[error("The total chunk count is invalid")]
    ChunkCount,
}

impl ChunkPlan {
    /// Whether TikTok accepts the plan.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(&self) -> Result<(), ChunkPlanError> {
        if !(1..=VIDEO_BYTES_MAX).contains(&self.video_size) {
            return Err(ChunkPlanError::VideoSize);
        }
        if !(1..=CHUNK_COUNT_MAX).contains(&self.total_chunk_count) {
            return Err(ChunkPlanError::ChunkCount);
        }
        if self.total_chunk_count == 1 {
            let whole = self.chunk_size == self.video_size && self.video_size <= CHUNK_BYTES_MAX;
            return if whole { Ok(()) } else { Err(ChunkPlanError::ChunkSize) };
        }
        if !(CHUNK_BYTES_MIN..=CHUNK_BYTES_MAX).contains(&self.chunk_size) {
            return Err(ChunkPlanError::ChunkSize);
        }
        if self.video_size / self.chunk_size != self.total_chunk_count {
            return Err(ChunkPlanError::ChunkCount);
        }
        if self.video_size - self.chunk_size * (self.total_chunk_count - 1) > LAST_CHUNK_BYTES_MAX {
            return Err(ChunkPlanError::ChunkSize);
        }
        Ok(())
    }

    /// The last byte of the chunk that starts at `first`, where a chunk starts there.
    pub(crate) fn last_byte_of_chunk_at(&self, first: u64) -> Option<u64> {
        let index = first / self.chunk_size;
        if !first.is_multiple_of(self.chunk_size) || index >= self.total_chunk_count {
            return None;
        }
        let is_last = index + 1 == self.total_chunk_count;
        Some(if is_last { self.video_size - 1 } else { first + self.chunk_size - 1 })
    }
}
