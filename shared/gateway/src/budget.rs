//! The creators' budgets, kept in their accounts' records by conditional writes.

use crate::calls::Gateway;
use crate::measure::Wait;
use adapters::StoreError;
use domain::{budget, daily_cap};
use jiff::Timestamp;

/// Calls that one submission makes: creator_info and init.
const CALLS_PER_SUBMISSION: i32 = 2;

/// What became of the wish to submit a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmitSlot {
    /// creator_info and init may be called now; the init is counted at this moment.
    Granted {
        /// The moment that counts against the daily cap.
        counted_at: Timestamp,
    },
    /// The daily cap is reached.
    CapReached {
        /// The next free slot.
        until: Timestamp,
    },
    /// The minute's budget is used up.
    Wait {
        /// When to ask again.
        until: Timestamp,
    },
}

enum Full {
    Cap(Timestamp),
    Minute(Timestamp),
}

impl Gateway {
    /// Takes the right to one creator_info and one init out of the account's budgets.
    ///
    /// # Errors
    /// When the accounts cannot be read or written. An account that is not there grants: the call will say so.
    pub async fn take_submit_slot(&self, open_id: &str, daily_cap: usize) -> Result<SubmitSlot, StoreError> {
        let clock = &self.tokens.clock;
        let taken = self
            .tokens
            .accounts
            .update(open_id, |account| {
                // The time of this very try: one that lost to others comes later, and so do its calls.
                let now = clock.now();
                let free_at = daily_cap::next_free_slot(&account.inits, daily_cap, now);
                if free_at > now {
                    return Err(Full::Cap(free_at));
                }
                let whole_at = budget::SUBMIT.take(account.submit_budget, CALLS_PER_SUBMISSION, now);
                account.submit_budget = Some(whole_at.map_err(Full::Minute)?);
                daily_cap::prune(&mut account.inits, now);
                account.inits.push(now);
                Ok(now)
            })
            .await?;
        Ok(match taken {
            Some(Ok(counted_at)) => SubmitSlot::Granted { counted_at },
            None => SubmitSlot::Granted { counted_at: clock.now() },
            Some(Err(Full::Cap(until))) => {
                self.tokens.count_wait(open_id, Wait::DailyCap);
                SubmitSlot::CapReached { until }
            }
            Some(Err(Full::Minute(until))) => {
                self.tokens.count_wait(open_id, Wait::Submissions);
                SubmitSlot::Wait { until }
            }
        })
    }

    /// Gives back a daily slot whose init was never sent.
    ///
    /// # Errors
    /// When the accounts cannot be read or written.
    pub async fn return_submit_slot(&self, open_id: &str, counted_at: Timestamp) -> Result<(), StoreError> {
        let returned = self.tokens.accounts.update(open_id, |account| {
            if let Some(index) = account.inits.iter().position(|init| *init == counted_at) {
                account.inits.remove(index);
            }
            Ok::<(), std::convert::Infallible>(())
        });
        returned.await.map(drop)
    }

    /// Keeps the account from submitting before `until`, because TikTok said so.
    ///
    /// # Errors
    /// When the accounts cannot be read or written.
    pub async fn hold_submissions(&self, open_id: &str, until: Timestamp) -> Result<(), StoreError> {
        let held = self.tokens.accounts.update(open_id, |account| {
            account.submit_budget = account.submit_budget.max(Some(until));
            Ok::<(), std::convert::Infallible>(())
        });
        held.await.map(drop)
    }

    /// Takes the right to one creator_info that no init follows, out of the same minute; or says when to ask again.
    ///
    /// # Errors
    /// When the accounts cannot be read or written.
    pub async fn take_names_slot(&self, open_id: &str) -> Result<Result<(), Timestamp>, StoreError> {
        let taken = self
            .tokens
            .accounts
            .update(open_id, |account| {
                let now = self.tokens.clock.now();
                account.submit_budget = Some(budget::SUBMIT.take(account.submit_budget, 1, now)?);
                Ok(())
            })
            .await?
            .unwrap_or(Ok(()));
        if taken.is_err() {
            self.tokens.count_wait(open_id, Wait::Submissions);
        }
        Ok(taken)
    }

    /// Takes the right to one status question, or says when to ask again.
    ///
    /// # Errors
    /// When the accounts cannot be read or written.
    pub async fn take_status_slot(&self, open_id: &str) -> Result<Result<(), Timestamp>, StoreError> {
        let taken = self
            .tokens
            .accounts
            .update(open_id, |account| {
                let now = self.tokens.clock.now();
                account.status_budget = Some(budget::STATUS.take(account.status_budget, 1, now)?);
                Ok(())
            })
            .await?
            .unwrap_or(Ok(()));
        if taken.is_err() {
            self.tokens.count_wait(open_id, Wait::Questions);
        }
        Ok(taken)
    }
}
