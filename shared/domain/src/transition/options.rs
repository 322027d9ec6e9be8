//! What was said about a post, and what it makes of it: from its sources, or by a person in the console.

use super::Noted;
use crate::failure::{Failure, FailureClass};
use crate::history::Seen;
use crate::options::{Consent, OptionsError, OptionsPatch, OptionsSource, Resolution};
use crate::post::Post;
use crate::state::{Awaits, State};
use jiff::Timestamp;

/// The longest name of a person that the history keeps, in characters: a sign-in may call itself anything.
const NAME_CHARS_MAX: usize = 100;

impl Post {
    /// Whether the sources of options say anything that the post does not know: the same upload seen twice says
    /// nothing new.
    pub fn learns_from(&self, resolution: &Resolution) -> bool {
        let refused = match &resolution.verdict {
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        };
        let refused_before = match &self.state {
            State::Held { reason, awaits: Awaits::Options } => Some(reason.clone()),
            State::Held { awaits: Awaits::Account, .. } => None,
            State::Failed { failure, .. } => Some(failure.reason.clone()),
            State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. }
            | State::Published { .. }
            | State::Unconfirmed { .. }
            | State::Cancelled { .. } => None,
        };
        self.options != resolution.options || refused != refused_before
    }

    /// Takes what the sources of options say. A run that is preparing an init finds out when it tries to save, before
    /// the first byte; an init of before is answered by nobody, and so has no bytes.
    pub(crate) fn read_options(&mut self, resolution: Resolution, seen: Seen) {
        let said = self.settle(resolution, seen.at);
        self.record("options_read", said, seen);
    }

    /// Takes a person's choice, as far as it may still change. What it leaves open stays as it was.
    ///
    /// A post that failed for its options takes a whole choice alone: nobody here knows whether the sources that it was
    /// refused for can be used by now.
    pub(crate) fn choose(&mut self, by: &str, choice: OptionsPatch, seen: Seen) -> Option<()> {
        let chosen = choice.clone().or(self.chosen.clone().unwrap_or_default());
        if !self.takes_options() || (matches!(self.state, State::Failed { .. }) && !chosen.is_whole()) {
            return None;
        }
        let names = choice.named().join(", ");
        let consent = match choice.music_usage_confirmed {
            Some(true) => Some(Consent { source: OptionsSource::Console, at: seen.at }),
            Some(false) => None,
            None => self.consent,
        };
        let options = chosen.clone().or(self.options.clone());
        let verdict = options.complete();
        self.chosen = Some(chosen);
        let said = self.settle(Resolution { options, consent, verdict }, seen.at);
        let by: String = by.chars().take(NAME_CHARS_MAX).collect();
        self.record("options_chosen", format!("{by} chose {names}: {said}"), seen);
        Some(())
    }

    /// Lets a person have it tried again, at its own time where that is still to come. One whose options were never
    /// complete is held for them again.
    pub(super) fn retry(&mut self, by: String, now: Timestamp) -> Noted {
        self.attempts = 0;
        match self.options.complete() {
            Ok(_) => self.wait(self.own_time(now), Some(format!("retried by {by}"))),
            Err(error) => self.refuse_options(&error),
        }
        Noted::because(by)
    }

    /// When the post wants to go out, not before `now`.
    pub(crate) fn own_time(&self, now: Timestamp) -> Timestamp {
        self.options.publish_at.map_or(now, |at| at.max(now))
    }

    fn settle(&mut self, resolution: Resolution, now: Timestamp) -> String {
        let pause_ends_at = self.pause_after_init();
        if matches!(self.state, State::Failed { .. }) {
            self.attempts = 0;
        }
        self.lease = None;
        self.privacy_level = resolution.options.privacy_level;
        self.consent = self.consent_after(resolution.consent);
        let publish_at = resolution.options.publish_at;
        self.options = resolution.options;
        match resolution.verdict {
            Ok(_) => {
                self.wait(publish_at.unwrap_or(now).max(pause_ends_at), None);
                "the options are complete".to_owned()
            }
            Err(error) => {
                self.refuse_options(&error);
                error.to_string()
            }
        }
    }

    /// A consent in the console was given when it was chosen, however often it is read from the post.
    fn consent_after(&self, read: Option<Consent>) -> Option<Consent> {
        match (read, self.consent) {
            (
                Some(Consent { source: OptionsSource::Console, .. }),
                Some(given @ Consent { source: OptionsSource::Console, .. }),
            ) => Some(given),
            (read, _) => read,
        }
    }

    fn refuse_options(&mut self, error: &OptionsError) {
        let reason = error.to_string();
        self.lease = None;
        self.state = match error {
            OptionsError::Missing(_) => State::Held { reason, awaits: Awaits::Options },
            OptionsError::CaptionTooLong { .. }
            | OptionsError::BrandedContentPrivate
            | OptionsError::Unreadable { .. } => {
                State::Failed { failure: Failure::local(FailureClass::Options, reason), publish_id: None }
            }
        };
    }

    /// The end of the pause after an init that was not answered: new options do not shorten it.
    fn pause_after_init(&self) -> Timestamp {
        if let State::Queued { not_before, .. } = &self.state
            && self.attempts > 0
        {
            return *not_before;
        }
        Timestamp::MIN
    }
}
