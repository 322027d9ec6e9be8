use crate::Container;

/// Why a file gives no facts, in words that can be shown to the creator as the reason of a failed post.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProbeError {
    /// The first bytes belong to something else.
    #[error("the file is not an MP4, MOV, WebM or AVI video but {found}")]
    NotAVideo {
        /// What it looks like, with its article: `a JPG image`, `text`.
        found: String,
    },

    /// The container is right, and it holds no picture.
    #[error("the {container} file has no video track")]
    NoVideoTrack {
        /// The container that was recognised.
        container: Container,
    },

    /// The file ends inside its own headers: the recording or the upload was cut off.
    #[error("the file is cut short: it ends before its headers do")]
    Truncated,

    /// The headers contradict themselves.
    #[error("the file is damaged: {what}")]
    Malformed {
        /// What is wrong, as a lowercase fragment.
        what: &'static str,
    },

    /// The headers are too large or too scattered to be read at a bounded cost.
    #[error("the file's headers are too large to be checked ({what})")]
    LimitExceeded {
        /// Which of the [limits](crate::limits) was reached.
        what: &'static str,
    },
}

impl ProbeError {
    /// Whether the file is certainly no video TikTok could take. Where it is not certain, TikTok is left to judge.
    pub fn is_certain(&self) -> bool {
        match self {
            Self::NotAVideo { .. } | Self::NoVideoTrack { .. } | Self::Truncated | Self::Malformed { .. } => {
                true
            }
            Self::LimitExceeded { .. } => false,
        }
    }
}
