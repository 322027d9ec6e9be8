//! A refresh from the claim to the stored pair.

use super::pair::grant_of;
use super::{TokenError, Tokens};
use adapters::TokenPair;
use std::time::Duration;

/// How long a run waits for another one's refresh before it gives up, and how often it looks.
const WAIT_FOR_OTHER_MAX: Duration = Duration::from_secs(8);
const WAIT_FOR_OTHER_PAUSE: Duration = Duration::from_millis(250);

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
        let owner = runtime::run_id("refresh");
        match self.claim(open_id, &owner).await {
            Ok(()) => {}
            Err(TokenError::Busy) => return self.wait_for_other(open_id, stale).await,
            Err(error) => return Err(error),
        }
        let pair = self.stored_pair(open_id).await?;
        if stale(&pair) {
            return self.exchange(open_id, pair).await.map(|pair| Refreshed { pair, exchanged: true });
        }
        self.adopt(open_id, &pair).await?;
        Ok(Refreshed { pair, exchanged: false })
    }

    /// Writes into the account's record what the stored pair says.
    pub(crate) async fn adopt(&self, open_id: &str, pair: &TokenPair) -> Result<(), TokenError> {
        let grant = grant_of(pair);
        let now = self.clock.now();
        let adopted = self
            .accounts
            .update(open_id, |account| {
                account.granted(&grant);
                account.updated_at = now;
                Ok::<(), TokenError>(())
            })
            .await?;
        adopted.unwrap_or(Err(TokenError::UnknownAccount))
    }

    async fn wait_for_other(
        &self,
        open_id: &str,
        stale: &(dyn Fn(&TokenPair) -> bool + Sync),
    ) -> Result<Refreshed, TokenError> {
        let looks = WAIT_FOR_OTHER_MAX.as_millis() / WAIT_FOR_OTHER_PAUSE.as_millis();
        for _ in 0..looks {
            self.clock.sleep(WAIT_FOR_OTHER_PAUSE).await;
            let pair = self.stored_pair(open_id).await?;
            if !stale(&pair) {
                return Ok(Refreshed { pair, exchanged: false });
            }
        }
        Err(TokenError::Busy)
    }
}
