//! The headers that every answer carries, so that browsers do with it only what is meant.

use crate::settings::Settings;
use axum::http::{Extensions, HeaderName, HeaderValue, header};
use axum::response::{IntoResponseParts, Response, ResponseParts};
use std::collections::BTreeSet;
use std::convert::Infallible;
use url::Url;

/// The pictures of this page that lie elsewhere, by the origins that they come from: `(Pictures::of([url]), page)` is an
/// answer whose policy allows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures(BTreeSet<String>);

impl Pictures {
    /// Those at these addresses, so far as they are http(s).
    pub fn of<'a>(urls: impl IntoIterator<Item = &'a str>) -> Self {
        let parsed = urls.into_iter().filter_map(|url| Url::parse(url).ok());
        let pictures = parsed.filter(|url| matches!(url.scheme(), "https" | "http"));
        Self(pictures.map(|url| url.origin().ascii_serialization()).collect())
    }
}

impl IntoResponseParts for Pictures {
    type Error = Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Infallible> {
        response.extensions_mut().insert(self);
        Ok(response)
    }
}

/// The answer with all of them.
pub(crate) fn completed(mut response: Response, settings: &Settings) -> Response {
    let policy = policy(response.extensions(), settings);
    let headers = response.headers_mut();
    // What is private is kept nowhere, unless whoever answers knows better.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // Not `no-referrer`, with which browsers keep to themselves where a form comes from.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if settings.https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Nothing that is written into a page runs or loads; scripts and styles come from the console's own files, and videos go to
/// the bucket.
fn policy(extensions: &Extensions, settings: &Settings) -> String {
    let elsewhere = extensions.get::<Pictures>().into_iter().flat_map(|Pictures(origins)| origins);
    let elsewhere: String = elsewhere.map(|origin| format!(" {origin}")).collect();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:{elsewhere}; media-src blob:; \
         connect-src 'self' {}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        settings.uploads_origin
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_can_add_its_origin_to_the_policy_and_nothing_else() {
        let urls =
            ["https://p16.example/a?b", "javascript:alert(1)", "https://p16.example/c", "x; script-src *"];
        assert_eq!(Pictures::of(urls), Pictures(["https://p16.example".to_owned()].into()));
        assert_eq!(Pictures::of(["https://a.example; script-src *"]), Pictures::default());
    }
}
