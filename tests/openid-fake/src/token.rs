//! ID tokens.

use crate::code::Granted;
use crate::key::Key;
use crate::lie::Lie;
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// How long an ID token is good for, in seconds.
const TOKEN_LIFE_S: i64 = 300;

/// What is said of somebody, to whom.
pub(crate) struct Statement<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) granted: &'a Granted,
    pub(crate) now_s: i64,
    pub(crate) lie: Option<Lie>,
}

impl Statement<'_> {
    /// The token, signed.
    pub(crate) fn signed(&self, key: &Key) -> Result<String, Unspecified> {
        let header = |algorithm: &str| json!({ "alg": algorithm, "typ": "JWT", "kid": key.id });
        match self.lie {
            Some(Lie::Unsigned) => Ok(format!("{}.", self.text(&header("none")))),
            Some(Lie::SignedWithThePublicKey) => {
                let text = self.text(&header("HS256"));
                let known = hmac::Key::new(hmac::HMAC_SHA256, key.public_bytes());
                Ok(with_signature(&text, hmac::sign(&known, text.as_bytes()).as_ref()))
            }
            Some(Lie::OtherKey) => {
                let text = self.text(&header("RS256"));
                Ok(with_signature(&text, &Key::random()?.sign(&text)?))
            }
            Some(Lie::OtherNonce | Lie::OtherAudience | Lie::OtherIssuer | Lie::Expired | Lie::NoToken)
            | None => {
                let text = self.text(&header("RS256"));
                Ok(with_signature(&text, &key.sign(&text)?))
            }
        }
    }

    fn text(&self, header: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}", part(header), part(&self.claims()))
    }

    fn claims(&self) -> Value {
        let Granted { person, nonce, .. } = self.granted;
        let is = |lie| self.lie == Some(lie);
        let from_s = if is(Lie::Expired) { self.now_s - 2 * TOKEN_LIFE_S } else { self.now_s };
        let mut claims = json!({
            "iss": if is(Lie::OtherIssuer) { "http://127.0.0.1:1" } else { self.issuer },
            "aud": if is(Lie::OtherAudience) { "another-client" } else { self.audience },
            "sub": person.subject,
            "iat": from_s,
            "exp": from_s + TOKEN_LIFE_S,
            "email": person.email,
            "email_verified": person.email_verified,
            "name": person.name,
            "groups": person.groups,
        });
        if is(Lie::OtherNonce) {
            claims["nonce"] = "another-sign-in".into();
        } else if let Some(nonce) = nonce {
            claims["nonce"] = nonce.as_str().into();
        }
        claims
    }
}

fn with_signature(text: &str, signature: &[u8]) -> String {
    format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}
