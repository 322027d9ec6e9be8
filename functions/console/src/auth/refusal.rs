//! The ways in which a sign-in ends without a session.

use super::fetch::FetchError;
use crate::layout;
use adapters::StoreError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClaimsVerificationError, RequestTokenError, StandardErrorResponse};
use std::error::Error;

/// Why nobody is signed in. Each is a page; the inside goes to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The browser did not begin this sign-in, or too long ago.
    Stale,
    /// The issuer says no.
    Declined,
    /// The issuer does not answer, or not sensibly.
    IssuerFailed,
    /// What the issuer is said to say is not proven.
    Unproven,
    /// The issuer knows them, and the rules do not.
    Stranger(String),
    /// Something of ours failed.
    NotSetUp,
}

/// How exchanging a code fails.
pub(super) type ExchangeError = RequestTokenError<FetchError, StandardErrorResponse<CoreErrorResponseType>>;

impl Refusal {
    pub(super) fn issuer(what: &str, error: &dyn Error) -> Self {
        tracing::error!(error = runtime::chain(error), reason = what, "the issuer is not as it should be");
        Self::IssuerFailed
    }

    /// The error's own text is not logged where it may repeat what the issuer has sent.
    pub(super) fn exchange(error: &ExchangeError) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer)
                if *answer.error() == CoreErrorResponseType::InvalidGrant =>
            {
                Self::Stale
            }
            RequestTokenError::ServerResponse(answer) => {
                tracing::error!(issuer.code = answer.error().as_ref(), "the issuer refuses this console");
                Self::IssuerFailed
            }
            RequestTokenError::Request(error) => Self::issuer("a code could not be exchanged", error),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                tracing::error!("the issuer's answer to a code cannot be read");
                Self::IssuerFailed
            }
        }
    }

    pub(super) fn token(error: &ClaimsVerificationError) -> Self {
        tracing::error!(error = runtime::chain(error), "an ID token was refused");
        Self::Unproven
    }

    pub(super) fn store(error: &StoreError) -> Self {
        tracing::error!(error = runtime::chain(error), "nobody can sign in or out");
        Self::NotSetUp
    }

    pub(super) fn sealing(error: &serde_json::Error) -> Self {
        tracing::error!(error = runtime::chain(error), "a cookie could not be made");
        Self::NotSetUp
    }

    /// Its name in logs.
    fn name(&self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Declined => "declined",
            Self::IssuerFailed => "issuer_failed",
            Self::Unproven => "unproven",
            Self::Stranger(_) => "stranger",
            Self::NotSetUp => "not_set_up",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Stale | Self::Declined => StatusCode::BAD_REQUEST,
            Self::Stranger(_) => StatusCode::FORBIDDEN,
            Self::IssuerFailed | Self::Unproven => StatusCode::BAD_GATEWAY,
            Self::NotSetUp => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Stale => (
                "This sign-in has ended",
                "It was begun in another browser, has been used, or is older than ten minutes. Begin once more.",
            ),
            Self::Declined => (
                "You are not signed in",
                "The sign-in was cancelled or refused where your account is. Begin once more if you meant to sign in.",
            ),
            Self::IssuerFailed => (
                "Signing in does not work just now",
                "Whoever keeps your account does not answer as it should. Try again in a minute; the operator of this \
                 console can see what is wrong in its log.",
            ),
            Self::Unproven => (
                "Nobody can tell who you are",
                "What came back from the sign-in is not proven. Begin once more; if it happens again, tell the operator of \
                 this console.",
            ),
            Self::Stranger(_) => (
                "This console is not open to you",
                "You have signed in, but you are neither an operator nor a creator here. The operator of this console lets \
                 you in by its settings ConsoleOperators and ConsoleCreators. An e-mail address counts there only once it is \
                 verified where your account is.",
            ),
            Self::NotSetUp => (
                "That did not work",
                "Something failed on our side, and its operator can see what. Try again in a minute.",
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (title, text) = self.words();
        tracing::info!(refusal = self.name(), "a sign-in was refused");
        let page = layout::outside(
            title,
            html! {
                @if let Self::Stranger(name) = &self { p { "Signed in as " strong { (name) } "." } }
                p { (text) }
                p { a.button href=(super::sign_in::PAGE) { "Back to the start" } }
            },
        );
        (self.status(), page).into_response()
    }
}
