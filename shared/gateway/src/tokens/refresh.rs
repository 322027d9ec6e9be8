//! A refresh from the claim to the stored pair.

use super::claim::Claim;
use super::pair::grant_of;
use super::{TokenError, Tokens};
use adapters::TokenPair;
use futures::FutureExt;
use jiff::Timestamp;
use std::time::Duration;

/// How long a run waits for another one's refresh before it gives up, and how often it looks.
pub(super) const WAIT_FOR_OTHER_MAX: Duration = Duration::from_secs(8);
pub(super) const WAIT_FOR_OTHER_PAUSE: Duration = Duration::from_millis(250);

/// A pair that is fit for use, and how it came.
#[derive(Debug, Clone)]
pub struct Refreshed {
    /// The pair, stored already.
    pub pair: TokenPair,
    /// Whether this run exchanged it; otherwise another had done so.
    pub exchanged: bool,
}

impl Tokens {
    /// Refreshes the pair if it is `stale` once this run holds the lease: another may have been quicker.
    pub(crate) async fn refresh_if(
        &self,
        open_id: &str,
        stale: &(dyn Fn(&TokenPair) -> bool + Sync),
    ) -> Result<Refreshed, TokenError> {
        // Boxed: a refresh lies deep below every call, and the compiler follows what futures are made of only so far.
        let ended = self.claim_and_refresh_if(open_id, stale).boxed().await;
        self.tell_of_refresh(open_id, &ended);
        ended
    }

    async fn claim_and_refresh_if(
        &self,
        open_id: &str,
        stale: &(dyn Fn(&TokenPair) -> bool + Sync),
    ) -> Result<Refreshed, TokenError> {
        let claim = match self.claim(open_id).await {
            Ok(claim) => claim,
            Err(TokenError::Busy) => return self.wait_for_other(open_id, stale).await,
            Err(error) => return Err(error),
        };
        match claim.refresh_if(stale).await {
            Ok(refreshed) => Ok(refreshed),
            Err(TokenError::Overtaken) => self.wait_for_other(open_id, stale).await,
            Err(error) => {
                claim.settle(&error).await;
                Err(error)
            }
        }
    }

    async fn wait_for_other(
        &self,
        open_id: &str,
        stale: &(dyn Fn(&TokenPair) -> bool + Sync),
    ) -> Result<Refreshed, TokenError> {
        let looks = WAIT_FOR_OTHER_MAX.as_millis() / WAIT_FOR_OTHER_PAUSE.as_millis();
        for _ in 0..looks {
            self.clock.sleep(WAIT_FOR_OTHER_PAUSE).await;
            let pair = self.stored_pair(open_id, Timestamp::MIN).await?;
            if !stale(&pair) {
                return Ok(Refreshed { pair, exchanged: false });
            }
        }
        Err(TokenError::Busy)
    }
}

impl Claim<'_> {
    async fn refresh_if(&self, stale: &(dyn Fn(&TokenPair) -> bool + Sync)) -> Result<Refreshed, TokenError> {
        let pair = self.tokens.stored_pair(self.open_id, self.known_since).await?;
        if stale(&pair) {
            return self.exchange(&pair).await.map(|pair| Refreshed { pair, exchanged: true });
        }
        self.adopt(&pair).await?;
        Ok(Refreshed { pair, exchanged: false })
    }

    /// Writes into the account's record what the stored pair says, and gives the claim back.
    pub(crate) async fn adopt(&self, pair: &TokenPair) -> Result<(), TokenError> {
        let grant = grant_of(pair);
        self.change(|account| account.granted(&grant)).await
    }
}
