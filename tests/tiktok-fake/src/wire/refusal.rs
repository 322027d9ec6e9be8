//! Why a call is refused, in the envelope's codes.

use axum::http::StatusCode;

use crate::rate_window::Exhausted;
use crate::settings::Settings;

/// The codes that this fake gives by itself; faults give any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    AccessTokenInvalid,
    ScopeNotAuthorized,
    RateLimitExceeded,
    InvalidParams,
    PrivacyLevelOptionMismatch,
    UnauditedPrivateAccountsOnly,
    UnauditedSelfVisibilityOnly,
    TooManyPosts,
    BannedFromPosting,
    ActiveUserCap,
    UrlOwnershipUnverified,
    InvalidPublishId,
    PublishIdOfAnother,
}

impl Code {
    /// As it is written on the wire.
    pub(crate) fn text(self, settings: &Settings) -> &str {
        match self {
            Self::AccessTokenInvalid => "access_token_invalid",
            Self::ScopeNotAuthorized => "scope_not_authorized",
            Self::RateLimitExceeded => "rate_limit_exceeded",
            Self::InvalidParams => &settings.invalid_params_code,
            Self::PrivacyLevelOptionMismatch => "privacy_level_option_mismatch",
            Self::UnauditedPrivateAccountsOnly => "unaudited_client_can_only_post_to_private_accounts",
            Self::UnauditedSelfVisibilityOnly => "unaudited_client_only_self_visibility",
            Self::TooManyPosts => "spam_risk_too_many_posts",
            Self::BannedFromPosting => "spam_risk_user_banned_from_posting",
            Self::ActiveUserCap => "reached_active_user_cap",
            Self::UrlOwnershipUnverified => "url_ownership_unverified",
            Self::InvalidPublishId => "invalid_publish_id",
            Self::PublishIdOfAnother => "token_not_authorized_for_specified_publish_id",
        }
    }

    fn http_status(self) -> StatusCode {
        match self {
            Self::AccessTokenInvalid | Self::ScopeNotAuthorized => StatusCode::UNAUTHORIZED,
            Self::RateLimitExceeded => StatusCode::TOO_MANY_REQUESTS,
            Self::InvalidParams | Self::InvalidPublishId | Self::PublishIdOfAnother => {
                StatusCode::BAD_REQUEST
            }
            Self::PrivacyLevelOptionMismatch
            | Self::UnauditedPrivateAccountsOnly
            | Self::UnauditedSelfVisibilityOnly
            | Self::TooManyPosts
            | Self::BannedFromPosting
            | Self::ActiveUserCap
            | Self::UrlOwnershipUnverified => StatusCode::FORBIDDEN,
        }
    }
}

/// A refused call.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    pub(crate) http_status: StatusCode,
    pub(crate) message: String,
    /// What the client did that it must never do.
    pub(crate) violation: Option<String>,
    /// Which window is full.
    pub(crate) exhausted: Option<Exhausted>,
}

impl Refusal {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        let http_status = code.http_status();
        Self { code, http_status, message: message.into(), violation: None, exhausted: None }
    }

    /// A refusal of what a client must never do.
    pub(crate) fn violation(code: Code, what: impl Into<String>) -> Self {
        let refusal = Self::new(code, what);
        Self { violation: Some(refusal.message.clone()), ..refusal }
    }

    /// The same code, with HTTP 200: how creator_info says that the creator may not post now.
    pub(crate) fn with_http_200(self) -> Self {
        Self { http_status: StatusCode::OK, ..self }
    }
}

impl From<Exhausted> for Refusal {
    fn from(exhausted: Exhausted) -> Self {
        let refusal = Self::new(Code::RateLimitExceeded, "too many calls in one minute");
        Self { exhausted: Some(exhausted), ..refusal }
    }
}
