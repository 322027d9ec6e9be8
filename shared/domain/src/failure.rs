//! Why a post failed, in words a person can act on.

use serde::{Deserialize, Serialize};

/// What would have to change before another attempt could succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureClass {
    /// The video itself.
    Media,
    /// What was said about the post: a corrected sidecar sends it on its way again.
    Options,
    /// The creator's standing with TikTok, or the creator's consent.
    Creator,
    /// The app's audit has not passed.
    Audit,
    /// The operator's app credentials or settings.
    Operator,
    /// TikTok's side; nothing that we or the creator did.
    TikTok,
    /// The object changed or went away before it was sent.
    Source,
    /// TikTok refused the request as wrong: a bug of ours, or a rule we do not know.
    Request,
}

impl FailureClass {
    /// The class's public name, as it stands in a post's item.
    pub fn name(self) -> &'static str {
        match self {
            Self::Media => "media",
            Self::Options => "options",
            Self::Creator => "creator",
            Self::Audit => "audit",
            Self::Operator => "operator",
            Self::TikTok => "tik_tok",
            Self::Source => "source",
            Self::Request => "request",
        }
    }
}

/// The end of a post that was not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What would have to change.
    pub class: FailureClass,
    /// What happened and what to do, in words.
    pub reason: String,
    /// TikTok's code, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// TikTok's `log_id`, which its support asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_id: Option<String>,
}

impl Failure {
    /// A failure that was found here and not told by TikTok.
    pub fn local(class: FailureClass, reason: impl Into<String>) -> Self {
        Self { class, reason: reason.into(), code: None, log_id: None }
    }

    /// Whether the same video with the same options may succeed later, so that a retry makes sense.
    pub fn retryable(&self) -> bool {
        match self.class {
            FailureClass::TikTok | FailureClass::Creator | FailureClass::Audit | FailureClass::Operator => {
                true
            }
            FailureClass::Media | FailureClass::Options | FailureClass::Source | FailureClass::Request => {
                false
            }
        }
    }
}
