//! Form bodies, read strictly.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use url::form_urlencoded;

use super::oauth_error::{OauthCode, OauthError};

/// The fields of a form, each present once and not empty.
#[derive(Debug)]
pub(super) struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads a form that holds these fields at most.
    pub(super) fn read(headers: &HeaderMap, body: &[u8], allowed: &[&str]) -> Result<Self, OauthError> {
        let invalid = |what: String| OauthError::new(OauthCode::InvalidRequest, what);
        if !is_form(headers) {
            return Err(invalid("the content type is not application/x-www-form-urlencoded".to_owned()));
        }
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body).into_owned() {
            if !allowed.contains(&name.as_str()) {
                return Err(invalid(format!("the field {name} does not belong here")));
            }
            if fields.insert(name.clone(), value).is_some() {
                return Err(invalid(format!("the field {name} appears twice")));
            }
        }
        Ok(Self(fields))
    }

    /// A field that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, OauthError> {
        let missing = || OauthError::new(OauthCode::InvalidRequest, format!("the field {name} is missing"));
        self.optional(name).filter(|value| !value.is_empty()).ok_or_else(missing)
    }

    /// A field that may be there.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
