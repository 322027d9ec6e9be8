//! Which TikTok a deployment talks to, and what the template has to be told about it.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tiktok_fake::App;
use url::Url;

/// The host of TikTok's real API; the template's defaults are made for it.
const REAL_API_HOST: &str = "open.tiktokapis.com";

/// Long enough that nobody guesses it.
const CONNECT_KEY_CHARS: usize = 32;

/// Which TikTok a deployment talks to.
#[derive(Clone, Debug)]
pub enum TikTok {
    /// The fake, started with the deployment.
    Fake(Box<tiktok_fake::Start>),
    /// Another one that runs already.
    Other {
        /// Its base URL.
        url: Url,
        /// The app's `client_key` there.
        client_key: String,
        /// The app's `client_secret` there.
        client_secret: SecretString,
    },
}

impl Default for TikTok {
    fn default() -> Self {
        Self::Fake(Box::default())
    }
}

/// The template's parameters for a TikTok at this address.
pub(crate) fn parameters(url: &Url) -> BTreeMap<String, String> {
    if url.host_str() == Some(REAL_API_HOST) {
        return BTreeMap::new();
    }
    let base = url.as_str().trim_end_matches('/');
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or_default();
    BTreeMap::from([
        ("TikTokApiUrl".to_owned(), base.to_owned()),
        ("TikTokAuthorizeUrl".to_owned(), format!("{base}/v2/auth/authorize/")),
        ("TikTokUploadHosts".to_owned(), format!("{host}:{port}")),
    ])
}

/// A connect key of one's own for this deployment.
pub(crate) fn connect_key() -> String {
    std::iter::repeat_with(fastrand::alphanumeric).take(CONNECT_KEY_CHARS).collect()
}

/// The app secret's contents.
pub(crate) fn app_secret(client_key: &str, client_secret: &SecretString, connect_key: &str) -> SecretString {
    let client_secret = client_secret.expose_secret();
    json!({ "client_key": client_key, "client_secret": client_secret, "connect_key": connect_key })
        .to_string()
        .into()
}

/// The fake's app, sent back to where this deployment listens.
pub(crate) fn registered(app: App, redirect_uri: &str) -> App {
    App { redirect_uris: vec![redirect_uri.to_owned()], ..app }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_may_receive_bytes_at_its_own_port_only() {
        let parameters = parameters(&"http://127.0.0.1:4577".parse().unwrap());
        assert_eq!(parameters["TikTokUploadHosts"], "127.0.0.1:4577");
        assert_eq!(parameters["TikTokApiUrl"], "http://127.0.0.1:4577");
        assert_eq!(parameters["TikTokAuthorizeUrl"], "http://127.0.0.1:4577/v2/auth/authorize/");
    }

    #[test]
    fn the_real_tiktok_keeps_the_templates_defaults() {
        assert!(parameters(&"https://open.tiktokapis.com".parse().unwrap()).is_empty());
    }
}
