//! Codes, each good for one exchange.

use crate::person::Person;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;

/// How long a code is good for, in seconds.
const CODE_LIFE_S: i64 = 60;

/// What a code stands for.
#[derive(Debug, Clone)]
pub(crate) struct Granted {
    pub(crate) person: Person,
    pub(crate) nonce: Option<String>,
    pub(crate) redirect_uri: String,
    /// PKCE's, by S256.
    pub(crate) challenge: String,
    pub(crate) at_s: i64,
}

/// The codes that were given out.
#[derive(Debug, Default)]
pub(crate) struct Codes(BTreeMap<String, Granted>);

impl Codes {
    pub(crate) fn give(&mut self, code: &str, granted: Granted) {
        self.0.insert(code.to_owned(), granted);
    }

    /// Takes a code. Whoever comes second, too late, from elsewhere or without the verifier gets nothing, and nobody after
    /// them.
    pub(crate) fn take(
        &mut self,
        code: &str,
        redirect_uri: &str,
        verifier: &str,
        now_s: i64,
    ) -> Option<Granted> {
        let granted = self.0.remove(code)?;
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
        let fits = bool::from(challenge.as_bytes().ct_eq(granted.challenge.as_bytes()));
        (fits && granted.redirect_uri == redirect_uri && now_s - granted.at_s <= CODE_LIFE_S)
            .then_some(granted)
    }
}
