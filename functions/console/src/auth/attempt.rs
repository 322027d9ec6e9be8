//! A sign-in that is under way.

use super::lock::Lock;
use adapters::ConsoleSecret;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// How long a sign-in may take: time to find a password and a second factor.
pub(crate) const ATTEMPT_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// What the browser that began a sign-in keeps until it ends, in a cookie, so that nobody can end it in another browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// The issuer sends it back.
    pub(crate) state: String,
    /// The ID token repeats it.
    pub(crate) nonce: String,
    /// PKCE: the issuer has its digest only. The cookie may hold it, since it guards the browser against others and not
    /// against itself.
    pub(crate) verifier: String,
    /// Where the browser goes then.
    pub(crate) return_to: String,
    /// In seconds since 1970.
    until_s: i64,
}

impl Attempt {
    pub(crate) fn begin(return_to: String, now: Timestamp) -> Self {
        let random = || hex::encode(runtime::random_bytes::<32>());
        let until_s = (now + ATTEMPT_LIFE).as_second();
        Self { state: random(), nonce: random(), verifier: random(), return_to, until_s }
    }

    /// Reads a cookie, for an answer that carries this state. One that is forged or over, or belongs to another sign-in, is
    /// none.
    pub(crate) fn read(cookie: &str, state: &str, secret: &ConsoleSecret, now: Timestamp) -> Option<Self> {
        let attempt: Self = Lock::of_attempts(secret).open(cookie)?;
        let same = bool::from(attempt.state.as_bytes().ct_eq(state.as_bytes()));
        (same && now.as_second() < attempt.until_s).then_some(attempt)
    }

    /// The cookie's value.
    pub(crate) fn sealed(&self, secret: &ConsoleSecret) -> Result<String, serde_json::Error> {
        Lock::of_attempts(secret).seal(self)
    }
}
