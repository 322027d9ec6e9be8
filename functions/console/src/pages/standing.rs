//! Where a post stands, as a person reads it: a word, why, and what to do.

use domain::failure::{Failure, FailureClass};
use domain::state::{Awaits, State};
use domain::{Post, PrivacyLevel};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

/// A queued post that is due within this time moves as far as a viewer is concerned.
const SOON: SignedDuration = SignedDuration::from_mins(1);

/// How soon a page should look at a post again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pace {
    /// Nothing will happen by itself.
    Still,
    /// Something will, some time.
    Slow,
    /// Something happens now.
    Fast,
}

impl Pace {
    /// What `refresh.js` reads.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Still => "still",
            Self::Slow => "slow",
            Self::Fast => "fast",
        }
    }

    /// The pace of a post.
    pub(crate) fn of(post: &Post, now: Timestamp) -> Self {
        match &post.state {
            State::Initializing { .. } | State::Uploading(_) | State::Processing { .. } => Self::Fast,
            State::Queued { not_before, .. } if not_before.duration_since(now) <= SOON => Self::Fast,
            // Somebody may complete it, or mend it with a sidecar, at any moment.
            State::Queued { .. } | State::Held { .. } | State::Unconfirmed { .. } => Self::Slow,
            State::Published { next_poll_at: Some(_), .. } => Self::Slow,
            State::Published { next_poll_at: None, .. } | State::Failed { .. } | State::Cancelled { .. } => {
                Self::Still
            }
        }
    }
}

/// The word for a state by its public name, for a state that is chosen from a menu.
pub(crate) fn word(state: &str) -> &'static str {
    match state {
        "held" => "Held",
        "queued" => "Queued",
        "initializing" => "Starting",
        "uploading" => "Uploading",
        "processing" => "Processing",
        "published" => "Published",
        "failed" => "Failed",
        "unconfirmed" => "Unconfirmed",
        "cancelled" => "Cancelled",
        _ => "Unknown",
    }
}

/// The state in a word, with how far an upload is.
pub(crate) fn chip(post: &Post) -> Markup {
    let percent = post.uploaded_percent();
    html! {
        span.chip data-state=(post.state.name()) {
            (word(post.state.name()))
            @if let Some(percent) = percent { " " (percent) " %" }
        }
        @if let Some(percent) = percent {
            progress max="100" value=(percent) aria-label="Uploaded to TikTok" {}
        }
    }
}

/// What a reader should know beside the word: why it stands there, and what to do.
pub(crate) fn advice(post: &Post) -> Option<String> {
    match &post.state {
        State::Held { reason, awaits: Awaits::Options } => {
            Some(format!("{}. Complete it here, or put a sidecar beside its video.", sentence(reason)))
        }
        State::Held { reason, awaits: Awaits::Account } => {
            Some(format!("{}. Connect the account again, and the post goes on by itself.", sentence(reason)))
        }
        State::Queued { reason, .. } => reason.as_deref().map(|reason| format!("{}.", sentence(reason))),
        State::Initializing { .. } | State::Uploading(_) => None,
        State::Processing { .. } => {
            Some("TikTok has the video and is processing it, which may take a few minutes.".to_owned())
        }
        State::Published { post_url, next_poll_at, .. } => match (post_url, next_poll_at) {
            (Some(_), _) => None,
            (None, _) if post.privacy_level == Some(PrivacyLevel::SelfOnly) => {
                Some("Only the creator can see it, so TikTok gives no link.".to_owned())
            }
            (None, Some(_)) => {
                Some("TikTok gives the link of a public post after it has looked at it.".to_owned())
            }
            (None, None) => Some("TikTok has given no link.".to_owned()),
        },
        State::Failed { failure, .. } => Some(failed(post, failure)),
        State::Unconfirmed { reason, .. } => Some(format!(
            "{}. It may be online: look at the creator's profile before you retry it.",
            sentence(reason)
        )),
        State::Cancelled { reason } => Some(format!("{}.", sentence(reason))),
    }
}

/// The reason of a failure says what to do already; what can be done here is added.
fn failed(post: &Post, failure: &Failure) -> String {
    let reason = sentence(&failure.reason);
    let here = match failure.class {
        FailureClass::Options if post.actions().choose => "Correct its options here, and it goes on.",
        FailureClass::Options => "Upload the video again with other options.",
        FailureClass::TikTok | FailureClass::Creator | FailureClass::Audit | FailureClass::Operator => {
            "Retry it here once that is done."
        }
        FailureClass::Media | FailureClass::Source => "The same video would fail again.",
        FailureClass::Request => "A retry is not likely to help.",
    };
    format!("{reason}. {here}")
}

/// A reason begins small and has no full stop, so that it can stand in a log line; on a page it is a sentence. The name of a
/// field stays as it is.
fn sentence(reason: &str) -> String {
    let reason = reason.trim_end_matches('.');
    if reason.split(' ').next().is_some_and(|word| word.contains('_')) {
        return reason.to_owned();
    }
    let mut letters = reason.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
