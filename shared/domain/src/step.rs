//! What should happen next with a post.

use crate::post::Post;
use crate::state::{State, Upload};
use jiff::Timestamp;

/// The next step, chosen from the post alone. The run that carries it out has no choices left to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing, until a person acts or for good.
    Rest,
    /// Nothing before this moment.
    Wait {
        /// When to look again.
        until: Timestamp,
    },
    /// Another run works on it.
    Leased {
        /// When it may be taken over.
        until: Timestamp,
    },
    /// Check it and send an init. Safe also where an init may have been sent already: nothing of it is known, so it
    /// can have no bytes, and an upload without bytes is never published.
    Submit,
    /// Ask TikTok where the upload stands, and go on from there.
    Resume,
    /// Ask TikTok what became of it.
    Poll,
}

impl Post {
    /// What the run called `owner` should do at `now`.
    pub fn next_step(&self, owner: &str, now: Timestamp) -> Step {
        if let Some(lease) = self.lease.as_ref().filter(|lease| lease.excludes(owner, now)) {
            return Step::Leased { until: lease.until };
        }
        match &self.state {
            State::Held { .. } | State::Failed { .. } | State::Cancelled { .. } => Step::Rest,
            State::Queued { not_before, .. } if now < *not_before => Step::Wait { until: *not_before },
            State::Queued { .. } | State::Initializing { .. } => Step::Submit,
            State::Uploading(Upload { resume_at: Some(at), .. }) if now < *at => Step::Wait { until: *at },
            State::Uploading(_) => Step::Resume,
            State::Processing { next_poll_at, .. } => poll(Some(*next_poll_at), now),
            State::Published { next_poll_at, .. } | State::Unconfirmed { next_poll_at, .. } => {
                poll(*next_poll_at, now)
            }
        }
    }
}

fn poll(at: Option<Timestamp>, now: Timestamp) -> Step {
    match at {
        None => Step::Rest,
        Some(at) if now < at => Step::Wait { until: at },
        Some(_) => Step::Poll,
    }
}
