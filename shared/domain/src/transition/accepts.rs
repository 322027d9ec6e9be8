//! Which events a state takes.

use crate::failure::FailureClass;
use crate::post::Post;
use crate::state::State;

impl Post {
    /// Until an upload is open, what was chosen may still be changed.
    pub(crate) fn takes_options(&self) -> bool {
        match &self.state {
            State::Held { .. } | State::Queued { .. } | State::Initializing { .. } => true,
            State::Failed { failure, publish_id } => {
                failure.class == FailureClass::Options && publish_id.is_none()
            }
            State::Uploading(_)
            | State::Processing { .. }
            | State::Published { .. }
            | State::Unconfirmed { .. }
            | State::Cancelled { .. } => false,
        }
    }

    pub(super) fn is_publishing(&self) -> bool {
        matches!(self.state, State::Queued { .. } | State::Initializing { .. } | State::Uploading(_))
    }

    pub(super) fn awaits_upload(&self) -> bool {
        matches!(self.state, State::Queued { .. } | State::Initializing { .. })
    }

    /// A run that is submitting finds out when it tries to save, which it does before the first byte.
    pub(crate) fn awaits_first_byte(&self) -> bool {
        matches!(self.state, State::Held { .. } | State::Queued { .. } | State::Initializing { .. })
    }

    pub(super) fn may_still_fail(&self) -> bool {
        match &self.state {
            State::Held { .. } | State::Queued { .. } | State::Initializing { .. } => true,
            State::Uploading(upload) => !upload.last_chunk_started,
            State::Processing { .. }
            | State::Published { .. }
            | State::Failed { .. }
            | State::Unconfirmed { .. }
            | State::Cancelled { .. } => false,
        }
    }

    /// What failed for its options wants other options, and is not tried again with the same ones.
    pub(crate) fn takes_retry(&self) -> bool {
        match &self.state {
            State::Failed { .. } => !self.takes_options(),
            State::Unconfirmed { .. } | State::Cancelled { .. } => true,
            State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. }
            | State::Published { .. } => false,
        }
    }
}
