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
        /// TikTok's word, where that is the reason.
        #[source]
        refused: Option<Box<CallError>>,
    },
    /// The creator or the operator has ended the connection.
    #[error("the account is disconnected: {reason}")]
    Disconnected {
        /// By whom.
        reason: String,
    },
    /// TikTok refuses the app's credentials: the operator must correct the app secret. No account is at fault.
    #[error("TikTok refuses the app's credentials; check client_key and client_secret in the app secret")]
    AppRefused(#[source] CallError),
    /// The app secret cannot be read, or is not filled in. No account is at fault.
    #[error("the app secret cannot be used")]
    AppUnreadable(#[source] StoreError),
    /// TikTok could not be asked, or did not answer sensibly. Try again later.
    #[error("the tokens could not be refreshed")]
    Unavailable(#[source] CallError),
    /// Another run is refreshing the tokens and has not finished. Try again later.
    #[error("another run is refreshing the tokens")]
    Busy,
    /// This run is stopped too soon for an exchange to end well. Another run does it.
    #[error("too little time is left in this run to refresh the tokens")]
    NoTime,
    /// Somebody has taken the account over in the middle of the refresh: what they stored counts.
    #[error("the account was connected or refreshed by somebody else meanwhile")]
    Overtaken,
    /// A store failed. Try again later.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TokenError {
    /// Whether the same may work later without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unavailable(_) | Self::Busy | Self::NoTime | Self::Overtaken | Self::Store(_) => true,
            Self::UnknownAccount
            | Self::ReconnectRequired { .. }
            | Self::Disconnected { .. }
            | Self::AppRefused(_)
            | Self::AppUnreadable(_) => false,
        }
    }
}
