//! `GET /connect`: off to TikTok.

use crate::Connector;
use crate::browser::{BrowserSecret, CONNECTION_LIFE_S};
use crate::refusal::Refusal;
use crate::response;
use adapters::OAuthState;
use lambda_http::{Body, Request, RequestExt, Response};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tiktok::AuthorizeRequest;

/// What creators are asked for: their profile, and the right to post.
pub(crate) const SCOPES: [&str; 2] = ["user.info.basic", "video.publish"];

impl Connector {
    pub(crate) async fn begin(&self, request: &Request) -> Result<Response<Body>, Refusal> {
        let app = self.gateway.tokens.secrets.app().await.map_err(Refusal::setup)?;
        let query = request.query_string_parameters();
        if !is_key(query.first("key").unwrap_or_default(), &app.connect_key) {
            return Err(Refusal::WrongKey);
        }
        let https = self.settings.https();
        let browser = BrowserSecret::random();
        let state = hex::encode(runtime::random_bytes::<32>());
        let expires_at_s = self.gateway.tokens.clock.now().as_second() + CONNECTION_LIFE_S;
        let kept = OAuthState { state: state.clone(), browser_digest: browser.digest(), owner: None, expires_at_s };
        self.states.put(&kept).await.map_err(Refusal::store)?;
        let consent_page = self.gateway.tiktok.authorize_url(&AuthorizeRequest {
            client_key: &app.client_key,
            redirect_uri: self.settings.redirect_uri.as_str(),
            scopes: &SCOPES,
            state: &state,
            code_challenge: self.settings.pkce.then(|| browser.pkce().challenge()),
        });
        Ok(response::redirect(consent_page.as_str(), &browser.set_cookie(https)))
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
