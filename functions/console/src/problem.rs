//! Errors as the API tells them: problem details (RFC 9457).

use adapters::StoreError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// An answer that is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem for programs: `about:blank#NAME`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind, in words that never change.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong this time, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The fields that are wrong, each with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// What is wrong with it.
    pub detail: String,
}

impl Problem {
    fn new(name: &str, title: &str, status: StatusCode) -> Self {
        Self {
            kind: format!("about:blank#{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: None,
            errors: Vec::new(),
        }
    }

    /// The same problem with what is wrong this time.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self::new("signed-out", "Sign in first", StatusCode::UNAUTHORIZED)
    }

    /// The request may come from another site.
    pub fn forged() -> Self {
        Self::new("forged", "The request does not come from this console's pages", StatusCode::FORBIDDEN)
    }

    /// It is not there, or not this viewer's.
    pub fn not_found() -> Self {
        Self::new("not-found", "There is no such thing here", StatusCode::NOT_FOUND)
    }

    /// What was sent cannot be used.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new("invalid", "What was sent cannot be used", StatusCode::UNPROCESSABLE_ENTITY).because(detail)
    }

    /// Some fields of what was sent cannot be used.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        let said: Vec<String> =
            errors.iter().map(|error| format!("{}: {}", error.field, error.detail)).collect();
        Self { errors, ..Self::invalid(said.join("; ")) }
    }

    /// What was sent cannot be read at all.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new("malformed", "What was sent cannot be read", StatusCode::BAD_REQUEST).because(detail)
    }

    /// The body is longer than any that is meant.
    pub fn too_large() -> Self {
        Self::new("too-large", "What was sent is too long", StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// The body is of another media type than `wanted`.
    pub fn unsupported(wanted: &str) -> Self {
        Self::new("unsupported", "What was sent is of another media type", StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .because(format!("send it as {wanted}"))
    }

    /// The address does not take this method.
    pub fn method() -> Self {
        Self::new("method", "That cannot be done here", StatusCode::METHOD_NOT_ALLOWED)
    }

    /// Something that others offer did not answer as it should.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new("unavailable", "TikTok cannot be asked now", StatusCode::BAD_GATEWAY).because(detail)
    }

    /// The post is not in a state that takes this.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new("conflict", "That cannot be done now", StatusCode::CONFLICT).because(detail)
    }

    /// Something of ours failed; the log says what.
    pub fn internal() -> Self {
        Self::new(
            "internal",
            "Something went wrong here; try again in a moment",
            StatusCode::INTERNAL_SERVER_ERROR,
        )
    }
}

impl FieldProblem {
    /// What is wrong with one field.
    pub fn new(field: &str, detail: impl Into<String>) -> Self {
        Self { field: field.to_owned(), detail: detail.into() }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = runtime::chain(&error), "a request could not be answered");
        Self::internal()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        // For the pages, which tell it in their own way.
        response.extensions_mut().insert(self);
        response
    }
}
