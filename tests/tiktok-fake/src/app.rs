//! The app as it is registered with TikTok: its credentials and where creators may be sent back to.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

/// A registered redirect URI is shorter than this (TikTok's login kit documents).
pub const REDIRECT_URI_LENGTH_MAX: usize = 511;

/// The one app that this TikTok knows.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// TikTok's name for the client id.
    pub client_key: String,
    /// Also the key of webhook signatures. The fake's secrets protect nothing, so they are plain strings.
    pub client_secret: String,
    /// Where creators may be sent back to; compared character by character.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
}

impl Default for App {
    fn default() -> Self {
        Self {
            client_key: "fake-client-key".to_owned(),
            client_secret: "fake-client-secret".to_owned(),
            redirect_uris: Vec::new(),
        }
    }
}

impl App {
    /// Whether every redirect URI obeys TikTok's rules.
    ///
    /// # Errors
    /// The first one that TikTok's registration form would refuse.
    pub fn check(&self) -> Result<(), RedirectUriError> {
        self.redirect_uris.iter().try_for_each(|uri| check_redirect_uri(uri))
    }
}

/// Why a redirect URI cannot be registered.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RedirectUriError {
    /// 512 characters or more.
    #[error("the redirect uri is longer than {REDIRECT_URI_LENGTH_MAX} characters")]
    TooLong,
    /// Not an absolute URL.
    #[error("the redirect uri is not absolute")]
    NotAbsolute,
    /// It has a query.
    #[error("the redirect uri has a query")]
    HasQuery,
    /// It has a fragment.
    #[error("the redirect uri has a fragment")]
    HasFragment,
    /// Neither https nor a desktop registration.
    #[error("the redirect uri is neither https nor http on localhost or 127.0.0.1 with a port")]
    NotHttps,
}

/// TikTok's rules: absolute, https, no query, no fragment, under 512 characters; a desktop registration may use
/// http on `localhost` or `127.0.0.1`, with a port. Wider than TikTok in one thing: names below `localhost` count as
/// `localhost`, because the local deployment's API has such a name.
pub(crate) fn check_redirect_uri(uri: &str) -> Result<(), RedirectUriError> {
    if uri.chars().count() > REDIRECT_URI_LENGTH_MAX {
        return Err(RedirectUriError::TooLong);
    }
    if uri.contains('#') {
        return Err(RedirectUriError::HasFragment);
    }
    if uri.contains('?') {
        return Err(RedirectUriError::HasQuery);
    }
    let url = Url::parse(uri).map_err(|_| RedirectUriError::NotAbsolute)?;
    let desktop = url.host_str().is_some_and(is_this_machine) && has_port(uri);
    match url.scheme() {
        "https" if url.has_host() => Ok(()),
        "http" if desktop => Ok(()),
        _ => Err(RedirectUriError::NotHttps),
    }
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1") || host.ends_with(".localhost")
}

/// Looks at the text itself, because parsing drops the port 80 of `http`.
fn has_port(uri: &str) -> bool {
    let authority = uri.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok())
}
