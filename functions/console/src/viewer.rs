//! Who is looking.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everything, for every account.
    Operator,
    /// What concerns the accounts that they have connected themselves.
    Creator,
}

/// Somebody who is signed in. The guard before all routes puts them into the request's extensions; a handler that takes
/// a viewer is for nobody else, and answers 401 by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Names the person for ever: a digest of the issuer and its subject, in hexadecimal.
    pub identity: String,
    /// The name to show, and to write into a post's history: the e-mail address where there is one.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Demanded with every change.
    pub csrf_token: String,
    /// The session's id.
    pub session: String,
    /// When the session ends.
    pub until: Timestamp,
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::signed_out)
    }
}
