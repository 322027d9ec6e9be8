//! One refresher per account.

use super::{TokenError, Tokens};
use domain::Lease;
use jiff::SignedDuration;

/// How long a refresher may take. Longer than TikTok's slowest answer and every try to store it; shorter than the
/// time between two runs of the schedule.
const LEASE: SignedDuration = SignedDuration::from_secs(120);

impl Tokens {
    /// Takes the account's refresh lease.
    pub(crate) async fn claim(&self, open_id: &str, owner: &str) -> Result<(), TokenError> {
        let now = self.clock.now();
        let claimed = self
            .accounts
            .update(open_id, |account| {
                if account.refresh_lease.as_ref().is_some_and(|lease| lease.excludes(owner, now)) {
                    return Err(TokenError::Busy);
                }
                account.refresh_lease = Some(Lease { owner: owner.to_owned(), until: now + LEASE });
                Ok(())
            })
            .await?;
        claimed.unwrap_or(Err(TokenError::UnknownAccount))
    }

    /// Gives the lease back after a refresh that failed, and says when to try again.
    pub(crate) async fn release_after_failure(&self, open_id: &str) -> Result<u32, TokenError> {
        let now = self.clock.now();
        let failures = self
            .accounts
            .update(open_id, |account| {
                account.refresh_lease = None;
                account.refresh_failures += 1;
                account.refresh_due_at =
                    Some(domain::token::retry_refresh_at(account.refresh_failures - 1, now));
                Ok::<u32, TokenError>(account.refresh_failures)
            })
            .await?;
        failures.unwrap_or(Err(TokenError::UnknownAccount))
    }
}
