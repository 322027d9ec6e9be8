//! The way of a creator to TikTok's consent and back, in one browser.
//!
//! It begins at the connect link or in the console, and always ends in the function `oauth-callback`: here is what both
//! ends must agree on.

mod browser;

pub use browser::{BrowserSecret, clear_cookie};

use crate::Gateway;
use adapters::{OAuthState, OAuthStates, StoreError};
use browser::CONNECTION_LIFE_S;
use runtime::{Environment, SettingError};
use thiserror::Error;
use tiktok::AuthorizeRequest;
use url::Url;

/// What creators are asked for: their profile, and the right to post.
pub const SCOPES: [&str; 2] = ["user.info.basic", "video.publish"];

/// Connections under way.
#[derive(Clone)]
pub struct Connections {
    /// TikTok, tokens and accounts.
    pub gateway: Gateway,
    /// Where they are remembered.
    pub states: OAuthStates,
    /// Settings.
    pub settings: ConnectionSettings,
}

/// What the operator has set about connections.
#[derive(Debug, Clone)]
pub struct ConnectionSettings {
    /// Where creators come back to, as registered with TikTok.
    pub redirect_uri: Url,
    /// Whether PKCE is used.
    pub pkce: bool,
}

/// A connection that has begun.
#[derive(Debug, Clone)]
pub struct Begun {
    /// TikTok's page, where the browser is to go.
    pub consent_page: Url,
    /// The `Set-Cookie` header without which the way back ends nowhere. It is secret.
    pub set_cookie: String,
}

/// A browser that has come back from the connection that it began.
#[derive(Debug, Clone)]
pub struct Back {
    /// What the browser has kept.
    pub browser: BrowserSecret,
    /// The console's identity of whoever is to own the account, where it was begun there.
    pub owner: Option<String>,
}

/// Why no connection begins.
#[derive(Debug, Error)]
pub enum BeginError {
    /// The app secret cannot be read, or is not filled in.
    #[error("the app secret cannot be used")]
    AppUnreadable(#[source] StoreError),
    /// It could not be remembered.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a browser that comes back is not taken in.
#[derive(Debug, Error)]
pub enum BackError {
    /// The state is unknown, used or too old.
    #[error("nobody has begun such a connection, or it has ended")]
    Stale,
    /// The connection was begun in another browser, or this one keeps no cookies.
    #[error("the connection was begun in another browser")]
    OtherBrowser,
    /// The states could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ConnectionSettings {
    /// Reads `PUBLIC_URL` and `PKCE`.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn read(environment: &Environment) -> Result<Self, SettingError> {
        let public_url = environment.text("PUBLIC_URL")?;
        let redirect_uri = format!("{}/oauth/callback", public_url.trim_end_matches('/'));
        let redirect_uri = redirect_uri.parse().map_err(|error: url::ParseError| SettingError::Invalid {
            name: "PUBLIC_URL",
            detail: format!("`{public_url}`: {error}"),
        })?;
        Ok(Self { redirect_uri, pkce: environment.choice("PKCE", &[("on", true), ("off", false)])? })
    }

    /// Whether browsers reach this deployment by https. Only the local one is reached without.
    pub fn https(&self) -> bool {
        self.redirect_uri.scheme() == "https"
    }
}

impl Connections {
    /// Begins a connection in a browser. Where an `owner` is named, the account is theirs once it is connected, and the
    /// way ends in the console.
    ///
    /// # Errors
    /// See [`BeginError`].
    pub async fn begin(&self, owner: Option<String>) -> Result<Begun, BeginError> {
        let app = self.gateway.tokens.secrets.app().await.map_err(BeginError::AppUnreadable)?;
        let browser = BrowserSecret::random();
        let state = hex::encode(runtime::random_bytes::<32>());
        let expires_at_s = self.gateway.tokens.clock.now().as_second() + CONNECTION_LIFE_S;
        let browser_digest = browser.digest();
        self.states.put(&OAuthState { state: state.clone(), browser_digest, owner, expires_at_s }).await?;
        let consent_page = self.gateway.tiktok.authorize_url(&AuthorizeRequest {
            client_key: &app.client_key,
            redirect_uri: self.settings.redirect_uri.as_str(),
            scopes: &SCOPES,
            state: &state,
            code_challenge: self.settings.pkce.then(|| browser.pkce().challenge()),
        });
        Ok(Begun { consent_page, set_cookie: browser.set_cookie(self.settings.https()) })
    }

    /// Takes a browser back in: a state is good once, for a while, in the browser that it was given to. `cookies` is what
    /// the browser's `Cookie` header says.
    ///
    /// # Errors
    /// See [`BackError`].
    pub async fn come_back(&self, state: &str, cookies: &str) -> Result<Back, BackError> {
        if state.is_empty() {
            return Err(BackError::Stale);
        }
        let now = self.gateway.tokens.clock.now();
        let taken = self.states.take(state, now).await?.ok_or(BackError::Stale)?;
        let browser = BrowserSecret::from_cookies(cookies, self.settings.https())
            .filter(|browser| browser.has_digest(&taken.browser_digest))
            .ok_or(BackError::OtherBrowser)?;
        Ok(Back { browser, owner: taken.owner })
    }
}
