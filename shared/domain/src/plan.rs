//! How a file is cut into the chunks of one upload.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The largest file that TikTok takes: 4 GB (media transfer guide), read as 4 GiB, the larger of the two readings.
pub const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;

/// The smallest chunk that may be one of several: 5 MB (media transfer guide).
pub const CHUNK_BYTES_MIN: u64 = 5_000_000;

/// The largest chunk but the last: 64 MB, the decimal reading, which is the one that production proved.
pub const CHUNK_BYTES_MAX: u64 = 64_000_000;

/// The largest last chunk: 128 MB (media transfer guide).
pub const LAST_CHUNK_BYTES_MAX: u64 = 128_000_000;

/// The largest number of chunks (media transfer guide).
pub const CHUNKS_MAX: u64 = 1000;

/// The plan that an init announces and the upload then follows.
///
/// All chunks are `chunk_size` long but the last, which also takes the remainder: `count = floor(size / chunk_size)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkPlan {
    /// Size of the file in bytes.
    pub size: u64,
    /// Size of every chunk but the last, in bytes.
    pub chunk_size: u64,
    /// Number of chunks.
    pub count: u64,
}

/// Part of a file, both ends included, as in HTTP's `Content-Range`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    /// First byte.
    pub first: u64,
    /// Last byte.
    pub last: u64,
}

impl ByteRange {
    /// Number of bytes in the range; a range is never empty.
    pub fn length(self) -> u64 {
        self.last - self.first + 1
    }
}

/// Why there is no plan for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PlanError {
    /// There is nothing to send.
    #[error("the file is empty")]
    Empty,
    /// TikTok takes no file of this size.
    #[error("the file has {size} bytes, and TikTok takes at most {FILE_BYTES_MAX} (4 GB)")]
    TooLarge {
        /// Size of the file in bytes.
        size: u64,
    },
}

impl ChunkPlan {
    /// Plans a file of `size` bytes with chunks of `chunk_size_wanted`, which is brought into TikTok's bounds.
    ///
    /// A file that would make fewer than two chunks goes whole where that is allowed (up to 64,000,000 bytes). Above
    /// that a single chunk is refused, so the file is halved.
    pub fn new(size: u64, chunk_size_wanted: u64) -> Result<Self, PlanError> {
        if size == 0 {
            return Err(PlanError::Empty);
        }
        if size > FILE_BYTES_MAX {
            return Err(PlanError::TooLarge { size });
        }
        let wanted = chunk_size_wanted.clamp(CHUNK_BYTES_MIN, CHUNK_BYTES_MAX);
        if size / wanted >= 2 {
            return Ok(Self { size, chunk_size: wanted, count: size / wanted });
        }
        if size <= CHUNK_BYTES_MAX {
            return Ok(Self { size, chunk_size: size, count: 1 });
        }
        Ok(Self { size, chunk_size: size / 2, count: 2 })
    }

    /// What to send next when TikTok holds the first `offset` bytes: the rest of the chunk that `offset` lies in, or
    /// nothing when the file is complete.
    pub fn range_from(&self, offset: u64) -> Option<ByteRange> {
        if offset >= self.size {
            return None;
        }
        let index = (offset / self.chunk_size).min(self.count - 1);
        let end = if index == self.count - 1 { self.size } else { (index + 1) * self.chunk_size };
        Some(ByteRange { first: offset, last: end - 1 })
    }

    /// Whether `range` reaches the end of the file, so that sending it may complete the upload.
    pub fn is_last(&self, range: ByteRange) -> bool {
        range.last + 1 == self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranges(plan: ChunkPlan) -> Vec<ByteRange> {
        let mut offset = 0;
        let mut ranges = Vec::new();
        while let Some(range) = plan.range_from(offset) {
            offset = range.last + 1;
            ranges.push(range);
        }
        ranges
    }

    #[test]
    fn every_row_of_the_documented_table_is_planned_so() {
        for (size, setting, chunk_size, count, last) in [
            (4_194_304, 10_485_760, 4_194_304, 1, 4_194_304),
            (52_428_800, 10_485_760, 10_485_760, 5, 10_485_760),
            (50_000_123, 10_000_000, 10_000_000, 5, 10_000_123),
            (20_971_519, 10_485_760, 20_971_519, 1, 20_971_519),
            (20_971_521, 10_485_760, 10_485_760, 2, 10_485_761),
            (66_259_900, 10_485_760, 10_485_760, 6, 13_831_100),
            (158_008_374, 10_000_000, 10_000_000, 15, 18_008_374),
            (4_294_967_296, 10_485_760, 10_485_760, 409, 16_777_216),
        ] {
            let plan = ChunkPlan::new(size, setting).unwrap();
            assert_eq!(plan, ChunkPlan { size, chunk_size, count });
            assert_eq!(ranges(plan).last().unwrap().length(), last);
        }
    }

    #[test]
    fn a_file_without_a_plan_says_why() {
        assert_eq!(ChunkPlan::new(0, CHUNK_BYTES_MIN), Err(PlanError::Empty));
        let size = FILE_BYTES_MAX + 1;
        assert_eq!(ChunkPlan::new(size, CHUNK_BYTES_MIN), Err(PlanError::TooLarge { size }));
    }

    #[test]
    fn an_upload_goes_on_in_the_middle_of_a_chunk() {
        let plan = ChunkPlan { size: 25, chunk_size: 10, count: 2 };
        assert_eq!(plan.range_from(4), Some(ByteRange { first: 4, last: 9 }));
        assert_eq!(plan.range_from(21), Some(ByteRange { first: 21, last: 24 }));
        assert_eq!(plan.range_from(25), None);
    }

    proptest! {
        #[test]
        fn every_plan_satisfies_every_documented_rule(size in 1..=FILE_BYTES_MAX, wanted in 0..=u64::MAX) {
            let plan = ChunkPlan::new(size, wanted).unwrap();
            prop_assert_eq!(plan.count, size / plan.chunk_size);
            prop_assert!((1..=CHUNKS_MAX).contains(&plan.count));
            prop_assert!(plan.chunk_size <= CHUNK_BYTES_MAX);
            let chunks = ranges(plan);
            prop_assert_eq!(chunks.len() as u64, plan.count);
            prop_assert_eq!(chunks.iter().map(|chunk| chunk.length()).sum::<u64>(), size);
            if plan.count == 1 {
                prop_assert_eq!(plan.chunk_size, size);
            } else {
                prop_assert!(plan.chunk_size >= CHUNK_BYTES_MIN);
                prop_assert!(chunks.last().unwrap().length() <= LAST_CHUNK_BYTES_MAX);
            }
            prop_assert!(chunks.windows(2).all(|pair| pair[0].last + 1 == pair[1].first));
            prop_assert!(plan.is_last(*chunks.last().unwrap()));
        }
    }
}
