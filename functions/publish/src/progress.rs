//! How far the saved post may lag behind an upload.

use domain::plan::CHUNK_BYTES_MAX;
use jiff::{SignedDuration, Timestamp};

/// Bytes that TikTok may have confirmed since the last save: as many as one chunk may have, which is what a run that dies
/// leaves behind unsaved in any case. A save takes longer than a quick line takes for a small chunk.
const UNSAVED_BYTES_MAX: u64 = CHUNK_BYTES_MAX;

/// How old the saved progress may be: for those who look at it.
const UNSAVED_FOR_MAX: SignedDuration = SignedDuration::from_secs(5);

/// What the last save of an upload says.
pub(crate) struct Saved {
    /// Bytes that TikTok had confirmed.
    pub(crate) offset: u64,
    /// When.
    pub(crate) at: Timestamp,
}

impl Saved {
    /// Whether it lags too far behind `offset`. An upload that goes on from an earlier place than was saved is saved anew.
    pub(crate) fn is_behind(&self, offset: u64, now: Timestamp) -> bool {
        let unsaved = offset.checked_sub(self.offset);
        unsaved.is_none_or(|unsaved| unsaved >= UNSAVED_BYTES_MAX)
            || now.duration_since(self.at) >= UNSAVED_FOR_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn progress_is_saved_for_every_largest_chunk_and_every_five_seconds() {
        let saved = Saved { offset: 100, at: AT };
        let rows = [
            (100, 0, false),
            (100 + UNSAVED_BYTES_MAX - 1, 0, false),
            (100 + UNSAVED_BYTES_MAX, 0, true),
            (101, 4_999, false),
            (101, 5_000, true),
            (99, 0, true),
        ];
        for (offset, after_ms, is_behind) in rows {
            let now = AT + SignedDuration::from_millis(after_ms);
            assert_eq!(saved.is_behind(offset, now), is_behind, "{offset} after {after_ms} ms");
        }
    }
}
