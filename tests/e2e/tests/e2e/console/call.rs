//! Calls of the API, as a page makes them.

use crate::world::World;
use ::console::Viewer;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// What a call sends.
#[derive(Debug, Clone)]
pub(super) enum Sent {
    Nothing,
    Json(Value),
    /// Something else, by its media type.
    Raw(&'static str, Vec<u8>),
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    /// The JSON of an answer that did what was asked.
    pub(super) fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text());
        self.json()
    }

    /// The problem of an answer that did not.
    pub(super) fn problem(&self) -> Value {
        assert!(!self.status.is_success(), "{}", self.text());
        assert_eq!(self.header(header::CONTENT_TYPE.as_str()), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
        problem
    }

    /// The fields that a problem names.
    pub(super) fn wrong_fields(&self) -> Vec<String> {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text());
        let errors = self.problem()["errors"].as_array().cloned().unwrap_or_default();
        errors.into_iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).unwrap() }
    }
}

impl World {
    /// Calls the API as somebody who is signed in. The path is that below `/api/v1`.
    pub(super) async fn call(&self, viewer: &Viewer, method: &str, path: &str, sent: Sent) -> Answer {
        let mut request = request(method, path, sent);
        request.extensions_mut().insert(viewer.clone());
        self.answer(request).await
    }

    /// Calls the API as nobody.
    pub(super) async fn call_signed_out(&self, method: &str, path: &str, sent: Sent) -> Answer {
        self.answer(request(method, path, sent)).await
    }

    /// Calls the API with any request.
    pub(super) async fn answer(&self, request: Request<Body>) -> Answer {
        let api = ::console::api(self.functions.console.clone());
        let (parts, body) = api.oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// A request as a page makes it.
pub(super) fn request(method: &str, path: &str, sent: Sent) -> Request<Body> {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    match sent {
        Sent::Nothing => request.body(Body::empty()),
        Sent::Json(value) => {
            request.header(header::CONTENT_TYPE, "application/json").body(value.to_string().into())
        }
        Sent::Raw(media_type, bytes) => request.header(header::CONTENT_TYPE, media_type).body(bytes.into()),
    }
    .unwrap()
}
