//! One HTTP exchange: sent once, read to a bound, and its failures told apart.

use std::error::Error;

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, Response};

use crate::exact_body::WrongLength;
use crate::{CallError, CallErrorKind};

/// TikTok's answers are a few hundred bytes. A mebibyte is far beyond any of them and harmless to hold.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// A complete answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) http_status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Sends a request and reads its whole answer.
pub(crate) async fn exchange(request: RequestBuilder) -> Result<Reply, CallError> {
    let mut response = request.send().await.map_err(unsent_or_unanswered)?;
    let http_status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    let body = match read_bounded(&mut response).await {
        Ok(body) => body,
        Err(Cut::TooLong) => return Err(CallError::unreadable(http_status, "the answer is too long")),
        Err(Cut::Broken(error)) => {
            return Err(CallError {
                http_status: Some(http_status),
                ..unanswered("the answer broke off", error)
            });
        }
    };
    Ok(Reply { http_status, headers, body })
}

/// Sends a request whose answer is its status and headers. The body is read for the reason it may give, and because
/// only a drained connection can be used again; losing it loses nothing.
pub(crate) async fn exchange_for_status(request: RequestBuilder) -> Result<Reply, CallError> {
    let mut response = request.send().await.map_err(unsent_or_unanswered)?;
    let http_status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    let body = read_bounded(&mut response).await.unwrap_or_default();
    Ok(Reply { http_status, headers, body })
}

enum Cut {
    TooLong,
    Broken(reqwest::Error),
}

async fn read_bounded(response: &mut Response) -> Result<Bytes, Cut> {
    let mut body = BytesMut::new();
    while let Some(part) = response.chunk().await.map_err(Cut::Broken)? {
        if body.len() + part.len() > ANSWER_BYTES_MAX {
            return Err(Cut::TooLong);
        }
        body.extend_from_slice(&part);
    }
    Ok(body.freeze())
}

/// No connection pool, usually because the system has no root certificates. Nothing has left.
pub(crate) fn no_pool(error: reqwest::Error) -> CallError {
    let call_error = CallError::here(CallErrorKind::NeverSent, "the http client could not be built");
    CallError { source: Some(without_url(error)), ..call_error }
}

/// A request that could not be built or connected has not left; any other may have arrived.
fn unsent_or_unanswered(error: reqwest::Error) -> CallError {
    if error.is_builder() {
        CallError {
            source: Some(without_url(error)),
            ..CallError::bad_request("the request cannot be written")
        }
    } else if error.is_connect() {
        let call_error = CallError::here(CallErrorKind::NeverSent, "no connection");
        CallError { source: Some(without_url(error)), ..call_error }
    } else {
        let message = match body_failure(&error) {
            Some(failure) => failure.to_string(),
            None if error.is_timeout() => "timed out".to_owned(),
            None => "the connection broke".to_owned(),
        };
        unanswered(message, error)
    }
}

/// What was wrong with the body that was to be sent, where that is what broke the call off.
fn body_failure(error: &reqwest::Error) -> Option<&WrongLength> {
    std::iter::successors(error.source(), |&error| error.source()).find_map(|error| error.downcast_ref())
}

fn unanswered(message: impl AsRef<str>, error: reqwest::Error) -> CallError {
    CallError { source: Some(without_url(error)), ..CallError::here(CallErrorKind::Unanswered, message) }
}

/// An upload URL's query holds its credentials, so no URL leaves this crate inside an error.
fn without_url(error: reqwest::Error) -> Box<dyn Error + Send + Sync> {
    Box::new(error.without_url())
}
