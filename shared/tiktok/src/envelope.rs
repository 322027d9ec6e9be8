//! TikTok's answers, stripped to what they say about success. Both forms are read everywhere: the API's
//! `{"data":…,"error":{"code":…}}` and OAuth's flat `{"error":"…","error_description":"…"}`.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::call::Reply;
use crate::classify::{Surface, classify};
use crate::error::printable;
use crate::{CallError, RateHeaders, tolerant};

/// What every answer says besides its data.
#[derive(Debug, Default)]
pub(crate) struct Envelope<'a> {
    pub(crate) data: Option<&'a RawValue>,
    code: Option<String>,
    message: String,
    pub(crate) log_id: Option<String>,
}

#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "tolerant::text_or_empty")]
    error_description: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    log_id: Option<String>,
    #[serde(default, deserialize_with = "tolerant::text")]
    logid: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorObject {
    #[serde(deserialize_with = "tolerant::text")]
    code: Option<String>,
    #[serde(deserialize_with = "tolerant::text_or_empty")]
    message: String,
    #[serde(deserialize_with = "tolerant::text")]
    log_id: Option<String>,
    #[serde(deserialize_with = "tolerant::text")]
    logid: Option<String>,
}

impl<'a> Envelope<'a> {
    /// Reads a body of either form; `None` where it is not a JSON object.
    pub(crate) fn read(body: &'a [u8]) -> Option<Self> {
        let outer: Outer<'a> = serde_json::from_slice(body).ok()?;
        let outer_log_id = outer.log_id.or(outer.logid);
        let error = outer.error.unwrap_or(RawValue::NULL);
        Some(match serde_json::from_str::<Option<ErrorObject>>(error.get()) {
            Ok(Some(error)) => Self {
                data: outer.data,
                code: error.code,
                message: error.message,
                log_id: error.log_id.or(error.logid).or(outer_log_id),
            },
            Ok(None) | Err(_) => Self {
                data: outer.data,
                code: tolerant::scalar_text(error),
                message: outer.error_description,
                log_id: outer_log_id,
            },
        })
    }

    /// Whether the answer says `ok` in so many words, as the API does.
    pub(crate) fn says_ok(&self) -> bool {
        self.code.as_deref() == Some("ok")
    }

    /// Whether the answer names an error. OAuth's successes have no `error` at all.
    pub(crate) fn names_error(&self) -> bool {
        self.code.as_deref().is_some_and(|code| !code.is_empty() && code != "ok")
    }
}

/// The error that an unsuccessful answer stands for.
pub(crate) fn failure(surface: Surface, reply: &Reply) -> CallError {
    let envelope = Envelope::read(&reply.body).unwrap_or_default();
    let code = if envelope.names_error() { envelope.code } else { None };
    let reset_after = RateHeaders::read(&reply.headers).reset_after;
    let kind = classify(surface, reply.http_status, code.as_deref(), reset_after);
    CallError {
        code: code.as_deref().map(printable),
        log_id: envelope.log_id.as_deref().map(printable),
        http_status: Some(reply.http_status),
        ..CallError::here(kind, envelope.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Envelope<'_> {
        Envelope::read(body.as_bytes()).unwrap()
    }

    #[test]
    fn both_forms_of_error_and_both_spellings_of_the_log_id_are_read() {
        for body in [
            r#"{"data":{},"error":{"code":"bad","message":"no","log_id":"L"}}"#,
            r#"{"error":{"code":"bad","message":"no","logid":"L"}}"#,
            r#"{"error":{"code":"bad","message":"no"},"log_id":"L"}"#,
            r#"{"error":"bad","error_description":"no","log_id":"L"}"#,
            r#"{"error":"bad","error_description":"no","logid":"L","log_id":null}"#,
        ] {
            let envelope = read(body);
            assert!(envelope.names_error(), "{body}");
            assert_eq!(envelope.code.as_deref(), Some("bad"), "{body}");
            assert_eq!(envelope.message, "no", "{body}");
            assert_eq!(envelope.log_id.as_deref(), Some("L"), "{body}");
        }
    }

    #[test]
    fn silence_is_neither_ok_nor_an_error() {
        for body in ["{}", r#"{"error":null}"#, r#"{"error":""}"#, r#"{"error":{}}"#, r#"{"error":[]}"#] {
            assert!(!read(body).says_ok(), "{body}");
            assert!(!read(body).names_error(), "{body}");
        }
    }

    #[test]
    fn what_is_not_an_object_is_no_envelope() {
        for body in ["", "null", "<html>", "\"error\"", "{", "3"] {
            assert!(Envelope::read(body.as_bytes()).is_none(), "{body}");
        }
    }
}
