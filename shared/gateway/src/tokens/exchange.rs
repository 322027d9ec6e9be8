//! The exchange itself, by whoever holds the account's claim.

use super::claim::Claim;
use super::pair::pair_of;
use super::{TIME_FOR_EXCHANGE, TokenError};
use adapters::TokenPair;
use jiff::SignedDuration;
use secrecy::ExposeSecret;
use std::time::Duration;
use tiktok::{AppCredentials, CallError, CallErrorKind};

/// The pauses between tries to store a new pair. The old one has stopped working, so nothing matters more than this
/// write: it is tried for as long as the claim and the run last.
const STORE_PAUSE_BASE: Duration = Duration::from_millis(100);
const STORE_PAUSE_MAX: Duration = Duration::from_secs(5);

/// What is left of the time when the tries end: enough to say in the account's record that the pair is lost.
const TIME_TO_CONFESS: SignedDuration = SignedDuration::from_secs(3);

/// Time for the tries even where hardly any is left.
const TIME_TO_STORE_MIN: SignedDuration = SignedDuration::from_secs(5);

impl Claim<'_> {
    /// Exchanges the pair for the next one, stores it, and only then gives it out.
    pub(crate) async fn exchange(&self, old: &TokenPair) -> Result<TokenPair, TokenError> {
        let tokens = self.tokens;
        let app = tokens.secrets.app().await.map_err(TokenError::AppUnreadable)?;
        let app = AppCredentials { client_key: app.client_key, client_secret: app.client_secret };
        // TikTok's answer may be late; the pair counts from when it was asked for.
        let asked_at = tokens.clock.now();
        if asked_at + TIME_FOR_EXCHANGE > self.ends_at() {
            return Err(TokenError::NoTime);
        }
        let mut grant = match tokens.tiktok.refresh(&app, &old.refresh_token).await {
            Ok(grant) => grant,
            Err(error) => return self.refused(old, error).await,
        };
        if grant.scopes.is_empty() {
            grant.scopes.clone_from(&old.scopes);
        }
        let pair = pair_of(grant, asked_at);
        self.store(&pair).await?;
        self.adopt(&pair).await?;
        Ok(pair)
    }

    /// Stores a new pair, unless a creator who has connected meanwhile has brought a newer one. What cannot be stored
    /// is lost.
    pub(crate) async fn store(&self, pair: &TokenPair) -> Result<(), TokenError> {
        let clock = &self.tokens.clock;
        let give_up_at = (self.ends_at() - TIME_TO_CONFESS).max(clock.now() + TIME_TO_STORE_MIN);
        for attempt in 0.. {
            let left = give_up_at.duration_since(clock.now());
            if !left.is_positive() {
                break;
            }
            let error = match tokio::time::timeout(left.unsigned_abs(), self.try_to_store(pair)).await {
                Ok(Err(TokenError::Store(error))) => runtime::chain(&error),
                Ok(stored) => return stored,
                Err(elapsed) => elapsed.to_string(),
            };
            tracing::error!(account.id = self.open_id, error, "a new pair of tokens could not be stored");
            let random = fastrand::f64();
            let pause = domain::backoff::full_jitter(STORE_PAUSE_BASE, STORE_PAUSE_MAX, attempt, random);
            clock.sleep(pause).await;
        }
        let reason = "TikTok has issued new tokens, and they could not be stored".to_owned();
        Err(TokenError::ReconnectRequired { reason, refused: None })
    }

    async fn try_to_store(&self, pair: &TokenPair) -> Result<(), TokenError> {
        if self.is_lost().await {
            return Err(TokenError::Overtaken);
        }
        self.tokens.secrets.store_tokens(self.open_id, pair).await.map_err(TokenError::Store)
    }

    async fn refused(&self, sent: &TokenPair, error: CallError) -> Result<TokenPair, TokenError> {
        match error.kind {
            CallErrorKind::GrantRejected => self.grant_rejected(sent, error).await,
            CallErrorKind::AppRefused => Err(TokenError::AppRefused(error)),
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
            | CallErrorKind::Unreadable => Err(TokenError::Unavailable(error)),
        }
    }

    /// A refresh token that TikTok rejects may just have been used by somebody else: only if the stored one is still
    /// the one that was sent has the connection ended.
    async fn grant_rejected(&self, sent: &TokenPair, refused: CallError) -> Result<TokenPair, TokenError> {
        let stored = self.tokens.stored_pair(self.open_id, self.known_since).await?;
        if stored.refresh_token.expose_secret() == sent.refresh_token.expose_secret() {
            let reason = "TikTok no longer accepts its refresh token".to_owned();
            return Err(TokenError::ReconnectRequired { reason, refused: Some(Box::new(refused)) });
        }
        self.adopt(&stored).await?;
        Ok(stored)
    }
}
