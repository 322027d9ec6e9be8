//! What an event makes of a post.

mod accepts;
mod account;
mod options;
mod status;
mod upload;

use crate::event::{AnswerTrace, Event};
use crate::failure::{Failure, FailureClass};
use crate::history::{HISTORY_ENTRIES_MAX, HistoryEntry, Seen};
use crate::poll;
use crate::post::Post;
use crate::privacy::PrivacyLevel;
use crate::state::State;
use jiff::Timestamp;
use thiserror::Error;

/// Inits that are begun for one post before it fails: an init that is answered by a fault five times, minutes apart,
/// will not be answered better the sixth time, and each one counts against the creator's daily cap.
pub(crate) const ATTEMPTS_MAX: u32 = 5;

/// An event that cannot happen in the post's state: the run that saw it worked on something that is no longer true.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a post that is {state} cannot take the event {event}")]
pub struct InvalidTransition {
    /// The state's name.
    pub state: &'static str,
    /// The event's name.
    pub event: &'static str,
}

impl Post {
    /// Takes an event: changes the state, and records it in the history. A post that refuses an event is unchanged.
    pub fn apply(&mut self, event: Event, seen: Seen) -> Result<(), InvalidTransition> {
        let name = event.name();
        let now = seen.at;
        let invalid = InvalidTransition { state: self.state.name(), event: name };
        let noted = match event {
            Event::OptionsRead(resolution) if self.takes_options() => {
                self.read_options(resolution, seen);
                return Ok(());
            }
            Event::OptionsChosen { by, choice } => return self.choose(&by, choice, seen).ok_or(invalid),
            Event::Claimed(lease) if self.is_publishing() => {
                self.lease = Some(lease);
                self.resume_at(None);
                self.updated_at = now;
                return Ok(());
            }
            Event::Noted { detail } => Noted::because(detail),
            Event::Deferred { until, reason } if self.awaits_upload() => {
                if matches!(self.state, State::Initializing { .. }) {
                    // The init is known to have had no effect, so it was no attempt.
                    self.attempts = self.attempts.saturating_sub(1);
                }
                self.wait(until, Some(reason.clone()));
                Noted::because(reason)
            }
            Event::AccountLost { reason } => self.lose_account(reason).ok_or(invalid)?,
            Event::AccountReturned => self.regain_account(now).ok_or(invalid)?,
            Event::Refused(failure) if self.may_still_fail() => self.fail(failure),
            Event::InitStarted { privacy_level } if self.awaits_upload() => {
                self.start_init(privacy_level, now)
            }
            Event::HandedOver { resume_at, reason } if self.is_publishing() => {
                self.lease = None;
                self.resume_at(Some(resume_at));
                Noted::because(reason)
            }
            Event::CancelRequested { by } if self.awaits_first_byte() => {
                self.lease = None;
                self.state = State::Cancelled { reason: format!("cancelled by {by}") };
                Noted::because(by)
            }
            Event::RetryRequested { by } if self.takes_retry() => self.retry(by, now),
            Event::PollPutOff { until } => return self.put_off_poll(until, now).ok_or(invalid),
            Event::PollUnanswered { detail } => return self.stay_unanswered(&detail, seen).ok_or(invalid),
            Event::StatusReported(report) => return self.take_status(report, seen),
            Event::InitAnswered { .. }
            | Event::InitUnanswered { .. }
            | Event::LastChunkStarted
            | Event::ChunkStored { .. }
            | Event::Resynchronised { .. }
            | Event::UploadCompleted { .. }
            | Event::UploadAddressLost { .. }
            | Event::UploadNeverCompleted { .. } => return self.take_upload_event(event, seen),
            Event::OptionsRead(_)
            | Event::Claimed(_)
            | Event::Deferred { .. }
            | Event::Refused(_)
            | Event::InitStarted { .. }
            | Event::HandedOver { .. }
            | Event::CancelRequested { .. }
            | Event::RetryRequested { .. } => return Err(invalid),
        };
        self.record_with(name, noted, seen);
        Ok(())
    }

    /// Adds an entry about something that needs no event.
    pub(crate) fn record(&mut self, name: &str, detail: impl Into<String>, seen: Seen) {
        self.record_with(name, Noted::because(detail.into()), seen);
    }

    fn resume_at(&mut self, at: Option<Timestamp>) {
        if let State::Uploading(upload) = &mut self.state {
            upload.resume_at = at;
        }
    }

    fn wait(&mut self, not_before: Timestamp, reason: Option<String>) {
        self.lease = None;
        self.state = State::Queued { not_before, reason };
    }

    fn try_again(&mut self, retry_at: Timestamp, detail: String) -> Noted {
        if self.attempts < ATTEMPTS_MAX {
            self.wait(retry_at, Some(detail.clone()));
            return Noted::because(detail);
        }
        let reason = format!("given up after {} attempts: {detail}", self.attempts);
        self.fail(Failure::local(FailureClass::TikTok, reason))
    }

    fn fail(&mut self, failure: Failure) -> Noted {
        let publish_id = self.state.publish_id().map(str::to_owned);
        let noted = Noted {
            detail: failure.reason.clone(),
            answer: AnswerTrace { log_id: failure.log_id.clone(), http_status: None },
        };
        self.lease = None;
        self.state = State::Failed { failure, publish_id };
        noted
    }

    fn start_init(&mut self, privacy_level: PrivacyLevel, now: Timestamp) -> Noted {
        self.attempts += 1;
        self.privacy_level = Some(privacy_level);
        self.state = State::Initializing { since: now };
        Noted::because(format!("attempt {} as {privacy_level}", self.attempts))
    }

    fn start_processing(&mut self, publish_id: String, now: Timestamp) {
        self.lease = None;
        self.state = State::Processing {
            publish_id,
            sent_at: now,
            next_poll_at: now + poll::FIRST_POLL_AFTER,
            polls: 0,
        };
    }

    fn renew(&mut self, until: Timestamp, now: Timestamp) {
        self.updated_at = now;
        if let Some(lease) = &mut self.lease {
            lease.until = until;
        }
    }

    fn record_with(&mut self, name: &str, noted: Noted, seen: Seen) {
        self.updated_at = seen.at;
        let mut waiting = self.history.iter().rev().take_while(|entry| is_waiting(&entry.event));
        if is_waiting(name) && waiting.any(|entry| entry.event == name && entry.detail == noted.detail) {
            return;
        }
        if self.history.len() >= HISTORY_ENTRIES_MAX {
            self.history.remove(1);
        }
        self.history.push(HistoryEntry {
            at: seen.at,
            source: seen.by,
            event: name.to_owned(),
            state: self.state.name().to_owned(),
            detail: noted.detail,
            publish_id: self.state.publish_id().map(str::to_owned),
            post_id: self.state.post_id().map(str::to_owned),
            log_id: noted.answer.log_id,
            http_status: noted.answer.http_status,
        });
    }
}

/// Whether an event only says that the post still waits. A post may wait for the same thing for days and is looked at
/// every few minutes, so it is told once.
fn is_waiting(event: &str) -> bool {
    matches!(event, "deferred" | "handed_over" | "resynchronised")
}

/// What goes into the history beside the event's name.
struct Noted {
    detail: String,
    answer: AnswerTrace,
}

impl Noted {
    fn because(detail: String) -> Self {
        Self { detail, answer: AnswerTrace::default() }
    }
}
