//! Telling the operator, and not again and again.

use crate::Tokens;
use domain::{Alert, AlertKind, alert::AlertLog};
use futures::FutureExt;
use jiff::Timestamp;

/// What became of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It was sent.
    Sent,
    /// One of its kind was sent not long ago.
    Withheld {
        /// When the next one may be sent.
        until: Timestamp,
    },
    /// It could not be sent, which has been logged.
    Failed,
}

impl Tokens {
    /// Sends an alert, at most one of a kind and an account in six hours; alerts without an account are counted
    /// together. Every function alerts this way.
    ///
    /// Where the log of alerts cannot be read or written the alert is sent all the same: rather twice than never.
    pub async fn alert(&self, alert: &Alert) -> Told {
        // Boxed: an alert lies deep below everything, and the compiler follows what futures are made of only so far.
        if let Err(until) = self.take_alert(alert).boxed().await {
            tracing::warn!(
                alert.kind = alert.kind.name(),
                account.id = alert.account,
                post.id = alert.post_id,
                alert.text = alert.text,
                "an alert was withheld"
            );
            return Told::Withheld { until };
        }
        let sent = self.alerts.send(alert).await;
        if let Err(error) = &sent {
            tracing::error!(error = %runtime::chain(error), alert.kind = alert.kind.name(), alert.text = alert.text, "an alert could not be sent");
        }
        let is_sent = sent.is_ok();
        let settled = self
            .update_log(alert, |log, kind| {
                if is_sent {
                    log.sent(kind);
                } else {
                    log.not_sent(kind);
                }
                Ok(())
            })
            .boxed()
            .await;
        if let Err(Refused::Store(error)) = settled {
            tracing::error!(error = %runtime::chain(&error), "an alert could not be noted");
        }
        if is_sent { Told::Sent } else { Told::Failed }
    }

    async fn take_alert(&self, alert: &Alert) -> Result<(), Timestamp> {
        let now = self.clock.now();
        match self.update_log(alert, |log, kind| log.take(kind, now)).await {
            Ok(()) => Ok(()),
            Err(Refused::Quiet(until)) => Err(until),
            Err(Refused::Store(error)) => {
                tracing::error!(error = %runtime::chain(&error), "an alert could not be noted");
                Ok(())
            }
        }
    }

    async fn update_log(
        &self,
        alert: &Alert,
        mut decide: impl FnMut(&mut AlertLog, AlertKind) -> Result<(), Timestamp>,
    ) -> Result<(), Refused> {
        let kind = alert.kind;
        if let Some(open_id) = &alert.account {
            let decided = self.accounts.update(open_id, |account| decide(&mut account.alerts, kind));
            if let Some(decided) = decided.await.map_err(Refused::Store)? {
                return decided.map_err(Refused::Quiet);
            }
        }
        let decided = self.accounts.update_app(|log: &mut AlertLog| decide(log, kind));
        decided.await.map_err(Refused::Store)?.map_err(Refused::Quiet)
    }
}

enum Refused {
    Quiet(Timestamp),
    Store(adapters::StoreError),
}
