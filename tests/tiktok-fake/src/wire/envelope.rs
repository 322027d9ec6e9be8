//! The envelope of every answer but those of OAuth and the upload.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::call::Call;
use super::refusal::Refusal;
use crate::names;
use crate::rate_window::Exhausted;

/// The answer of a call, and its record.
pub(super) fn answer(call: &Call, outcome: Result<Value, Refusal>) -> Response {
    match outcome {
        Ok(data) => write(call, StatusCode::OK, data, "ok", ""),
        Err(refusal) => {
            if let Some(what) = &refusal.violation {
                call.violated(what);
            }
            let settings = call.tiktok.world().settings.clone();
            let mut response =
                write_error(call, refusal.http_status, refusal.code.text(&settings), &refusal.message);
            if let Some(exhausted) = refusal.exhausted.filter(|_| settings.rate_limit_headers) {
                response.headers_mut().extend(rate_limit_headers(exhausted));
            }
            response
        }
    }
}

/// A refusal with this code.
pub(super) fn write_error(call: &Call, status: StatusCode, code: &str, message: &str) -> Response {
    call.refused(code);
    write(call, status, json!({}), code, message)
}

fn write(call: &Call, status: StatusCode, data: Value, code: &str, message: &str) -> Response {
    let log_id_field = call.tiktok.world().settings.log_id_field.clone();
    let log_id = names::log_id(call.tiktok.clock.now());
    let error = json!({ "code": code, "message": message, log_id_field: log_id });
    (status, Json(json!({ "data": data, "error": error }))).into_response()
}

fn rate_limit_headers(exhausted: Exhausted) -> HeaderMap {
    HeaderMap::from_iter([
        ("x-ratelimit-limit".parse().expect("a header name"), HeaderValue::from(exhausted.limit)),
        ("x-ratelimit-remaining".parse().expect("a header name"), HeaderValue::from(0)),
        ("x-ratelimit-reset".parse().expect("a header name"), HeaderValue::from(exhausted.reset_seconds)),
    ])
}
