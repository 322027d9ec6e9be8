//! What a failed call means for the post it was made for.

use crate::advice::advice;
use crate::calls::GatewayError;
use crate::tokens::TokenError;
use domain::{Failure, FailureClass};
use jiff::SignedDuration;
use tiktok::{CallError, CallErrorKind, Refusal};

/// The pause after a fault that passes by itself.
const PASSING_PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// The pause while somebody must act: the creator must reconnect, or the operator must correct the app secret.
const SOMEBODY_ACTS_PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// The pause after a daily cap of TikTok's. When its window opens is not told, so it is asked every hour.
const CAP_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// What a failed call means for its post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing has happened; the same call may succeed after a pause.
    Wait {
        /// How long.
        pause: SignedDuration,
        /// Why, in words.
        reason: String,
        /// Whether TikTok's rate limit is the reason, so that the whole account must wait.
        rate_limited: bool,
    },
    /// Nothing has happened, and nothing will before TikTok's cap on the creator's posts opens again.
    CapReached {
        /// When to try again.
        pause: SignedDuration,
        /// Why, in words.
        reason: String,
    },
    /// Nothing has happened, and nothing will until the account is connected again.
    AccountLost {
        /// By whom it was disconnected, in words.
        reason: String,
    },
    /// The call may have had its effect, or not.
    Ambiguous {
        /// What was seen.
        reason: String,
    },
    /// The same call will always fail.
    Fail(Failure),
}

/// Judges an error of a call that concerns a post.
pub fn meaning(error: &GatewayError) -> Meaning {
    match error {
        GatewayError::Token(error) => token_meaning(error),
        GatewayError::Call(error) => call_meaning(error),
    }
}

fn token_meaning(error: &TokenError) -> Meaning {
    let wait = |pause| Meaning::Wait { pause, reason: error.to_string(), rate_limited: false };
    match error {
        TokenError::Busy
        | TokenError::NoTime
        | TokenError::Overtaken
        | TokenError::Unavailable(_)
        | TokenError::Store(_) => wait(PASSING_PAUSE),
        TokenError::UnknownAccount
        | TokenError::ReconnectRequired { .. }
        | TokenError::AppRefused(_)
        | TokenError::AppUnreadable(_) => wait(SOMEBODY_ACTS_PAUSE),
        TokenError::Disconnected { .. } => Meaning::AccountLost { reason: error.to_string() },
    }
}

fn call_meaning(error: &CallError) -> Meaning {
    let wait = |pause| Meaning::Wait { pause, reason: error.to_string(), rate_limited: false };
    let fail = |class| {
        Meaning::Fail(Failure {
            class,
            reason: format!("{error}; {}", advice(class, error.code.as_deref())),
            code: error.code.clone(),
            log_id: error.log_id.clone(),
        })
    };
    match error.kind {
        CallErrorKind::NeverSent => wait(PASSING_PAUSE),
        CallErrorKind::Unanswered | CallErrorKind::Unavailable | CallErrorKind::Unreadable => {
            Meaning::Ambiguous { reason: error.to_string() }
        }
        CallErrorKind::RateLimited { wait } => Meaning::Wait {
            pause: SignedDuration::try_from(wait).unwrap_or(PASSING_PAUSE),
            reason: error.to_string(),
            rate_limited: true,
        },
        CallErrorKind::CreatorCapReached => {
            Meaning::CapReached { pause: CAP_PAUSE, reason: error.to_string() }
        }
        CallErrorKind::AppCapReached => wait(CAP_PAUSE),
        CallErrorKind::TokenRejected | CallErrorKind::AppRefused | CallErrorKind::GrantRejected => {
            wait(SOMEBODY_ACTS_PAUSE)
        }
        CallErrorKind::ScopeMissing => fail(FailureClass::Creator),
        CallErrorKind::NotAudited => fail(FailureClass::Audit),
        CallErrorKind::Refused(refusal) => fail(refusal_class(refusal)),
    }
}

fn refusal_class(refusal: Refusal) -> FailureClass {
    match refusal {
        Refusal::Media => FailureClass::Media,
        Refusal::Options => FailureClass::Options,
        Refusal::Creator => FailureClass::Creator,
        Refusal::PublishId | Refusal::Request | Refusal::Unknown => FailureClass::Request,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(kind: CallErrorKind) -> GatewayError {
        GatewayError::Call(CallError {
            kind,
            code: Some("some_code".into()),
            message: "some message".into(),
            log_id: Some("LOG".into()),
            http_status: Some(400),
            source: None,
        })
    }

    #[test]
    fn a_lost_answer_is_never_taken_for_a_refusal() {
        for kind in [CallErrorKind::Unanswered, CallErrorKind::Unavailable, CallErrorKind::Unreadable] {
            assert!(matches!(meaning(&call(kind)), Meaning::Ambiguous { .. }), "{kind:?}");
        }
    }

    #[test]
    fn a_refusal_keeps_tiktoks_code_and_log_id() {
        let Meaning::Fail(failure) = meaning(&call(CallErrorKind::NotAudited)) else {
            panic!("not a failure")
        };
        assert_eq!(failure.class, FailureClass::Audit);
        assert_eq!(failure.code.as_deref(), Some("some_code"));
        assert_eq!(failure.log_id.as_deref(), Some("LOG"));
        assert!(failure.reason.contains("SELF_ONLY"), "{}", failure.reason);
    }

    #[test]
    fn a_rate_limit_holds_the_whole_account_for_as_long_as_tiktok_says() {
        let wait = std::time::Duration::from_secs(17);
        let Meaning::Wait { pause, rate_limited, .. } = meaning(&call(CallErrorKind::RateLimited { wait }))
        else {
            panic!("not a wait")
        };
        assert_eq!((pause.as_secs(), rate_limited), (17, true));
    }

    #[test]
    fn an_account_to_be_reconnected_keeps_its_posts_waiting() {
        let error =
            GatewayError::Token(TokenError::ReconnectRequired { reason: "revoked".into(), refused: None });
        assert!(matches!(meaning(&error), Meaning::Wait { pause, .. } if pause == SOMEBODY_ACTS_PAUSE));
    }
}
