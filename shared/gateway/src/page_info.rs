//! What the posting page shows of a creator, asked anew each time that it is drawn.

use crate::advice::advice;
use crate::calls::{Gateway, GatewayError};
use crate::meaning::{Meaning, meaning};
use crate::tokens::TokenError;
use adapters::StoreError;
use domain::FailureClass;
use jiff::{SignedDuration, Timestamp};
use tiktok::{CallErrorKind, CreatorInfo};

/// The pause after an answer that was lost. A question may be repeated at once; a person need not.
const ASK_AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(10);

/// What a posting page can say of a creator now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageInfo {
    /// The creator may post, and this is what they may choose from.
    Ready(Box<CreatorInfo>),
    /// Nobody knows now. It passes by itself.
    Wait {
        /// When to ask again.
        until: Timestamp,
        /// Why, in words.
        reason: String,
    },
    /// TikTok takes no post of this creator now: the page must stop here (Content Sharing Guidelines, point 1b).
    NoMorePosts {
        /// When to ask again, where that is known.
        until: Option<Timestamp>,
        /// Why, in words.
        reason: String,
    },
    /// Nothing goes on before the account is connected again.
    Reconnect {
        /// Why, in words.
        reason: String,
    },
    /// Nothing goes on before the operator has seen to the app, or somebody to this program.
    Unusable {
        /// Why, in words.
        reason: String,
    },
}

impl Gateway {
    /// Asks TikTok what a creator may post now, for a page. The question counts in the same minute as those of a post, and
    /// keeps the creator's names and picture as they are now.
    ///
    /// # Errors
    /// When the accounts cannot be read or written.
    pub async fn creator_info_for_page(&self, open_id: &str) -> Result<PageInfo, StoreError> {
        if let Err(until) = self.take_names_slot(open_id).await? {
            let reason = "the account's calls of this minute are used up".to_owned();
            return Ok(PageInfo::Wait { until, reason });
        }
        match self.creator_info(open_id).await {
            Ok(answer) => {
                self.keep_names(open_id, &answer.data).await?;
                Ok(PageInfo::Ready(Box::new(answer.data)))
            }
            Err(error) => {
                let now = self.tokens.clock.now();
                tracing::warn!(account.id = open_id, error = %runtime::chain(&error), "a page could not be told what its creator may post");
                if let Meaning::Wait { pause, rate_limited: true, .. } = meaning(&error) {
                    self.hold_submissions(open_id, now + pause).await?;
                }
                Ok(told(&error, now))
            }
        }
    }
}

fn told(error: &GatewayError, now: Timestamp) -> PageInfo {
    match error {
        GatewayError::Token(
            TokenError::UnknownAccount
            | TokenError::ReconnectRequired { .. }
            | TokenError::Disconnected { .. },
        ) => return PageInfo::Reconnect { reason: reason_of(error) },
        GatewayError::Token(TokenError::AppRefused(_) | TokenError::AppUnreadable(_)) => {
            return PageInfo::Unusable { reason: reason_of(error) };
        }
        GatewayError::Call(call) if call.kind == CallErrorKind::ScopeMissing => {
            return PageInfo::Reconnect { reason: call.to_string() };
        }
        GatewayError::Token(_) | GatewayError::Call(_) => {}
    }
    match meaning(error) {
        Meaning::Wait { pause, reason, .. } => PageInfo::Wait { until: now + pause, reason },
        // Creators are told what it means, without what only TikTok's support can read: the log has that.
        Meaning::CapReached { pause, .. } => PageInfo::NoMorePosts {
            until: Some(now + pause),
            reason: CallErrorKind::CreatorCapReached.to_string(),
        },
        Meaning::AccountLost { reason } => PageInfo::Reconnect { reason },
        Meaning::Ambiguous { reason } => PageInfo::Wait { until: now + ASK_AGAIN_AFTER, reason },
        Meaning::Fail(failure) if failure.class == FailureClass::Creator => {
            let reason = advice(failure.class, failure.code.as_deref()).to_owned();
            PageInfo::NoMorePosts { until: None, reason }
        }
        Meaning::Fail(failure) => PageInfo::Unusable { reason: failure.reason },
    }
}

fn reason_of(error: &GatewayError) -> String {
    match error {
        GatewayError::Token(error) => error.to_string(),
        GatewayError::Call(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tiktok::{CallError, Refusal};

    fn told_of(kind: CallErrorKind) -> PageInfo {
        let (code, message) = (Some("some_code".into()), "some message".into());
        let call = CallError { kind, code, message, log_id: None, http_status: Some(200), source: None };
        told(&GatewayError::Call(call), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_creator_who_may_not_post_now_stops_the_page() {
        for kind in [CallErrorKind::CreatorCapReached, CallErrorKind::Refused(Refusal::Creator)] {
            let PageInfo::NoMorePosts { reason, .. } = told_of(kind) else { panic!("{kind:?}") };
            assert!(!reason.contains("some_code"), "a creator is shown {reason}");
            assert!(reason.contains("creator's"), "nobody learns anything of {reason}");
        }
    }

    #[test]
    fn an_answer_that_was_lost_is_asked_for_again_soon() {
        for kind in [CallErrorKind::NeverSent, CallErrorKind::Unanswered, CallErrorKind::Unavailable] {
            let PageInfo::Wait { until, .. } = told_of(kind) else { panic!("{kind:?}") };
            assert!(until > Timestamp::UNIX_EPOCH);
        }
    }

    #[test]
    fn a_lost_permission_leads_to_the_connect_page() {
        assert!(matches!(told_of(CallErrorKind::ScopeMissing), PageInfo::Reconnect { .. }));
        for error in [
            TokenError::UnknownAccount,
            TokenError::ReconnectRequired { reason: "revoked".into(), refused: None },
            TokenError::Disconnected { reason: "by the creator".into() },
        ] {
            let told = told(&GatewayError::Token(error), Timestamp::UNIX_EPOCH);
            assert!(matches!(told, PageInfo::Reconnect { .. }), "{told:?}");
        }
    }
}
