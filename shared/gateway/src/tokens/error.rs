//! Why there is no token.

use adapters::StoreError;
use thiserror::Error;
use tiktok::CallError;

/// Why there is no token, by what the caller does next.
#[derive(Debug, Error)]
pub enum TokenError {
    /// Nobody has connected such an account.
    #[error("no such account is connected")]
    UnknownAccount,
    /// The creator must connect again; until then nothing can be posted.
    #[error("the account must be connected again: {reason}")]
    ReconnectRequired {
        /// Why.
        reason: String,
    },
    /// TikTok refuses the app's credentials: the operator must correct the app secret. No account is at fault.
    #[error("TikTok refuses the app's credentials; check client_key and client_secret in the app secret")]
    AppRefused(#[source] CallError),
    /// TikTok could not be asked, or did not answer sensibly. Try again later.
    #[error("the tokens could not be refreshed")]
    Unavailable(#[source] CallError),
    /// Another run is refreshing the tokens and has not finished. Try again later.
    #[error("another run is refreshing the tokens")]
    Busy,
    /// A store failed. Try again later.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TokenError {
    /// Whether the same may work later without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unavailable(_) | Self::Busy | Self::Store(_) => true,
            Self::UnknownAccount | Self::ReconnectRequired { .. } | Self::AppRefused(_) => false,
        }
    }
}
