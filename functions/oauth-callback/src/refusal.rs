//! The ways in which a connection ends without an account.

use crate::page;
use crate::response;
use adapters::StoreError;
use gateway::TokenError;
use gateway::connection::{BackError, BeginError};
use lambda_http::{Body, Response};

/// Why there is no connection. Each is a page for the creator; the inside goes to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// `/connect` without the right key.
    WrongKey,
    /// The state or the code is unknown, used or too old.
    StaleLink,
    /// The state was given to another browser.
    OtherBrowser,
    /// The creator said no.
    NoConsent,
    /// The creator switched off the right to post.
    ScopeMissing,
    /// TikTok refuses the app's credentials.
    AppRefused,
    /// The app secret is not filled in, or cannot be read.
    NotSetUp,
    /// TikTok did not answer, or not sensibly.
    TikTokFailed,
    /// A store of ours failed.
    StoreFailed,
}

impl Refusal {
    pub(crate) fn setup(error: StoreError) -> Self {
        tracing::error!(error = %runtime::chain(&error), "the app secret cannot be used");
        Self::NotSetUp
    }

    pub(crate) fn begin(error: BeginError) -> Self {
        match error {
            BeginError::AppUnreadable(error) => Self::setup(error),
            BeginError::Store(error) => Self::store(error),
        }
    }

    pub(crate) fn back(error: BackError) -> Self {
        match error {
            BackError::Stale => Self::StaleLink,
            BackError::OtherBrowser => Self::OtherBrowser,
            BackError::Store(error) => Self::store(error),
        }
    }

    pub(crate) fn store(error: StoreError) -> Self {
        tracing::error!(error = %runtime::chain(&error), "a connection could not be kept");
        Self::StoreFailed
    }

    pub(crate) fn tokens(error: TokenError) -> Self {
        tracing::error!(error = %runtime::chain(&error), "a connection could not be kept");
        Self::StoreFailed
    }

    /// Its name in logs and metrics.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WrongKey => "wrong_key",
            Self::StaleLink => "stale_link",
            Self::OtherBrowser => "other_browser",
            Self::NoConsent => "no_consent",
            Self::ScopeMissing => "scope_missing",
            Self::AppRefused => "app_refused",
            Self::NotSetUp => "not_set_up",
            Self::TikTokFailed => "tiktok_failed",
            Self::StoreFailed => "store_failed",
        }
    }

    fn status(self) -> u16 {
        match self {
            Self::WrongKey | Self::OtherBrowser => 403,
            Self::StaleLink | Self::NoConsent | Self::ScopeMissing => 400,
            Self::AppRefused | Self::TikTokFailed => 502,
            Self::NotSetUp | Self::StoreFailed => 500,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::WrongKey => (
                "This link does not work",
                "Its key is missing or wrong. Ask whoever sent it to you for the complete link.",
            ),
            Self::StaleLink => (
                "This link has been used or is too old",
                "Nothing was connected. Open the connect link once more; it is good for ten minutes.",
            ),
            Self::OtherBrowser => (
                "This is another browser",
                "A connection ends in the browser in which it began. Open the connect link here, with cookies allowed.",
            ),
            Self::NoConsent => (
                "Nothing was connected",
                "You did not agree on TikTok's page. If you want to connect after all, open the connect link once more.",
            ),
            Self::ScopeMissing => (
                "The right to post is missing",
                "On TikTok's page the permission to post videos was switched off, and without it nothing can be \
                 posted. Open the connect link once more and leave it on.",
            ),
            Self::AppRefused => (
                "This app is not set up correctly",
                "TikTok does not accept its credentials. Its operator must check client_key and client_secret.",
            ),
            Self::NotSetUp => (
                "This app is not set up yet",
                "Its operator must fill in the app secret: client_key, client_secret and connect_key.",
            ),
            Self::TikTokFailed => (
                "TikTok did not answer",
                "Nothing was connected. Wait a minute, then open the connect link once more.",
            ),
            Self::StoreFailed => (
                "That did not work",
                "Something failed on our side, and its operator can see what. Open the connect link once more in a \
                 minute.",
            ),
        }
    }

    pub(crate) fn into_page(self) -> Response<Body> {
        let (title, text) = self.words();
        tracing::info!(refusal = self.name(), "a connection was refused");
        response::page(self.status(), &page::refused(title, text), None).into_inner()
    }
}
