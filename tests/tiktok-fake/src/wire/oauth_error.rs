//! The flat errors of OAuth.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::call::Call;
use crate::names;

/// The codes that this fake gives by itself; faults give any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OauthCode {
    AccessDenied,
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    UnsupportedGrantType,
    UnsupportedResponseType,
}

impl OauthCode {
    /// As it is written on the wire.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::AccessDenied => "access_denied",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidRequest => "invalid_request",
            Self::InvalidScope => "invalid_scope",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
        }
    }

    fn http_status(self) -> StatusCode {
        match self {
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::AccessDenied
            | Self::InvalidGrant
            | Self::InvalidRequest
            | Self::InvalidScope
            | Self::UnsupportedGrantType
            | Self::UnsupportedResponseType => StatusCode::BAD_REQUEST,
        }
    }
}

/// A refused OAuth call.
#[derive(Debug)]
pub(super) struct OauthError {
    pub(super) code: OauthCode,
    pub(super) description: String,
}

impl OauthError {
    pub(super) fn new(code: OauthCode, description: impl Into<String>) -> Self {
        Self { code, description: description.into() }
    }

    /// The answer, with HTTP 200 where the settings say so.
    pub(super) fn answer(&self, call: &Call) -> Response {
        let with_200 = call.tiktok.world().settings.oauth_errors_with_http_200;
        let status = if with_200 { StatusCode::OK } else { self.code.http_status() };
        write(call, status, self.code.text(), &self.description)
    }
}

/// An error with this code.
pub(super) fn write(call: &Call, status: StatusCode, error: &str, description: &str) -> Response {
    call.refused(error);
    let log_id = names::log_id(call.tiktok.clock.now());
    let body = json!({ "error": error, "error_description": description, "log_id": log_id });
    (status, Json(body)).into_response()
}
