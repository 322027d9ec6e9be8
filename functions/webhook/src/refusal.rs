//! Why a request is not answered with 200.

use adapters::StoreError;
use thiserror::Error;
use tiktok::webhook::SignatureError;

#[derive(Debug, Error)]
pub(crate) enum Refusal {
    #[error("there is nothing here")]
    NotHere,
    #[error("the body has {bytes} bytes, more than any notice")]
    TooLarge { bytes: usize },
    #[error("the request has no signature")]
    Unsigned,
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Something of ours failed; TikTok tells again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refusal {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::NotHere => 404,
            Self::TooLarge { .. } => 413,
            Self::Unsigned | Self::Signature(_) => 401,
            Self::Store(_) => 500,
        }
    }

    /// What it is, in one word.
    pub(crate) fn outcome(&self) -> &'static str {
        match self {
            Self::Store(_) => "failed",
            Self::NotHere | Self::TooLarge { .. } | Self::Unsigned | Self::Signature(_) => "refused",
        }
    }

    /// Whoever knows the URL can be refused, so that is no error of ours.
    pub(crate) fn log(&self) {
        match self {
            Self::Store(error) => {
                tracing::error!(webhook.outcome = self.outcome(), error = %runtime::chain(error), "a notice could not be applied; TikTok will tell again");
            }
            Self::NotHere | Self::TooLarge { .. } | Self::Unsigned | Self::Signature(_) => {
                tracing::warn!(webhook.outcome = self.outcome(), reason = %self, "a request was refused");
            }
        }
    }
}
