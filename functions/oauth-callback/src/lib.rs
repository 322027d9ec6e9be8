//! Connects creators: sends them to TikTok for consent and takes them back.
//!
//! `GET /connect?key=…` starts a connection for whoever knows the connect key; `GET /oauth/callback` ends it. Every
//! way it can go wrong ends on a plain page that says what to do and shows nothing of the inside.

mod begin;
mod browser;
mod finish;
mod page;
mod refusal;
mod response;

use adapters::OAuthStates;
use gateway::Gateway;
use jiff::SignedDuration;
use lambda_http::http::Method;
use lambda_http::{Body, Request, Response};
use runtime::{Environment, Metric, SettingError};
use url::Url;

/// API Gateway stops listening after 30 seconds, and the function is stopped a second before.
const ANSWER_WITHIN: SignedDuration = SignedDuration::from_secs(27);

/// What the function works with.
#[derive(Clone)]
pub struct Connector {
    /// TikTok, tokens and accounts.
    pub gateway: Gateway,
    /// Connections under way.
    pub states: OAuthStates,
    /// Settings.
    pub settings: Settings,
}

/// The function's own settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where creators come back to, as registered with TikTok.
    pub redirect_uri: Url,
    /// Whether PKCE is used.
    pub pkce: bool,
}

impl Settings {
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
    fn https(&self) -> bool {
        self.redirect_uri.scheme() == "https"
    }
}

impl Connector {
    /// Answers a request. There are no errors: each is a page.
    pub async fn answer(&self, request: Request) -> Response<Body> {
        let deadline = self.gateway.tokens.clock.now() + ANSWER_WITHIN;
        Self { gateway: self.gateway.until(deadline), ..self.clone() }.answer_in_time(request).await
    }

    async fn answer_in_time(&self, request: Request) -> Response<Body> {
        let answered = match (request.method(), request.uri().path()) {
            (&Method::GET, path) if path.ends_with("/oauth/callback") => self.finish(&request).await,
            (&Method::GET, path) if path.ends_with("/connect") => self.begin(&request).await,
            _ => return response::plain(404, "there is nothing here"),
        };
        answered.unwrap_or_else(|refusal| {
            self.count(Metric::ConnectionsRefused, ("refusal", refusal.name()));
            refusal.into_page()
        })
    }

    /// Counts a connection that has ended, well or not.
    pub(crate) fn count(&self, metric: Metric, (name, value): (&str, &str)) {
        let tokens = &self.gateway.tokens;
        tokens.metrics.count(tokens.clock.now(), metric, &[(name, Some(value))]);
    }
}
