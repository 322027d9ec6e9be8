//! Whether the app has passed TikTok's audit, as far as TikTok's answers tell.
//!
//! TikTok has no call that says so. Until an app has passed, an init for anybody but the creator is refused, or the post
//! appears for the creator alone, whatever was asked for. Each of these is evidence, and so is a post that others can see.

use crate::event::{Outcome, StatusReport};
use crate::post::Post;
use crate::privacy::PrivacyLevel;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// From a refused init to the next post that is tried. Such an init has no effect, so one an hour costs nothing.
pub const TRIAL_AFTER_REFUSAL: SignedDuration = SignedDuration::from_hours(1);

/// From a post that appeared for its creator alone to the next one that is tried: that, too, may stay private.
pub const TRIAL_AFTER_PRIVATE_POST: SignedDuration = SignedDuration::from_hours(24);

/// What is known of the app's audit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditState {
    /// Nothing yet.
    #[default]
    Unknown,
    /// TikTok treats the app as unaudited.
    NotPassed,
    /// Others than the creator can see what the app posts.
    Passed,
}

/// What happens to posts for others than the creator while the app has not passed the audit: the operator's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnauditedPosts {
    /// They wait, and one is tried now and then.
    Wait,
    /// They fail.
    Fail,
}

/// Something that tells how TikTok treats the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// An init was refused because the app is unaudited.
    InitRefused,
    /// A post that was meant for others appeared for its creator alone.
    PublishedPrivately,
    /// A post that was meant for others can be seen by them.
    PublishedAsChosen,
}

impl Evidence {
    /// What TikTok's word on a post says about the audit. To be asked before the post takes that word, since it is the
    /// level that was sent which counts.
    pub fn of(post: &Post, report: &StatusReport) -> Option<Self> {
        let Outcome::Published(told) = &report.outcome else { return None };
        let concerns_this_attempt = post.state.publish_id() == Some(&report.publish_id);
        if !concerns_this_attempt || post.privacy_level.is_none_or(|sent| sent == PrivacyLevel::SelfOnly) {
            return None;
        }
        match told.privacy_level {
            Some(PrivacyLevel::SelfOnly) => Some(Self::PublishedPrivately),
            Some(
                PrivacyLevel::PublicToEveryone
                | PrivacyLevel::MutualFollowFriends
                | PrivacyLevel::FollowerOfCreator,
            ) => Some(Self::PublishedAsChosen),
            // Only public posts have an id.
            None => told.post_id.is_some().then_some(Self::PublishedAsChosen),
        }
    }

    fn state(self) -> AuditState {
        match self {
            Self::InitRefused | Self::PublishedPrivately => AuditState::NotPassed,
            Self::PublishedAsChosen => AuditState::Passed,
        }
    }

    fn trial_after(self) -> SignedDuration {
        match self {
            Self::InitRefused => TRIAL_AFTER_REFUSAL,
            Self::PublishedPrivately => TRIAL_AFTER_PRIVATE_POST,
            Self::PublishedAsChosen => SignedDuration::ZERO,
        }
    }
}

/// What is kept about the audit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// What is known.
    pub state: AuditState,
    /// When that came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// While it has not passed: when a post may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_trial_at: Option<Timestamp>,
    /// Whether the operator knows.
    #[serde(default)]
    pub told: bool,
}

impl Audit {
    /// Takes evidence, and says whether anything worth keeping changed. That an app which was never refused has passed
    /// is no news to its operator.
    pub fn learn(&mut self, evidence: Evidence, now: Timestamp) -> bool {
        let before = self.clone();
        let state = evidence.state();
        if state != self.state {
            self.told = self.state == AuditState::Unknown && state == AuditState::Passed;
            self.since = Some(now);
            self.state = state;
        }
        self.next_trial_at = match state {
            AuditState::NotPassed => self.next_trial_at.max(Some(now + evidence.trial_after())),
            AuditState::Passed | AuditState::Unknown => None,
        };
        *self != before
    }

    /// Whether a post for others than the creator may be tried now.
    ///
    /// # Errors
    /// When it may.
    pub fn admits(&self, now: Timestamp) -> Result<(), Timestamp> {
        match self.next_trial_at {
            Some(at) if self.state == AuditState::NotPassed && now < at => Err(at),
            Some(_) | None => Ok(()),
        }
    }

    /// Lets one post be tried, and no other for a while.
    ///
    /// # Errors
    /// When the next one may be tried.
    pub fn take_trial(&mut self, now: Timestamp) -> Result<(), Timestamp> {
        self.admits(now)?;
        if self.state == AuditState::NotPassed {
            self.next_trial_at = Some(now + TRIAL_AFTER_REFUSAL);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn the_operator_is_told_of_a_refusal_and_of_the_success_after_it() {
        let mut audit = Audit::default();
        assert!(audit.learn(Evidence::InitRefused, NOW));
        assert_eq!((audit.state, audit.told), (AuditState::NotPassed, false));
        audit.told = true;
        assert!(audit.learn(Evidence::PublishedAsChosen, NOW));
        assert_eq!((audit.state, audit.told, audit.next_trial_at), (AuditState::Passed, false, None));
    }

    #[test]
    fn success_from_the_start_is_no_news() {
        let mut audit = Audit::default();
        assert!(audit.learn(Evidence::PublishedAsChosen, NOW));
        assert!(audit.told);
        assert!(!audit.learn(Evidence::PublishedAsChosen, NOW), "nothing to save for each post");
    }

    #[test]
    fn while_it_has_not_passed_one_post_an_hour_is_tried() {
        let mut audit = Audit::default();
        audit.learn(Evidence::InitRefused, NOW);
        let next = NOW + TRIAL_AFTER_REFUSAL;
        assert_eq!(audit.take_trial(NOW), Err(next));
        assert_eq!(audit.take_trial(next), Ok(()));
        assert_eq!(audit.take_trial(next), Err(next + TRIAL_AFTER_REFUSAL));
    }

    #[test]
    fn a_post_that_stayed_private_delays_the_next_trial_for_a_day() {
        let mut audit = Audit::default();
        audit.learn(Evidence::PublishedPrivately, NOW);
        audit.learn(Evidence::InitRefused, NOW);
        assert_eq!(audit.admits(NOW), Err(NOW + TRIAL_AFTER_PRIVATE_POST));
    }
}
