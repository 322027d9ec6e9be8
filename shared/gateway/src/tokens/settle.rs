//! What becomes of an account whose refresh failed.

use super::TokenError;
use super::claim::Claim;
use domain::token;

/// Failed refreshes in a row after which the operator is told: fifty minutes of trying at most.
const FAILURES_BEFORE_ALERT: u32 = 6;

impl Claim<'_> {
    /// Gives the claim back in a way that fits the error, and tells the operator where somebody must act.
    ///
    /// What cannot be written is logged: the claim then ends by itself, and the next run finds the account due.
    pub(crate) async fn settle(&self, error: &TokenError) {
        let settled = match error {
            TokenError::ReconnectRequired { reason, .. } => self.require_reconnect(reason).await,
            TokenError::AppRefused(_) => self.count_failure(error, 1).await,
            TokenError::AppUnreadable(_) | TokenError::Unavailable(_) | TokenError::Store(_) => {
                self.count_failure(error, FAILURES_BEFORE_ALERT).await
            }
            TokenError::NoTime => self.change(|account| account.refresh_lease = None).await,
            TokenError::UnknownAccount
            | TokenError::Disconnected { .. }
            | TokenError::Busy
            | TokenError::Overtaken => Ok(()),
        };
        self.note(settled);
    }

    /// Gives the claim back, with everything as it was.
    pub(crate) async fn give_back(&self) {
        let given = self.change(|account| account.refresh_lease = None).await;
        self.note(given);
    }

    fn note(&self, settled: Result<(), TokenError>) {
        match settled {
            Ok(()) | Err(TokenError::Overtaken) => {}
            Err(error) => {
                tracing::error!(account.id = self.open_id, error = %runtime::chain(&error), "what became of a refresh could not be recorded");
            }
        }
    }

    /// Says when to try again, and tells the operator from the `failures_max`th failure in a row on.
    async fn count_failure(&self, error: &TokenError, failures_max: u32) -> Result<(), TokenError> {
        let now = self.tokens.clock.now();
        let failures = self
            .change(|account| {
                account.refresh_lease = None;
                account.refresh_failures += 1;
                account.refresh_due_at = Some(token::retry_refresh_at(account.refresh_failures - 1, now));
                account.refresh_failures
            })
            .await?;
        if failures >= failures_max {
            self.tokens.alert_of_failure(self.open_id, error, failures).await;
        }
        Ok(())
    }

    async fn require_reconnect(&self, reason: &str) -> Result<(), TokenError> {
        let now = self.tokens.clock.now();
        let account = self
            .change(|account| {
                account.require_reconnect(reason, now);
                account.clone()
            })
            .await?;
        self.tokens.tell_of_reconnect(&account).await;
        Ok(())
    }
}
