//! Posts of an app that has not passed TikTok's audit: they wait or fail, instead of being refused again and again.

use crate::drive::Run;
use crate::submit::Hurdle;
use adapters::StoreError;
use domain::audit::{AuditState, Evidence, TRIAL_AFTER_REFUSAL, UnauditedPosts};
use domain::{Failure, FailureClass, Post, PostOptions, PrivacyLevel};
use jiff::{SignedDuration, Timestamp};

/// From the refusal of a `SELF_ONLY` post to its next try: it waits for its creator to make the account private.
const PRIVATE_POST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

const WHY: &str = "TikTok treats the app as unaudited, so that only the creator could see the post";

/// Whether a post may go on, as far as the app's audit goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// It may.
    Open,
    /// It may be tried, if no other post is.
    Trial,
}

impl Run<'_> {
    /// Stops a post for others than its creator that TikTok is known to refuse, before anything is spent on it.
    pub(crate) async fn await_audit(&self, options: &PostOptions) -> Result<Gate, Hurdle> {
        if options.privacy_level == PrivacyLevel::SelfOnly {
            return Ok(Gate::Open);
        }
        let audit = self.publish.gateway.audit().await?;
        match audit.state {
            AuditState::Unknown | AuditState::Passed => Ok(Gate::Open),
            AuditState::NotPassed => {
                let admitted = audit.admits(self.publish.clock.now());
                admitted.map(|()| Gate::Trial).map_err(|until| self.not_admitted(until))
            }
        }
    }

    /// The last check before the init: while TikTok is known to refuse such posts, one at a time is tried.
    pub(crate) async fn pass(&self, gate: Gate) -> Result<(), Hurdle> {
        match gate {
            Gate::Open => Ok(()),
            Gate::Trial => {
                let taken = self.publish.gateway.take_audit_trial().await?;
                taken.map_err(|until| self.not_admitted(until))
            }
        }
    }

    /// TikTok has refused the post because the app is unaudited.
    pub(crate) async fn unaudited(&self, post: &Post, failure: Failure) -> Result<Hurdle, StoreError> {
        self.publish.gateway.learn_of_audit(Evidence::InitRefused).await?;
        let pause = if post.options.privacy_level == Some(PrivacyLevel::SelfOnly) {
            PRIVATE_POST_PAUSE
        } else {
            TRIAL_AFTER_REFUSAL
        };
        Ok(match self.publish.settings.unaudited_posts {
            UnauditedPosts::Wait => {
                Hurdle::Defer { until: self.publish.clock.now() + pause, reason: failure.reason }
            }
            UnauditedPosts::Fail => Hurdle::Refuse(failure),
        })
    }

    fn not_admitted(&self, until: Timestamp) -> Hurdle {
        match self.publish.settings.unaudited_posts {
            UnauditedPosts::Wait => {
                Hurdle::Defer { until, reason: format!("{WHY}; it waits until the app has passed the audit") }
            }
            UnauditedPosts::Fail => Hurdle::Refuse(Failure::local(
                FailureClass::Audit,
                format!(
                    "{WHY}; pass the audit, or make the account private and choose SELF_ONLY, then retry"
                ),
            )),
        }
    }
}
