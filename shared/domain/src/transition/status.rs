//! What TikTok's word on an attempt makes of a post. Polls and webhooks may come in any order, twice or late.

use super::{InvalidTransition, Noted};
use crate::event::{AnswerTrace, Outcome, Publication, StatusReport};
use crate::history::Seen;
use crate::poll;
use crate::post::{Post, Work};
use crate::privacy::PrivacyLevel;
use crate::state::State;
use jiff::Timestamp;

impl Post {
    pub(super) fn take_status(&mut self, report: StatusReport, seen: Seen) -> Result<(), InvalidTransition> {
        let invalid = InvalidTransition { state: self.state.name(), event: "status_reported" };
        if self.state.publish_id() != Some(&report.publish_id) {
            return Err(invalid);
        }
        match report.outcome {
            Outcome::Pending { status } => self.stay_pending(&status, report.answer, seen),
            Outcome::Unknown { status } => {
                let detail =
                    format!("TikTok names a status that nobody knows: {status}; it counts as pending");
                if self.is_watched() && self.history.iter().all(|entry| entry.detail != detail) {
                    let answer = report.answer.clone();
                    self.record_with("status_reported", Noted { detail, answer }, seen);
                }
                self.stay_pending(&status, report.answer, seen);
            }
            Outcome::Published(publication) => {
                self.be_published(report.publish_id, publication, report.answer, seen);
            }
            Outcome::TakenDown => {
                self.be_taken_down(report.publish_id, report.answer, seen).ok_or(invalid)?;
            }
            Outcome::Failed(failure) => match &self.state {
                State::Uploading(_) | State::Processing { .. } | State::Unconfirmed { .. } => {
                    let mut noted = self.fail(failure);
                    noted.answer = report.answer;
                    self.record_with("status_reported", noted, seen);
                }
                State::Published { .. }
                | State::Failed { .. }
                | State::Held { .. }
                | State::Queued { .. }
                | State::Initializing { .. }
                | State::Cancelled { .. } => return Err(invalid),
            },
        }
        Ok(())
    }

    /// Whether anybody asks about the post.
    fn is_watched(&self) -> bool {
        self.due().is_some_and(|due| due.work == Work::Poll)
    }

    /// Moves the next question; a state in which nobody asks refuses.
    pub(super) fn put_off_poll(&mut self, until: Timestamp, now: Timestamp) -> Option<()> {
        match &mut self.state {
            State::Processing { next_poll_at, .. } => *next_poll_at = until,
            State::Published { next_poll_at: Some(next), .. }
            | State::Unconfirmed { next_poll_at: Some(next), .. } => *next = until,
            State::Published { next_poll_at: None, .. }
            | State::Unconfirmed { next_poll_at: None, .. }
            | State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Failed { .. }
            | State::Cancelled { .. } => return None,
        }
        self.updated_at = now;
        Some(())
    }

    /// Asks again later; a state in which nobody asks refuses. Silence counts like an answer that decides nothing.
    pub(super) fn stay_unanswered(&mut self, detail: &str, seen: Seen) -> Option<()> {
        let now = seen.at;
        match &mut self.state {
            State::Processing { sent_at, next_poll_at, .. } => {
                if now.duration_since(*sent_at) < poll::UNCONFIRMED_AFTER {
                    *next_poll_at = now + poll::PAUSE_MAX;
                    self.updated_at = now;
                } else {
                    self.become_unconfirmed(detail, AnswerTrace::default(), seen);
                }
            }
            State::Published { next_poll_at: Some(_), .. }
            | State::Unconfirmed { next_poll_at: Some(_), .. } => {
                self.stay_pending("no answer", AnswerTrace::default(), seen);
            }
            State::Published { next_poll_at: None, .. }
            | State::Unconfirmed { next_poll_at: None, .. }
            | State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Failed { .. }
            | State::Cancelled { .. } => return None,
        }
        Some(())
    }

    /// Nothing was heard for too long. From here on the post is only watched.
    fn become_unconfirmed(&mut self, detail: &str, answer: AnswerTrace, seen: Seen) {
        let State::Processing { publish_id, sent_at, .. } = &mut self.state else { return };
        let reason = format!(
            "TikTok has not said what became of it for {} minutes ({detail}); look on TikTok before you post it again",
            poll::UNCONFIRMED_AFTER.as_mins()
        );
        self.state = State::Unconfirmed {
            publish_id: std::mem::take(publish_id),
            reason: reason.clone(),
            sent_at: *sent_at,
            next_poll_at: poll::next_slow(*sent_at, 0, seen.at),
            polls: 0,
        };
        self.record_with("status_reported", Noted { detail: reason, answer }, seen);
    }

    fn stay_pending(&mut self, status: &str, answer: AnswerTrace, seen: Seen) {
        let now = seen.at;
        self.updated_at = now;
        match &mut self.state {
            State::Processing { sent_at, next_poll_at, polls, .. } => {
                if now.duration_since(*sent_at) < poll::UNCONFIRMED_AFTER {
                    *polls += 1;
                    *next_poll_at = now + poll::pause(*polls);
                    return;
                }
                let detail = format!("last answer: {status}");
                self.become_unconfirmed(&detail, answer, seen);
            }
            State::Unconfirmed { sent_at, next_poll_at, polls, .. } => {
                *polls += 1;
                *next_poll_at = poll::next_slow(*sent_at, *polls, now);
            }
            State::Published { published_at, next_poll_at: next @ Some(_), polls, .. } => {
                *polls += 1;
                *next = poll::next_for_id(*published_at, *polls, now);
            }
            // A late word that it was pending once.
            State::Published { next_poll_at: None, .. }
            | State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Failed { .. }
            | State::Cancelled { .. } => {}
        }
    }

    /// Tells the history, once. What is taken down was published before, even if that was never told.
    fn be_taken_down(&mut self, publish_id: String, answer: AnswerTrace, seen: Seen) -> Option<()> {
        const DETAIL: &str = "it can be seen publicly no longer: taken down, or made private";
        match &self.state {
            State::Published { .. } => {}
            State::Uploading(_) | State::Processing { .. } | State::Unconfirmed { .. } => {
                self.be_published(publish_id, Publication::default(), AnswerTrace::default(), seen);
            }
            State::Failed { .. }
            | State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Cancelled { .. } => return None,
        }
        if self.history.iter().all(|entry| entry.detail != DETAIL) {
            self.record_with("status_reported", Noted { detail: DETAIL.to_owned(), answer }, seen);
        }
        Some(())
    }

    fn be_published(&mut self, publish_id: String, told: Publication, answer: AnswerTrace, seen: Seen) {
        let now = seen.at;
        let (known, known_url, published_at, polls) = match &self.state {
            State::Published { post_id, post_url, published_at, polls, .. } => {
                (post_id.clone(), post_url.clone(), *published_at, polls + 1)
            }
            State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. }
            | State::Failed { .. }
            | State::Unconfirmed { .. }
            | State::Cancelled { .. } => (None, None, now, 0),
        };
        let other_level = told.privacy_level.filter(|level| Some(*level) != self.privacy_level);
        let is_news = !matches!(self.state, State::Published { .. })
            || (known.is_none() && told.post_id.is_some())
            || other_level.is_some();
        self.privacy_level = told.privacy_level.or(self.privacy_level);
        let (post_id, post_url) = (known.or(told.post_id), known_url.or(told.post_url));
        let awaits_id = post_id.is_none() && self.privacy_level == Some(PrivacyLevel::PublicToEveryone);
        let next_poll_at = if awaits_id { poll::next_for_id(published_at, polls, now) } else { None };
        let detail = match (other_level, &post_id) {
            (Some(level), _) => format!("published, but as {level}"),
            (None, Some(_)) => "published".to_owned(),
            (None, None) if awaits_id => "published; its id is awaited".to_owned(),
            (None, None) => "published; TikTok gives ids for public posts only".to_owned(),
        };
        self.lease = None;
        self.state = State::Published { publish_id, post_id, post_url, published_at, next_poll_at, polls };
        self.updated_at = now;
        if is_news {
            self.record_with("status_reported", Noted { detail, answer }, seen);
        }
    }
}
