//! `GET /connect`: off to TikTok.

use crate::Connector;
use crate::refusal::Refusal;
use crate::response;
use lambda_http::{Body, Request, RequestExt, Response};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

impl Connector {
    pub(crate) async fn begin(&self, request: &Request) -> Result<Response<Body>, Refusal> {
        let app = self.tokens().secrets.app().await.map_err(Refusal::setup)?;
        let query = request.query_string_parameters();
        if !is_key(query.first("key").unwrap_or_default(), &app.connect_key) {
            return Err(Refusal::WrongKey);
        }
        let begun = self.connections.begin(None).await.map_err(Refusal::begin)?;
        Ok(response::redirect(begun.consent_page.as_str(), &begun.set_cookie))
    }
}

/// Compares digests, so that neither the time nor the length tells anything about the key.
fn is_key(given: &str, key: &SecretString) -> bool {
    Sha256::digest(given).ct_eq(&Sha256::digest(key.expose_secret())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_key_fits() {
        let key = SecretString::from("open sesame");
        assert!(is_key("open sesame", &key));
        for wrong in ["", "open", "open sesame ", "Open sesame"] {
            assert!(!is_key(wrong, &key), "{wrong}");
        }
    }
}
