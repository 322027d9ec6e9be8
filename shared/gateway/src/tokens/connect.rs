//! Keeping what a creator has just granted.

use super::claim::Claim;
use super::pair::grant_of;
use super::refresh::{WAIT_FOR_OTHER_MAX, WAIT_FOR_OTHER_PAUSE};
use super::{TokenError, Tokens};
use adapters::{SaveError, TokenPair};
use domain::Account;

impl Tokens {
    /// Keeps the pair of a creator who has just connected: the pair first, then the account, so that a token that is
    /// known is never lost, and an account without a token cannot come to be.
    ///
    /// A refresh that runs meanwhile is waited for; one that takes too long loses its claim, and its pair is never
    /// stored over this one.
    ///
    /// # Errors
    /// When the stores fail. Nothing is connected then, and the creator walks the way again.
    pub async fn connect(&self, open_id: &str, mut pair: TokenPair) -> Result<(), TokenError> {
        let Some(claim) = self.claim_or_take_over(open_id).await? else {
            self.secrets.store_tokens(open_id, &pair).await?;
            let mut account = Account::connected(open_id, &grant_of(&pair), self.clock.now());
            return match self.accounts.save(&mut account).await {
                // Somebody connected the same account at the same moment; either pair is good.
                Ok(()) | Err(SaveError::Conflict) => Ok(()),
                Err(SaveError::Store(error)) => Err(error.into()),
            };
        };
        // Newer than whatever was asked for before the claim.
        pair.issued_at = self.clock.now();
        match claim.keep_connection(&pair).await {
            // The same creator has connected once more; the last one counts.
            Ok(()) | Err(TokenError::Overtaken) => Ok(()),
            Err(error) => {
                claim.give_back().await;
                Err(error)
            }
        }
    }

    async fn claim_or_take_over<'a>(&'a self, open_id: &'a str) -> Result<Option<Claim<'a>>, TokenError> {
        let looks = WAIT_FOR_OTHER_MAX.as_millis() / WAIT_FOR_OTHER_PAUSE.as_millis();
        for _ in 0..looks {
            match self.claim_for_connection(open_id, false).await {
                Err(TokenError::Busy) => self.clock.sleep(WAIT_FOR_OTHER_PAUSE).await,
                claimed => return claimed,
            }
        }
        self.claim_for_connection(open_id, true).await
    }
}

impl Claim<'_> {
    async fn keep_connection(&self, pair: &TokenPair) -> Result<(), TokenError> {
        self.store(pair).await?;
        let grant = grant_of(pair);
        self.change(|account| account.reconnected(&grant)).await
    }
}
