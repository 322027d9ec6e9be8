//! What becomes of a post whose account goes away, and comes back.

use super::Noted;
use crate::post::Post;
use crate::state::{Awaits, State};
use jiff::Timestamp;

impl Post {
    /// Holds a post that has no upload yet until its account is connected again.
    pub(super) fn lose_account(&mut self, reason: String) -> Option<Noted> {
        if !self.awaits_upload() {
            return None;
        }
        if matches!(self.state, State::Initializing { .. }) {
            // The init was never sent, so it was no attempt.
            self.attempts = self.attempts.saturating_sub(1);
        }
        self.lease = None;
        self.state = State::Held { reason: reason.clone(), awaits: Awaits::Account };
        Some(Noted::because(reason))
    }

    /// Lets a post go on that was held for its account, at its own time.
    pub(super) fn regain_account(&mut self, now: Timestamp) -> Option<Noted> {
        if !matches!(self.state, State::Held { awaits: Awaits::Account, .. }) {
            return None;
        }
        self.wait(self.own_time(now), None);
        Some(Noted::because("the account is connected again".to_owned()))
    }
}
