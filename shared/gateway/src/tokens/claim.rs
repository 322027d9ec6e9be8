//! One refresher per account.

use super::{TokenError, Tokens};
use adapters::StoreError;
use domain::{Account, AccountStatus, Lease};
use jiff::{SignedDuration, Timestamp};

/// How long a refresher may take. Longer than the slowest reads, TikTok's slowest answer and every try to store it;
/// shorter than the time between two runs of the schedule.
const LEASE: SignedDuration = SignedDuration::from_secs(120);

/// The right to exchange one account's pair. Whatever its holder changes in the account's record, it changes only
/// while it still holds it: a creator who connects again takes it away.
pub(crate) struct Claim<'a> {
    pub(crate) tokens: &'a Tokens,
    pub(crate) open_id: &'a str,
    owner: String,
    /// When the record's pair was issued, as the claim found it.
    pub(crate) known_since: Timestamp,
    until: Timestamp,
}

impl Tokens {
    /// Takes the refresh lease of a connected account.
    pub(crate) async fn claim<'a>(&'a self, open_id: &'a str) -> Result<Claim<'a>, TokenError> {
        let (owner, now) = (runtime::run_id("refresh"), self.clock.now());
        let claimed = self
            .accounts
            .update(open_id, |account| {
                demand_connected(account)?;
                take(account, &owner, now)?;
                Ok(account.access_issued_at)
            })
            .await?;
        let known_since = claimed.unwrap_or(Err(TokenError::UnknownAccount))?;
        Ok(Claim { tokens: self, open_id, owner, known_since, until: now + LEASE })
    }

    /// Takes the lease for a connection that a creator has just made: whatever the account's status, and from a
    /// refresher too when `by_force`. `None` where there is no such account.
    pub(crate) async fn claim_for_connection<'a>(
        &'a self,
        open_id: &'a str,
        by_force: bool,
    ) -> Result<Option<Claim<'a>>, TokenError> {
        let (owner, now) = (runtime::run_id("connect"), self.clock.now());
        let claimed = self.accounts.update(open_id, |account| {
            if by_force {
                account.refresh_lease = None;
            }
            take(account, &owner, now)?;
            Ok::<_, TokenError>(account.access_issued_at)
        });
        let Some(known_since) = claimed.await?.transpose()? else { return Ok(None) };
        Ok(Some(Claim { tokens: self, open_id, owner, known_since, until: now + LEASE }))
    }
}

impl Claim<'_> {
    /// The moment by which everything must be done: the lease's end, or the run's.
    pub(crate) fn ends_at(&self) -> Timestamp {
        self.until.min(self.tokens.deadline)
    }

    /// Changes the account's record, if this claim still holds.
    pub(crate) async fn change<T>(&self, mut decide: impl FnMut(&mut Account) -> T) -> Result<T, TokenError> {
        let now = self.tokens.clock.now();
        let changed = self.tokens.accounts.update(self.open_id, |account| {
            if account.refresh_lease.as_ref().is_none_or(|lease| lease.owner != self.owner) {
                return Err(TokenError::Overtaken);
            }
            account.updated_at = now;
            Ok(decide(account))
        });
        changed.await?.unwrap_or(Err(TokenError::UnknownAccount))
    }

    /// Whether somebody has certainly taken the claim away. A record that cannot be read takes nothing away.
    pub(crate) async fn is_lost(&self) -> bool {
        let account: Result<Option<Account>, StoreError> = self.tokens.accounts.get(self.open_id).await;
        let lease = account.map(|account| account.and_then(|account| account.refresh_lease));
        lease.is_ok_and(|lease| lease.is_none_or(|lease| lease.owner != self.owner))
    }
}

/// Refuses an account that nothing can be done for.
pub(crate) fn demand_connected(account: &Account) -> Result<(), TokenError> {
    let reason = || account.status_reason.clone().unwrap_or_else(|| "it is not connected".to_owned());
    match account.status {
        AccountStatus::Connected => Ok(()),
        AccountStatus::ReconnectRequired => {
            Err(TokenError::ReconnectRequired { reason: reason(), refused: None })
        }
        AccountStatus::Disconnected => Err(TokenError::Disconnected { reason: reason() }),
    }
}

fn take(account: &mut Account, owner: &str, now: Timestamp) -> Result<(), TokenError> {
    if account.refresh_lease.as_ref().is_some_and(|lease| lease.excludes(owner, now)) {
        return Err(TokenError::Busy);
    }
    account.refresh_lease = Some(Lease { owner: owner.to_owned(), until: now + LEASE });
    Ok(())
}
