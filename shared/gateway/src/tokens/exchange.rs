//! The exchange itself. The caller holds the account's refresh lease.

use super::pair::pair_of;
use super::{TokenError, Tokens};
use adapters::{StoreError, TokenPair};
use domain::{Alert, AlertKind};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;
use tiktok::{AppCredentials, CallError, CallErrorKind};

/// Tries to store a new pair. The old one has stopped working, so nothing matters more than this write.
const STORE_TRIES_MAX: u32 = 6;
const STORE_PAUSE_BASE: Duration = Duration::from_millis(100);
const STORE_PAUSE_MAX: Duration = Duration::from_secs(5);

/// Failed refreshes in a row after which the operator is told: about half an hour of trying.
const FAILURES_BEFORE_ALERT: u32 = 6;

impl Tokens {
    /// Exchanges the pair for the next one, stores it, and only then gives it out.
    pub(crate) async fn exchange(&self, open_id: &str, old: TokenPair) -> Result<TokenPair, TokenError> {
        let app = self.secrets.app().await?;
        let app = AppCredentials { client_key: app.client_key, client_secret: app.client_secret };
        let mut grant = match self.tiktok.refresh(&app, &old.refresh_token).await {
            Ok(grant) => grant,
            Err(error) => return self.failed(open_id, &old.refresh_token, error).await,
        };
        if grant.scopes.is_empty() {
            grant.scopes = old.scopes;
        }
        let pair = pair_of(grant, self.clock.now());
        if let Err(error) = self.store(open_id, &pair).await {
            tracing::error!(account.id = open_id, error = %runtime::chain(&error), "a new pair of tokens could not be stored");
            let reason = "TikTok has issued new tokens, and they could not be stored";
            return Err(self.require_reconnect(open_id, reason).await?);
        }
        self.adopt(open_id, &pair).await?;
        tracing::info!(account.id = open_id, token.expires_at = %pair.access_expires_at, "tokens refreshed");
        Ok(pair)
    }

    async fn store(&self, open_id: &str, pair: &TokenPair) -> Result<(), StoreError> {
        let mut attempt = 0;
        loop {
            let Err(error) = self.secrets.store_tokens(open_id, pair).await else { return Ok(()) };
            attempt += 1;
            if attempt == STORE_TRIES_MAX {
                return Err(error);
            }
            let random = fastrand::f64();
            let pause = domain::backoff::full_jitter(STORE_PAUSE_BASE, STORE_PAUSE_MAX, attempt, random);
            self.clock.sleep(pause).await;
        }
    }

    async fn failed(
        &self,
        open_id: &str,
        sent: &SecretString,
        error: CallError,
    ) -> Result<TokenPair, TokenError> {
        tracing::warn!(account.id = open_id, tiktok.code = ?error.code, tiktok.log_id = ?error.log_id, error = %runtime::chain(&error), "a refresh failed");
        match error.kind {
            CallErrorKind::GrantRejected => self.grant_rejected(open_id, sent).await,
            CallErrorKind::AppRefused => {
                self.release_after_failure(open_id).await?;
                self.alert(app_refused_alert()).await;
                Err(TokenError::AppRefused(error))
            }
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
            | CallErrorKind::Unreadable => {
                let failures = self.release_after_failure(open_id).await?;
                if failures == FAILURES_BEFORE_ALERT {
                    self.alert(refresh_failing_alert(open_id, failures)).await;
                }
                Err(TokenError::Unavailable(error))
            }
        }
    }

    /// A refresh token that TikTok rejects may just have been used by somebody else: only if the stored one is still
    /// the one that was sent has the connection ended.
    async fn grant_rejected(&self, open_id: &str, sent: &SecretString) -> Result<TokenPair, TokenError> {
        let stored = self.stored_pair(open_id).await?;
        if stored.refresh_token.expose_secret() != sent.expose_secret() {
            self.adopt(open_id, &stored).await?;
            return Ok(stored);
        }
        Err(self.require_reconnect(open_id, "TikTok no longer accepts its refresh token").await?)
    }

    async fn require_reconnect(&self, open_id: &str, reason: &str) -> Result<TokenError, TokenError> {
        let username = self
            .accounts
            .update(open_id, |account| {
                account.require_reconnect(reason);
                Ok::<_, TokenError>(account.username.clone())
            })
            .await?;
        let name = username.and_then(Result::ok).flatten().unwrap_or_else(|| open_id.to_owned());
        self.alert(self.reconnect_alert(open_id, &name, reason)).await;
        Ok(TokenError::ReconnectRequired { reason: reason.to_owned() })
    }

    fn reconnect_alert(&self, open_id: &str, name: &str, reason: &str) -> Alert {
        Alert {
            kind: AlertKind::ReconnectRequired,
            account: Some(open_id.to_owned()),
            post_id: None,
            subject: format!("Reeldrop: {name} must connect TikTok again"),
            text: format!(
                "Posts of {name} wait, because {reason}.\n\nOpen {}/connect?key=YOUR_CONNECT_KEY with the connect_key \
                 of the app secret, and sign in to TikTok as {name}.",
                self.public_url
            ),
        }
    }

    async fn alert(&self, alert: Alert) {
        if let Err(error) = self.alerts.send(&alert).await {
            tracing::error!(error = %runtime::chain(&error), alert.kind = ?alert.kind, "an alert could not be sent");
        }
    }
}

fn app_refused_alert() -> Alert {
    Alert {
        kind: AlertKind::AppSecretRefused,
        account: None,
        post_id: None,
        subject: "Reeldrop: TikTok refuses the app's credentials".to_owned(),
        text: "TikTok does not accept the client_key and client_secret in the app secret. Until they are corrected \
               no account's tokens can be refreshed. No account has been disconnected."
            .to_owned(),
    }
}

fn refresh_failing_alert(open_id: &str, failures: u32) -> Alert {
    Alert {
        kind: AlertKind::RefreshFailing,
        account: Some(open_id.to_owned()),
        post_id: None,
        subject: "Reeldrop: refreshing tokens keeps failing".to_owned(),
        text: format!(
            "The tokens of the account {open_id} could not be refreshed {failures} times in a row. Reeldrop goes on \
             trying; the function logs say what TikTok answered."
        ),
    }
}
