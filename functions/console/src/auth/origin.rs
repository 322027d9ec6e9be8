//! Whether a change comes from one of the console's own pages.

use super::lock::Lock;
use crate::viewer::Viewer;
use adapters::ConsoleSecret;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use url::form_urlencoded;

/// Where scripts put the token.
const TOKEN_HEADER: &str = "x-csrf-token";

/// Where forms put it.
const TOKEN_FIELD: &str = "csrf_token";

/// Our forms hold a token and little else.
const FORM_BYTES_MAX: usize = 16 * 1_024;

/// Whether a request only reads.
pub(super) fn only_reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether the browser says that another site has sent it. Programs say nothing.
pub(super) fn is_foreign(headers: &HeaderMap, public_origin: &str) -> bool {
    let says = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    says("sec-fetch-site").is_some_and(|site| site != "same-origin")
        || says(header::ORIGIN.as_str()).is_some_and(|origin| origin != public_origin)
}

/// The request, if it carries the viewer's token: in a header, or in a field of its form.
pub(super) async fn proven(request: Request, viewer: &Viewer, secret: &ConsoleSecret) -> Option<Request> {
    let lock = Lock::of_changes(secret);
    let proves = |token: &str| lock.proves(token, &viewer.session);
    if let Some(token) = request.headers().get(TOKEN_HEADER) {
        return token.to_str().is_ok_and(proves).then_some(request);
    }
    let form = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    if !form.starts_with("application/x-www-form-urlencoded") {
        return None;
    }
    let (parts, body) = request.into_parts();
    let body: Bytes = to_bytes(body, FORM_BYTES_MAX).await.ok()?;
    let proven = form_urlencoded::parse(&body).any(|(name, value)| name == TOKEN_FIELD && proves(&value));
    proven.then(|| Request::from_parts(parts, Body::from(body)))
}
