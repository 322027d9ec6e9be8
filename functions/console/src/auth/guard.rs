//! What every request passes.

use super::cookie::Cookie;
use super::session::Session;
use super::{origin, return_to};
use crate::Console;
use crate::headers;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

/// Where it makes no difference who is looking, so nobody is asked.
const FILES: &str = "/assets";

/// What is open to everybody besides; all else is for those who are signed in.
const SIGN_IN: &str = super::sign_in::PAGE;

/// The addresses that programs use, which get problems where people are led to the sign-in page.
const API: &str = "/api";

/// Finds out who is looking, refuses changes that another site may have sent, and adds the headers that every answer
/// carries.
pub(crate) async fn guard(State(console): State<Console>, request: Request, next: Next) -> Response {
    let answer = match admitted(&console, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => refused,
    };
    headers::completed(answer, &console.settings)
}

/// The request with its viewer, if it may go on.
async fn admitted(console: &Console, mut request: Request) -> Result<Request, Response> {
    let changes = !origin::only_reads(request.method());
    if changes && origin::is_foreign(request.headers(), console.settings.origin()) {
        return Err(Problem::forged().into_response());
    }
    if !changes && lies_in(request.uri().path(), FILES) {
        return Ok(request);
    }
    let viewer = viewer(console, request.headers()).await.map_err(IntoResponse::into_response)?;
    let Some(viewer) = viewer else {
        if !changes && lies_in(request.uri().path(), SIGN_IN) {
            return Ok(request);
        }
        return Err(signed_out(&request, changes));
    };
    if changes {
        let secret = console.auth.secret().await.map_err(|error| Problem::from(error).into_response())?;
        let proven = origin::proven(request, &viewer, &secret).await;
        request = proven.ok_or_else(|| Problem::forged().into_response())?;
    }
    request.extensions_mut().insert(viewer);
    Ok(request)
}

async fn viewer(console: &Console, headers: &HeaderMap) -> Result<Option<Viewer>, Problem> {
    let Some(cookie) = Cookie::Session.read(headers, console.settings.https()) else { return Ok(None) };
    let secret = console.auth.secret().await?;
    let Some(session) = Session::read(cookie, &secret, console.clock.now()) else { return Ok(None) };
    if console.auth.ended.has_ended(session.id()).await? {
        return Ok(None);
    }
    Ok(session.viewer(&console.settings, &secret))
}

fn signed_out(request: &Request, changes: bool) -> Response {
    if changes || lies_in(request.uri().path(), API) {
        return Problem::signed_out().into_response();
    }
    let asked = request.uri().path_and_query().map_or("/", |asked| asked.as_str());
    Redirect::to(&return_to::sign_in_page(asked)).into_response()
}

/// Whether an address is this place, or lies below it.
fn lies_in(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
