//! The client itself: where TikTok is, and the one connection pool that reaches it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::call::no_pool;
use crate::{CallError, UploadHosts};

/// How long a connection may take to come up, TLS included. TikTok's edges answer in a fraction of a second;
/// beyond this the network is at fault, and a call that was never sent is the cheapest one to repeat.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an API call may take in all. TikTok answers within a few seconds; the rest is room for a bad day,
/// and still well inside the deadline of a short-lived function.
const API_TIMEOUT: Duration = Duration::from_secs(30);

/// How long an idle connection is kept. It outlives the pause between two chunks, but not a pause in which the far
/// side hangs up unnoticed: sending into such a connection turns a safe call into an unanswered one.
const POOL_IDLE_MAX: Duration = Duration::from_secs(15);

/// TikTok, as one application sees it. Cheap to clone; clones share their connections.
///
/// Every method makes exactly one HTTP call: nothing is repeated, no redirect is followed, no proxy is taken from the
/// environment. What to do after a failure is the caller's decision, and [`CallErrorKind`](crate::CallErrorKind) is
/// what it decides on.
#[derive(Clone, Debug)]
pub struct TikTok {
    http: Arc<OnceLock<reqwest::Client>>,
    endpoints: Arc<Endpoints>,
}

/// Where TikTok is.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// The base of the API and of the token endpoints.
    pub api: Url,
    /// The page a creator is sent to for consent.
    pub authorize: Url,
    /// The hosts that may receive a video's bytes.
    pub upload_hosts: UploadHosts,
}

impl Endpoints {
    /// TikTok's own.
    ///
    /// # Panics
    /// Never: the addresses are constants, and a test reads them.
    #[must_use]
    pub fn production() -> Self {
        let fixed = "the constant is a url";
        Self {
            api: "https://open.tiktokapis.com/".parse().expect(fixed),
            authorize: "https://www.tiktok.com/v2/auth/authorize/".parse().expect(fixed),
            upload_hosts: ".tiktokapis.com".parse().expect(fixed),
        }
    }
}

/// Why no client could be set up. Each is a mistake in the settings and shows at start.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The API base is not an http(s) URL, or carries a user, a query or a fragment.
    #[error("the api url must be a plain https url without user, query or fragment")]
    ApiUrl,
    /// Tokens would travel in the clear. Plain http is for stand-ins on this machine only.
    #[error("the api url uses plain http, which is allowed for loopback hosts only")]
    ApiInTheClear,
}

impl TikTok {
    /// Looks at the endpoints. The connection pool comes with the first call, because it reads the system's root
    /// certificates, and many a process never calls.
    ///
    /// # Errors
    /// When the API base cannot be used.
    pub fn new(mut endpoints: Endpoints) -> Result<Self, SetupError> {
        endpoints.api = usable_base(endpoints.api)?;
        Ok(Self { http: Arc::default(), endpoints: Arc::new(endpoints) })
    }

    /// Where this client was told TikTok is.
    #[must_use]
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    pub(crate) fn api_post(&self, path: &str) -> Result<RequestBuilder, CallError> {
        Ok(self.http()?.request(Method::POST, self.api_url(path)).timeout(API_TIMEOUT))
    }

    pub(crate) fn api_get(&self, path: &str, token: &SecretString) -> Result<RequestBuilder, CallError> {
        let request = self.http()?.request(Method::GET, self.api_url(path)).timeout(API_TIMEOUT);
        Ok(request.bearer_auth(token.expose_secret()))
    }

    pub(crate) fn api_post_json(
        &self,
        path: &str,
        token: &SecretString,
        body: &impl serde::Serialize,
    ) -> Result<RequestBuilder, CallError> {
        let request = self.api_post(path)?.bearer_auth(token.expose_secret());
        Ok(request.header(reqwest::header::CONTENT_TYPE, "application/json; charset=UTF-8").json(body))
    }

    pub(crate) fn upload_put(&self, url: Url, timeout: Duration) -> Result<RequestBuilder, CallError> {
        Ok(self.http()?.request(Method::PUT, url).timeout(timeout))
    }

    /// The connection pool, set up when it is first asked for.
    fn http(&self) -> Result<&reqwest::Client, CallError> {
        match self.http.get() {
            Some(http) => Ok(http),
            None => {
                let http = connection_pool().map_err(no_pool)?;
                Ok(self.http.get_or_init(|| http))
            }
        }
    }

    fn api_url(&self, path: &str) -> Url {
        let mut url = self.endpoints.api.clone();
        url.set_path(&format!("{}{path}", self.endpoints.api.path()));
        url
    }
}

fn connection_pool() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(POOL_IDLE_MAX)
        .build()
}

/// The base with a path that ends in a slash, so that a path prefix (a gateway in front of TikTok) is kept.
fn usable_base(mut api: Url) -> Result<Url, SetupError> {
    let plain = api.username().is_empty()
        && api.password().is_none()
        && api.query().is_none()
        && api.fragment().is_none();
    match api.scheme() {
        "https" if plain => {}
        "http" if plain && is_loopback(&api) => {}
        "http" if plain => return Err(SetupError::ApiInTheClear),
        _ => return Err(SetupError::ApiUrl),
    }
    if !api.path().ends_with('/') {
        api.set_path(&format!("{}/", api.path()));
    }
    Ok(api)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<String, SetupError> {
        usable_base(text.parse().unwrap()).map(|url| url.to_string())
    }

    #[test]
    fn the_production_endpoints_are_usable() {
        assert!(TikTok::new(Endpoints::production()).is_ok());
    }

    #[test]
    fn a_path_prefix_is_kept() {
        assert_eq!(base("https://open.tiktokapis.com").unwrap(), "https://open.tiktokapis.com/");
        assert_eq!(base("https://gate.example/tiktok").unwrap(), "https://gate.example/tiktok/");
    }

    #[test]
    fn tokens_never_travel_in_the_clear_off_this_machine() {
        assert!(base("http://127.0.0.1:9000").is_ok());
        assert!(base("http://[::1]:9000").is_ok());
        assert!(base("http://localhost:9000").is_ok());
        assert!(matches!(base("http://open.tiktokapis.com"), Err(SetupError::ApiInTheClear)));
    }

    #[test]
    fn a_base_with_user_query_or_other_scheme_is_refused() {
        for bad in [
            "https://me@host.example",
            "https://host.example/?a=1",
            "https://host.example/#x",
            "ftp://host.example",
        ] {
            assert!(matches!(base(bad), Err(SetupError::ApiUrl)), "{bad}");
        }
    }
}
