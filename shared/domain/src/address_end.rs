//! What becomes of an upload whose `upload_url` takes no more bytes.

use crate::state::Upload;
use jiff::{SignedDuration, Timestamp};

/// A chunk that was sent just before the address ended may still be on its way for this long: twice what the largest
/// chunk may take.
const LAST_BYTES_ARRIVE_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How long after its address has ended TikTok is asked what it holds, while it does not answer. From then on the post
/// counts as one in processing, which is watched and told like any other.
const ASKED_FOR: SignedDuration = SignedDuration::from_mins(30);

/// The pause between two such questions.
const ASK_AGAIN_PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// What can be done about an upload whose address has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressEnd {
    /// It was certainly never completed, and never will be: an upload that is not complete is not published, so a new
    /// init is safe.
    SendAnew,
    /// TikTok says that bytes are missing, but some may still be arriving; or it said nothing at all.
    AskAgain {
        /// When to ask.
        at: Timestamp,
    },
    /// It may be complete. Only TikTok's status decides, however long that takes.
    LeaveToStatus,
}

impl Upload {
    /// From when on no byte can arrive any more.
    pub fn settled_at(&self) -> Timestamp {
        self.upload_url_expires_at + LAST_BYTES_ARRIVE_WITHIN
    }

    /// Judges an upload that has ended at `now`, given how many bytes TikTok's own status says that it holds.
    pub fn after_address_end(&self, uploaded_bytes: Option<u64>, now: Timestamp) -> AddressEnd {
        let settled_at = self.settled_at();
        match uploaded_bytes {
            _ if !self.last_chunk_started => AddressEnd::SendAnew,
            Some(bytes) if self.is_missing_its_end(bytes) && now < settled_at => {
                AddressEnd::AskAgain { at: settled_at }
            }
            Some(bytes) if self.is_missing_its_end(bytes) => AddressEnd::SendAnew,
            Some(_) | None => AddressEnd::LeaveToStatus,
        }
    }

    /// Judges an upload whose address has ended, when TikTok could not be asked at `now`: one question that fails decides
    /// nothing, but nobody asks for ever.
    pub fn after_silence(&self, now: Timestamp) -> AddressEnd {
        if !self.last_chunk_started {
            AddressEnd::SendAnew
        } else if now < self.upload_url_expires_at + ASKED_FOR {
            AddressEnd::AskAgain { at: now + ASK_AGAIN_PAUSE }
        } else {
            AddressEnd::LeaveToStatus
        }
    }

    /// Whether TikTok's count can be believed: it must not be less than what TikTok has confirmed chunk by chunk, and
    /// no bytes at all may as well mean that nobody counted.
    fn is_missing_its_end(&self, bytes: u64) -> bool {
        bytes > 0 && bytes >= self.next_offset && bytes < self.plan.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ChunkPlan;
    use crate::state::UploadUrl;

    const EXPIRY: Timestamp = Timestamp::UNIX_EPOCH;

    fn upload(last_chunk_started: bool) -> Upload {
        Upload {
            publish_id: "id".into(),
            upload_url: UploadUrl::new("https://example".into()),
            upload_url_expires_at: EXPIRY,
            plan: ChunkPlan { size: 25, chunk_size: 10, count: 2 },
            next_offset: 10,
            last_chunk_started,
            resume_at: None,
        }
    }

    #[test]
    fn before_the_last_chunk_nothing_can_have_been_completed() {
        assert_eq!(upload(false).after_address_end(None, EXPIRY), AddressEnd::SendAnew);
    }

    #[test]
    fn after_the_last_chunk_only_tiktoks_own_count_of_missing_bytes_allows_another_init() {
        let settled_at = EXPIRY + LAST_BYTES_ARRIVE_WITHIN;
        let upload = upload(true);
        assert_eq!(upload.after_address_end(Some(10), EXPIRY), AddressEnd::AskAgain { at: settled_at });
        assert_eq!(upload.after_address_end(Some(10), settled_at), AddressEnd::SendAnew);
        assert_eq!(upload.after_address_end(Some(25), settled_at), AddressEnd::LeaveToStatus);
        assert_eq!(upload.after_address_end(None, settled_at), AddressEnd::LeaveToStatus);
    }

    #[test]
    fn a_question_that_fails_is_asked_again_for_half_an_hour() {
        let minute = |minute| EXPIRY + SignedDuration::from_mins(minute);
        assert_eq!(upload(false).after_silence(minute(0)), AddressEnd::SendAnew);
        for asked_at in [-5, 0, 29] {
            let again = AddressEnd::AskAgain { at: minute(asked_at + 1) };
            assert_eq!(upload(true).after_silence(minute(asked_at)), again, "{asked_at}");
        }
        assert_eq!(upload(true).after_silence(minute(30)), AddressEnd::LeaveToStatus);
    }

    #[test]
    fn a_count_that_contradicts_what_was_confirmed_is_not_believed() {
        let settled_at = EXPIRY + LAST_BYTES_ARRIVE_WITHIN;
        for bytes in [0, 9] {
            let judged = upload(true).after_address_end(Some(bytes), settled_at);
            assert_eq!(judged, AddressEnd::LeaveToStatus, "{bytes}");
        }
    }
}
