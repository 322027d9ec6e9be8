//! What a request brings, or the problem with it: axum's own refusals, as problem details.

use crate::Console;
use crate::access::Access;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// Who asks, and for which accounts they may.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) viewer: Viewer,
    pub(crate) access: Access,
}

impl FromRequestParts<Console> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Problem> {
        let viewer = Viewer::from_request_parts(parts, console).await?;
        let access = Access::of(&viewer, console).await?;
        Ok(Self { viewer, access })
    }
}

/// The id in the path. One that cannot be read names nothing.
#[derive(Debug)]
pub(crate) struct Named(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(id)| Self(id)).map_err(|_| Problem::not_found())
    }
}

/// What the query asks for.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(refused) => Err(Problem::malformed(refused.body_text())),
        }
    }
}

/// What the body says, in JSON.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::from_request(request, state).await {
            Ok(Json(sent)) => Ok(Self(sent)),
            Err(refused) => Err(refusal(refused.status(), refused.body_text())),
        }
    }
}

/// The body as it is.
#[derive(Debug)]
pub(crate) struct Raw(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, state).await;
        body.map(Self).map_err(|refused: BytesRejection| refusal(refused.status(), refused.body_text()))
    }
}

/// What axum refuses, by the status that it would answer with.
fn refusal(status: StatusCode, detail: String) -> Problem {
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => Problem::invalid(detail),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::unsupported("application/json"),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        _ => Problem::malformed(detail),
    }
}
