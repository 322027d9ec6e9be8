//! Answers with the headers that every one of them carries.

use crate::page::Page;
use lambda_http::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use lambda_http::{Body, Response};
use url::Url;

/// A page on its way out, to which a cookie may be added.
pub(crate) struct PageResponse(Response<Body>);

impl PageResponse {
    pub(crate) fn cookie(self, set_cookie: &str) -> Response<Body> {
        with_header(self.0, SET_COOKIE, set_cookie)
    }

    pub(crate) fn into_inner(self) -> Response<Body> {
        self.0
    }
}

/// A page that may load its own style and at most one picture.
pub(crate) fn page(status: u16, page: &Page, picture_url: Option<&str>) -> PageResponse {
    let nonce = hex::encode(runtime::random_bytes::<16>());
    let picture = picture_url.and_then(picture_origin).unwrap_or_else(|| "'none'".to_owned());
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; img-src {picture}; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    let response = bare(status, Body::Text(page.render(&nonce)));
    let response = with_header(response, CONTENT_TYPE, "text/html; charset=utf-8");
    PageResponse(with_header(response, CONTENT_SECURITY_POLICY, &policy))
}

/// Away to another address, with a cookie.
pub(crate) fn redirect(to: &str, set_cookie: &str) -> Response<Body> {
    let response = with_header(bare(302, Body::Empty), LOCATION, to);
    with_header(response, SET_COOKIE, set_cookie)
}

/// A line of text.
pub(crate) fn plain(status: u16, text: &str) -> Response<Body> {
    with_header(bare(status, Body::Text(text.to_owned())), CONTENT_TYPE, "text/plain; charset=utf-8")
}

fn bare(status: u16, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status.try_into().unwrap_or_default();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn with_header(
    mut response: Response<Body>,
    name: lambda_http::http::HeaderName,
    value: &str,
) -> Response<Body> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
    response
}

/// The origin of a picture, so that the policy names exactly one host. Only http(s) counts.
fn picture_origin(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
    Some(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_pictures_host_and_nothing_else() {
        assert_eq!(picture_origin("https://p16.example/a?b").as_deref(), Some("https://p16.example"));
        assert_eq!(picture_origin("javascript:alert(1)"), None);
        assert_eq!(picture_origin("https://a.example; script-src *"), None);
    }

    #[test]
    fn every_answer_is_kept_from_caches_frames_and_referrers() {
        let response = plain(404, "x");
        for (name, value) in
            [("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-frame-options", "DENY")]
        {
            assert_eq!(response.headers()[name], value);
        }
    }
}
