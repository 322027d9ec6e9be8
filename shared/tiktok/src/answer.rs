//! What comes back when the API says yes.

use std::time::Duration;

use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::CallError;
use crate::call::Reply;
use crate::classify::Surface;
use crate::envelope::{Envelope, failure};

/// A successful answer of the API with what came around it.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    /// What was asked for.
    pub data: T,
    /// TikTok's id for this call: what its support asks for first.
    pub log_id: Option<String>,
    /// The HTTP status, for the record: always a 2xx here.
    pub http_status: u16,
    /// What TikTok said about the rate limit.
    pub rate: RateHeaders,
}

impl<T> Answer<T> {
    pub(crate) fn map<U>(self, narrow: impl FnOnce(T) -> U) -> Answer<U> {
        let Self { data, log_id, http_status, rate } = self;
        Answer { data: narrow(data), log_id, http_status, rate }
    }
}

/// The rate-limit headers, where TikTok sends them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateHeaders {
    /// Calls left in the present window (`X-RateLimit-Remaining`).
    pub remaining: Option<u32>,
    /// Time until the window starts anew (`X-RateLimit-Reset`, in seconds).
    pub reset_after: Option<Duration>,
}

/// TikTok's window is a minute. A header that asks for more than an hour is a point in time, or a mistake, and
/// not a number of seconds.
const RESET_AFTER_MAX: Duration = Duration::from_secs(3_600);

impl RateHeaders {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let number = |name| -> Option<u64> { headers.get(name)?.to_str().ok()?.trim().parse().ok() };
        let reset_after = number("x-ratelimit-reset").map(Duration::from_secs);
        Self {
            remaining: number("x-ratelimit-remaining").map(|left| u32::try_from(left).unwrap_or(u32::MAX)),
            reset_after: reset_after.filter(|wait| *wait <= RESET_AFTER_MAX),
        }
    }
}

/// Reads an answer of the API. Success is `error.code == "ok"` under a 2xx, and data that can be read.
pub(crate) fn read<T: DeserializeOwned>(reply: &Reply) -> Result<Answer<T>, CallError> {
    let envelope = Envelope::read(&reply.body).unwrap_or_default();
    if !(envelope.says_ok() && (200..300).contains(&reply.http_status)) {
        return Err(failure(Surface::Api, reply));
    }
    let data = envelope.data.and_then(|data| serde_json::from_str(data.get()).ok());
    match data {
        Some(data) => Ok(Answer {
            data,
            log_id: envelope.log_id,
            http_status: reply.http_status,
            rate: RateHeaders::read(&reply.headers),
        }),
        // The parser's own words are left out: they quote the answer.
        None => Err(CallError {
            log_id: envelope.log_id,
            ..CallError::unreadable(reply.http_status, "the answer lacks its data")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> RateHeaders {
        RateHeaders::read(
            &pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect(),
        )
    }

    #[test]
    fn rate_headers_are_read_in_any_case() {
        let rate = headers(&[("X-RateLimit-Remaining", "3"), ("x-ratelimit-reset", " 42 ")]);
        assert_eq!(rate, RateHeaders { remaining: Some(3), reset_after: Some(Duration::from_secs(42)) });
    }

    #[test]
    fn senseless_rate_headers_are_ignored() {
        let rate = headers(&[("x-ratelimit-remaining", "-1"), ("x-ratelimit-reset", "1790000000")]);
        assert_eq!(rate, RateHeaders::default());
    }
}
