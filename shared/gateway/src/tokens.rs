//! Hands out a creator's access token, refreshing it first where that is due.
//!
//! Every function gets its tokens here, so that there is one way to refresh: by the
//! schedule, just in time, and after TikTok has rejected a token. Refresh tokens work once, so the whole module is
//! built around two promises: one run at a time exchanges an account's pair, and a new pair is stored before it is
//! used.

mod alerts;
mod claim;
mod connect;
mod error;
mod exchange;
mod pair;
mod refresh;
mod settle;
mod tell;

pub use error::TokenError;
pub use pair::{grant_of, pair_of};
pub use refresh::Refreshed;

use adapters::{Accounts, Alerts, Secrets, TokenPair};
use claim::demand_connected;
use domain::{Account, token};
use jiff::{SignedDuration, Timestamp};
use runtime::{Clock, Metrics};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use tiktok::TikTok;

/// An exchange that has begun must be able to end before its run is stopped: an answer of TikTok's that is not stored
/// is a lost account. TikTok may take 30 seconds, and the rest is for the store.
pub const TIME_FOR_EXCHANGE: SignedDuration = SignedDuration::from_secs(45);

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
    /// Where is counted what happens.
    pub metrics: Metrics,
    /// The time.
    pub clock: Clock,
    /// The address under which creators reach this deployment, for the way back after a lost connection.
    pub public_url: String,
    /// When this run is stopped. Nothing is exchanged that could not be stored before.
    pub deadline: Timestamp,
}

impl Tokens {
    /// The same tokens for a run that is stopped at `deadline`.
    #[must_use]
    pub fn until(&self, deadline: Timestamp) -> Self {
        Self { deadline, ..self.clone() }
    }

    /// Whether this run can still exchange a pair and store the answer.
    pub fn has_time(&self) -> bool {
        self.clock.now() + TIME_FOR_EXCHANGE <= self.deadline
    }

    /// A token that will live long enough for the calls ahead.
    ///
    /// # Errors
    /// See [`TokenError`]; a refresh that fails is no error as long as the token at hand is still good.
    pub async fn for_use(&self, open_id: &str) -> Result<SecretString, TokenError> {
        let account = self.connected_account(open_id).await?;
        let pair = match self.stored_pair(open_id, account.access_issued_at).await {
            // The refresh that follows finds the same, and sees to what must be done.
            Err(TokenError::ReconnectRequired { .. }) => {
                return Ok(self.refresh_if(open_id, &|_| false).await?.pair.access_token);
            }
            pair => pair?,
        };
        let now = self.clock.now();
        if !token::refresh_before_use(pair.issued_at, pair.access_expires_at, now) {
            return Ok(pair.access_token);
        }
        let stale = |pair: &TokenPair| {
            token::refresh_before_use(pair.issued_at, pair.access_expires_at, self.clock.now())
        };
        match self.refresh_if(open_id, &stale).await {
            Ok(refreshed) => Ok(refreshed.pair.access_token),
            Err(error) if error.is_passing() && self.clock.now() < pair.access_expires_at => {
                tracing::info!(account.id = open_id, token.expires_at = %pair.access_expires_at, "the token at hand is still good and is used");
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
        let stale = |pair: &TokenPair| pair.access_token.expose_secret() == rejected.expose_secret();
        Ok(self.refresh_if(open_id, &stale).await?.pair.access_token)
    }

    /// Refreshes the account if it is due at all: another run may have done it meanwhile.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn refresh_due(&self, open_id: &str) -> Result<Refreshed, TokenError> {
        let stale = |pair: &TokenPair| {
            token::refresh_due_at(pair.issued_at, pair.access_expires_at) <= self.clock.now()
        };
        self.refresh_if(open_id, &stale).await
    }

    async fn connected_account(&self, open_id: &str) -> Result<Account, TokenError> {
        let account = self.accounts.get(open_id).await?.ok_or(TokenError::UnknownAccount)?;
        demand_connected(&account)?;
        Ok(account)
    }

    /// The newest pair that was stored. A write that arrives late can cover a newer pair; the account's record tells
    /// when the newest was issued, and the store keeps the pair behind the last one written.
    async fn stored_pair(&self, open_id: &str, known_since: Timestamp) -> Result<TokenPair, TokenError> {
        let stored = self.secrets.tokens(open_id).await?.ok_or_else(|| TokenError::ReconnectRequired {
            reason: "its tokens are missing from the secrets store".to_owned(),
            refused: None,
        })?;
        if stored.issued_at >= known_since {
            return Ok(stored);
        }
        let covered = self.secrets.tokens_before(open_id).await?;
        Ok(covered.filter(|covered| covered.issued_at > stored.issued_at).unwrap_or(stored))
    }
}
