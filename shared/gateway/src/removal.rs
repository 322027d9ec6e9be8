//! A creator has taken the app's permission away, or TikTok has.

use crate::calls::Gateway;
use adapters::StoreError;
use domain::{Account, AccountStatus};
use jiff::Timestamp;

/// What a removal came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// The account is disconnected now.
    Now,
    /// It was before.
    Before,
    /// Tokens were issued after the removal, so the permission was given again: nothing is changed.
    GivenAgain,
    /// Nobody has connected such an account.
    UnknownAccount,
}

impl Gateway {
    /// Takes TikTok's word that the app may no longer act for a creator: ends the connection, forgets the tokens and
    /// tells the operator. The account's posts are held as they fall due, and go on when the creator connects again.
    ///
    /// TikTok tells late, and more than once; a creator who has connected again since is not disconnected by it.
    ///
    /// # Errors
    /// When a store fails. To be told once more is safe.
    pub async fn access_removed(
        &self,
        open_id: &str,
        reason: &str,
        at: Option<Timestamp>,
    ) -> Result<Removed, StoreError> {
        let tokens = &self.tokens;
        let now = tokens.clock.now();
        let removed = tokens.accounts.update(open_id, |account| {
            if given_again(account, at) {
                return Err(Removed::GivenAgain);
            }
            if account.status == AccountStatus::Disconnected {
                return Err(Removed::Before);
            }
            account.disconnect(reason);
            account.updated_at = now;
            Ok(account.clone())
        });
        let removed = match removed.await? {
            None => return Ok(Removed::UnknownAccount),
            Some(Err(Removed::GivenAgain)) => return Ok(Removed::GivenAgain),
            Some(Err(before)) => before,
            Some(Ok(account)) => {
                tracing::info!(account.id = open_id, reason, "an account's permission was removed at TikTok");
                tokens.alert_of_removal(&account, reason).await;
                Removed::Now
            }
        };
        tokens.secrets.forget_tokens(open_id).await?;
        Ok(removed)
    }
}

/// Whether the account's tokens are younger than the removal; TikTok tells its moment in whole seconds.
fn given_again(account: &Account, removed_at: Option<Timestamp>) -> bool {
    removed_at.is_some_and(|at| at.as_second() < account.access_issued_at.as_second())
}
