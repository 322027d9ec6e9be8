//! `GET /oauth/callback`: back from TikTok.

use crate::Connector;
use crate::page::{self, Creator};
use crate::refusal::Refusal;
use crate::response;
use gateway::connection::{BrowserSecret, clear_cookie};
use gateway::tokens::pair_of;
use lambda_http::http::header::COOKIE;
use lambda_http::{Body, Request, RequestExt, Response};
use runtime::Metric;
use secrecy::SecretString;
use tiktok::{AppCredentials, CallErrorKind, TokenGrant};

/// The scope without which nothing can be posted.
const PUBLISH_SCOPE: &str = "video.publish";

impl Connector {
    pub(crate) async fn finish(&self, request: &Request) -> Result<Response<Body>, Refusal> {
        let query = request.query_string_parameters();
        let state = query.first("state").unwrap_or_default();
        let back = self.connections.come_back(state, &cookies(request)).await.map_err(Refusal::back)?;
        if let Some(error) = query.first("error") {
            tracing::info!(tiktok.code = error, "a creator came back without consent");
            return Err(Refusal::NoConsent);
        }
        let code = SecretString::from(query.first("code").ok_or(Refusal::StaleLink)?.to_owned());
        let asked_at = self.tokens().clock.now();
        let grant = self.exchange(&code, &back.browser).await?;
        if !grant.scopes.iter().any(|scope| scope == PUBLISH_SCOPE) {
            return Err(Refusal::ScopeMissing);
        }
        let open_id = usable_open_id(&grant.open_id)?.to_owned();
        self.tokens().connect(&open_id, pair_of(grant, asked_at)).await.map_err(Refusal::tokens)?;
        if let Some(owner) = &back.owner {
            self.tokens().accounts.add_to_creator(owner, &open_id).await.map_err(Refusal::store)?;
        }
        let creator = self.introduce(&open_id).await;
        tracing::info!(account.id = open_id, account.username = creator.username, "an account is connected");
        self.count(Metric::AccountsConnected, ("account.id", &open_id));
        Ok(self.welcome(&creator, back.owner.is_some()))
    }

    /// The end of the way: a page, or the console where it began there.
    fn welcome(&self, creator: &Creator, in_console: bool) -> Response<Body> {
        let forget_browser = clear_cookie(self.connections.settings.https());
        if in_console {
            // An `open_id` that is kept has no character that means anything in an address.
            let accounts = format!("{}/accounts?connected={}", self.tokens().public_url, creator.open_id);
            return response::redirect(&accounts, &forget_browser);
        }
        response::page(200, &page::connected(creator), creator.avatar_url.as_deref()).cookie(&forget_browser)
    }

    async fn exchange(&self, code: &SecretString, browser: &BrowserSecret) -> Result<TokenGrant, Refusal> {
        let app = self.tokens().secrets.app().await.map_err(Refusal::setup)?;
        let app = AppCredentials { client_key: app.client_key, client_secret: app.client_secret };
        let settings = &self.connections.settings;
        let pkce = settings.pkce.then(|| browser.pkce());
        let redirect_uri = settings.redirect_uri.as_str();
        let verifier = pkce.as_ref().map(tiktok::Pkce::verifier);
        let tiktok = &self.connections.gateway.tiktok;
        tiktok.exchange_code(&app, code, redirect_uri, verifier).await.map_err(|error| {
            tracing::warn!(tiktok.code = ?error.code, tiktok.log_id = ?error.log_id, error = %runtime::chain(&error), "a code could not be exchanged");
            match error.kind {
                CallErrorKind::AppRefused => Refusal::AppRefused,
                CallErrorKind::GrantRejected => Refusal::StaleLink,
                CallErrorKind::NeverSent
                | CallErrorKind::Unanswered
                | CallErrorKind::Unavailable
                | CallErrorKind::RateLimited { .. }
                | CallErrorKind::TokenRejected
                | CallErrorKind::ScopeMissing
                | CallErrorKind::CreatorCapReached
                | CallErrorKind::AppCapReached
                | CallErrorKind::NotAudited
                | CallErrorKind::Refused(_)
                | CallErrorKind::Unreadable => Refusal::TikTokFailed,
            }
        })
    }

    /// Asks TikTok for the creator's names. Without an answer the account is connected all the same, and `token-refresh`
    /// asks again.
    async fn introduce(&self, open_id: &str) -> Creator {
        match self.connections.gateway.ask_names(open_id).await {
            Ok(creator) => Creator {
                open_id: open_id.to_owned(),
                username: Some(creator.username),
                nickname: Some(creator.nickname),
                avatar_url: creator.avatar_url,
            },
            Err(error) => {
                tracing::warn!(account.id = open_id, error = %runtime::chain(&error), "a new account's names are not known yet");
                Creator::unnamed(open_id)
            }
        }
    }
}

fn cookies(request: &Request) -> String {
    let cookies = request.headers().get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    cookies.collect::<Vec<_>>().join("; ")
}

/// An `open_id` becomes part of a secret's name: letters, digits, `-`, `_` and `.` only.
fn usable_open_id(open_id: &str) -> Result<&str, Refusal> {
    const LENGTH_MAX: usize = 128;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !open_id.is_empty() && open_id.len() <= LENGTH_MAX && open_id.chars().all(allowed) {
        Ok(open_id)
    } else {
        tracing::error!("TikTok gave an open_id that cannot be kept");
        Err(Refusal::TikTokFailed)
    }
}
