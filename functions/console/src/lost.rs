//! Addresses where nothing is.

use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::Extension;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use maud::html;

/// A page for people, and a problem for programs.
pub(crate) async fn lost(uri: Uri, viewer: Option<Extension<Viewer>>) -> Response {
    let Some(Extension(viewer)) = viewer.filter(|_| !uri.path().starts_with("/api/")) else {
        return Problem::not_found().into_response();
    };
    let body = html! { p { "Nothing is at this address. " a href="/posts" { "See the posts" } "." } };
    let page = Page { title: "Not found", place: "", styles: &[], modules: &[], body };
    (StatusCode::NOT_FOUND, page.render(&viewer)).into_response()
}
