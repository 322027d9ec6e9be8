//! JSON bodies, read strictly.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::refusal::{Code, Refusal};

/// The body as JSON, if its content type says that it is.
pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new(Code::InvalidParams, "The content type is not application/json"));
    }
    serde_json::from_slice(body).map_err(|_| Refusal::new(Code::InvalidParams, "The body is not JSON"))
}

/// The body's fields.
pub(super) fn fields<T: DeserializeOwned>(body: Value) -> Result<T, Refusal> {
    serde_json::from_value(body).map_err(|error| Refusal::new(Code::InvalidParams, error.to_string()))
}
