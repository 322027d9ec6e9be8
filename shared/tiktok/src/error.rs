//! Failed calls, named by what the caller does next.

use std::time::Duration;

/// A call to TikTok that did not succeed.
///
/// Its text is a fragment fit for a log line: TikTok's code and message, never a URL, a body or a secret.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.fragment())]
pub struct CallError {
    /// What to do about it.
    pub kind: CallErrorKind,
    /// TikTok's error code, where it gave one.
    pub code: Option<String>,
    /// TikTok's message or, where TikTok said nothing, what was noticed here. Short, one line, printable.
    pub message: String,
    /// TikTok's id for this call: what its support asks for first.
    pub log_id: Option<String>,
    /// The HTTP status, where an answer came.
    pub http_status: Option<u16>,
    /// What the network said, with URLs removed.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What a failed call asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallErrorKind {
    /// No connection could be made. Always safe to repeat.
    #[error("tiktok could not be reached")]
    NeverSent,
    /// The call was sent, and no complete answer came. Its effect may have happened.
    #[error("tiktok did not answer")]
    Unanswered,
    /// TikTok answered that it is out of order: any 5xx, `internal_error` and the like. For an init, too, the effect
    /// may have happened.
    #[error("tiktok is unavailable")]
    Unavailable,
    /// Too many calls. Wait at least this long, then back off.
    #[error("tiktok's rate limit is reached")]
    RateLimited {
        /// What TikTok asked for, or [`CallErrorKind::RATE_LIMIT_WAIT`] where it named no time.
        wait: Duration,
    },
    /// The access token is not valid. Refresh it once and repeat the call.
    #[error("the access token is not accepted")]
    TokenRejected,
    /// The code or refresh token is not valid. Read the stored pair again, since another run may have rotated it; if
    /// it is still the one that was sent, the creator has to connect again.
    #[error("the grant is not accepted")]
    GrantRejected,
    /// The application's own key or secret is refused: the operator's task, and no creator's fault.
    #[error("the app's credentials are not accepted")]
    AppRefused,
    /// The creator has to connect again and grant the scope.
    #[error("a scope is missing")]
    ScopeMissing,
    /// The creator's daily number of posts is used up, over all apps. Try again in the next window.
    #[error("the creator's daily posts are used up")]
    CreatorCapReached,
    /// The app's daily number of active creators is used up. Try again later, and tell the operator.
    #[error("the app's daily creators are used up")]
    AppCapReached,
    /// The app has not passed TikTok's audit, so the account must be private *and* the post `SELF_ONLY`.
    #[error("the app is not audited")]
    NotAudited,
    /// Repeating the same call gives the same answer.
    #[error("tiktok refused: {0}")]
    Refused(Refusal),
    /// An answer came, but not in a form that is understood. Its effect may have happened.
    #[error("tiktok's answer could not be read")]
    Unreadable,
}

/// What a permanent refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The video itself.
    #[error("the video")]
    Media,
    /// The post's options, such as a privacy level that the creator does not have.
    #[error("the post's options")]
    Options,
    /// The creator may not post.
    #[error("the creator")]
    Creator,
    /// The `publish_id` is unknown, or belongs to another token.
    #[error("the publish id")]
    PublishId,
    /// The request: a mistake in this program or in what it was given.
    #[error("the request")]
    Request,
    /// TikTok gave a code that is not in its documents.
    #[error("for an unknown reason")]
    Unknown,
}

impl CallErrorKind {
    /// How long to wait after a rate limit that names no time: TikTok counts in a sliding minute.
    pub const RATE_LIMIT_WAIT: Duration = Duration::from_secs(60);

    /// Whether TikTok may have done what was asked although the call failed. Whoever repeats such a call must be sure
    /// that doing it twice is harmless.
    #[must_use]
    pub fn may_have_happened(self) -> bool {
        match self {
            Self::Unanswered | Self::Unavailable | Self::Unreadable => true,
            Self::NeverSent
            | Self::RateLimited { .. }
            | Self::TokenRejected
            | Self::GrantRejected
            | Self::AppRefused
            | Self::ScopeMissing
            | Self::CreatorCapReached
            | Self::AppCapReached
            | Self::NotAudited
            | Self::Refused(_) => false,
        }
    }
}

/// A message is meant for a log line and a person; TikTok's own are a sentence or two.
const MESSAGE_CHARS_MAX: usize = 300;

impl CallError {
    /// A failure noticed on this side.
    pub(crate) fn here(kind: CallErrorKind, message: impl AsRef<str>) -> Self {
        let message = printable(message.as_ref());
        Self { kind, code: None, message, log_id: None, http_status: None, source: None }
    }

    /// A call that is not worth sending.
    pub(crate) fn bad_request(message: impl AsRef<str>) -> Self {
        Self::here(CallErrorKind::Refused(Refusal::Request), message)
    }

    pub(crate) fn unreadable(http_status: u16, message: impl AsRef<str>) -> Self {
        Self { http_status: Some(http_status), ..Self::here(CallErrorKind::Unreadable, message) }
    }

    fn fragment(&self) -> String {
        let mut text = self.kind.to_string();
        let status = self.http_status.map(|status| format!("http {status}"));
        let said = [status.as_deref(), self.code.as_deref(), Some(self.message.as_str())];
        let said: Vec<&str> = said.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if !said.is_empty() {
            text = format!("{text} ({})", said.join(", "));
        }
        text
    }
}

/// Foreign text made fit for a log line: one line, no control characters, bounded.
pub(crate) fn printable(text: &str) -> String {
    let kept = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    kept.take(MESSAGE_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_a_fragment_with_status_code_and_message() {
        let error = CallError {
            code: Some("invalid_param".to_owned()),
            http_status: Some(400),
            ..CallError::bad_request("The chunk size is invalid")
        };
        assert_eq!(
            error.to_string(),
            "tiktok refused: the request (http 400, invalid_param, The chunk size is invalid)"
        );
    }

    #[test]
    fn foreign_text_is_bounded_and_stays_on_one_line() {
        let message = printable(&format!("a\r\nb\u{1b}[31m{}", "x".repeat(5_000)));
        assert!(message.starts_with("a  b [31mx"));
        assert_eq!(message.chars().count(), MESSAGE_CHARS_MAX);
    }

    #[test]
    fn only_lost_or_muddled_answers_may_have_had_an_effect() {
        let may = [CallErrorKind::Unanswered, CallErrorKind::Unavailable, CallErrorKind::Unreadable];
        assert!(may.into_iter().all(CallErrorKind::may_have_happened));
        let not =
            [CallErrorKind::NeverSent, CallErrorKind::TokenRejected, CallErrorKind::Refused(Refusal::Media)];
        assert!(!not.into_iter().any(CallErrorKind::may_have_happened));
    }
}
