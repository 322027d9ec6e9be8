//! Hands out a creator's access token, refreshing it first where that is due.
//!
//! Every function gets its tokens here, so that there is one way to refresh: by the
//! schedule, just in time, and after TikTok has rejected a token. Refresh tokens work once, so the whole module is
//! built around two promises: one run at a time exchanges an account's pair, and a new pair is stored before it is
//! used.

mod claim;
mod error;
mod exchange;
mod pair;
mod refresh;

pub use error::TokenError;
pub use pair::{grant_of, pair_of};
pub use refresh::Refreshed;

use adapters::{Accounts, Alerts, Secrets};
use domain::{AccountStatus, token};
use runtime::Clock;
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use tiktok::TikTok;

/// The tokens of all accounts.
#[derive(Clone)]
pub struct Tokens {
    /// Where tokens are exchanged.
    pub tiktok: TikTok,
    /// The accounts' records.
    pub accounts: Accounts,
    /// Where the pairs lie.
    pub secrets: Arc<dyn Secrets>,
    /// Where the operator is told.
    pub alerts: Arc<dyn Alerts>,
    /// The time.
    pub clock: Clock,
    /// The address under which creators reach this deployment, for the way back after a lost connection.
    pub public_url: String,
}

impl Tokens {
    /// A token that will live long enough for the calls ahead.
    ///
    /// # Errors
    /// See [`TokenError`]; a refresh that fails is no error as long as the token at hand is still good.
    pub async fn for_use(&self, open_id: &str) -> Result<SecretString, TokenError> {
        self.demand_connected(open_id).await?;
        let pair = self.stored_pair(open_id).await?;
        let now = self.clock.now();
        if !token::refresh_before_use(pair.issued_at, pair.access_expires_at, now) {
            return Ok(pair.access_token);
        }
        let stale = |pair: &adapters::TokenPair| {
            token::refresh_before_use(pair.issued_at, pair.access_expires_at, self.clock.now())
        };
        match self.refresh_if(open_id, &stale).await {
            Ok(refreshed) => Ok(refreshed.pair.access_token),
            Err(error) if error.is_passing() && self.clock.now() < pair.access_expires_at => {
                tracing::warn!(account.id = open_id, error = %runtime::chain(&error), "the token could not be refreshed; it is still good and is used");
                Ok(pair.access_token)
            }
            Err(error) => Err(error),
        }
    }

    /// Another token in place of one that TikTok has just rejected: the stored one if it is newer, else a fresh one.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn after_rejection(
        &self,
        open_id: &str,
        rejected: &SecretString,
    ) -> Result<SecretString, TokenError> {
        let stale =
            |pair: &adapters::TokenPair| pair.access_token.expose_secret() == rejected.expose_secret();
        Ok(self.refresh_if(open_id, &stale).await?.pair.access_token)
    }

    /// Refreshes the account if it is due at all: another run may have done it meanwhile.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn refresh_due(&self, open_id: &str) -> Result<Refreshed, TokenError> {
        self.demand_connected(open_id).await?;
        let stale = |pair: &adapters::TokenPair| {
            token::refresh_due_at(pair.issued_at, pair.access_expires_at) <= self.clock.now()
        };
        self.refresh_if(open_id, &stale).await
    }

    async fn demand_connected(&self, open_id: &str) -> Result<(), TokenError> {
        let account = self.accounts.get(open_id).await?.ok_or(TokenError::UnknownAccount)?;
        match account.status {
            AccountStatus::Connected => Ok(()),
            AccountStatus::ReconnectRequired | AccountStatus::Disconnected => {
                let reason = account.status_reason.unwrap_or_else(|| "it is not connected".to_owned());
                Err(TokenError::ReconnectRequired { reason })
            }
        }
    }

    async fn stored_pair(&self, open_id: &str) -> Result<adapters::TokenPair, TokenError> {
        self.secrets.tokens(open_id).await?.ok_or_else(|| TokenError::ReconnectRequired {
            reason: "its tokens are missing from the secrets store".to_owned(),
        })
    }
}
