//! What is known of the app's audit, and what its operator is told about it.

use crate::calls::Gateway;
use crate::{Tokens, Told};
use adapters::StoreError;
use domain::audit::{Audit, AuditState, Evidence};
use domain::{Alert, AlertKind};
use jiff::Timestamp;
use std::convert::Infallible;

impl Gateway {
    /// Whether a post for others than its creator may be tried now, as far as the app's audit goes.
    ///
    /// # Errors
    /// When what is known cannot be read.
    pub async fn audit(&self) -> Result<Audit, StoreError> {
        self.tokens.accounts.app().await
    }

    /// Lets one post for others than its creator be tried, and no other for a while. While the app is not known to be
    /// unaudited, all may.
    ///
    /// # Errors
    /// When what is known cannot be read or written. The inner error says when the next one may be tried.
    pub async fn take_audit_trial(&self) -> Result<Result<(), Timestamp>, StoreError> {
        let now = self.tokens.clock.now();
        self.tokens.accounts.update_app(|audit: &mut Audit| audit.take_trial(now)).await
    }

    /// Takes evidence of how TikTok treats the app, and tells the operator what is new.
    ///
    /// # Errors
    /// When what is known cannot be read or written.
    pub async fn learn_of_audit(&self, evidence: Evidence) -> Result<(), StoreError> {
        let now = self.tokens.clock.now();
        // What is known already is not saved again.
        let learnt = self.tokens.accounts.update_app(|audit: &mut Audit| {
            if audit.learn(evidence, now) { Ok(audit.clone()) } else { Err(audit.clone()) }
        });
        let (Ok(audit) | Err(audit)) = learnt.await?;
        if audit.told {
            return Ok(());
        }
        tracing::warn!(audit.state = ?audit.state, audit.evidence = ?evidence, "the app's audit is seen in another light");
        self.tokens.tell_of_audit(audit.state).await
    }
}

impl Tokens {
    async fn tell_of_audit(&self, state: AuditState) -> Result<(), StoreError> {
        let alert = match state {
            AuditState::NotPassed => not_passed_alert(),
            AuditState::Passed => passed_alert(),
            AuditState::Unknown => return Ok(()),
        };
        if self.alert(&alert).await == Told::Failed {
            // The next piece of evidence tries again.
            return Ok(());
        }
        let noted = self.accounts.update_app(|audit: &mut Audit| {
            audit.told = audit.told || audit.state == state;
            Ok::<(), Infallible>(())
        });
        noted.await.map(drop)
    }
}

fn not_passed_alert() -> Alert {
    Alert {
        kind: AlertKind::AuditNotPassed,
        account: None,
        post_id: None,
        subject: "Reeldrop: TikTok treats the app as unaudited".to_owned(),
        text: "TikTok refuses posts for others than their creator, or shows them to the creator alone, because the app \
               has not passed its audit. There are two remedies. Pass the audit: apply for it in TikTok's developer \
               portal. Or, for tests: make the creators' TikTok accounts private and choose SELF_ONLY, both together. \
               Until then posts for others wait or fail, as the parameter UnauditedPosts says; a waiting one is tried \
               now and then, so that nothing more is to be done once the audit has passed."
            .to_owned(),
    }
}

fn passed_alert() -> Alert {
    Alert {
        kind: AlertKind::AuditPassed,
        account: None,
        post_id: None,
        subject: "Reeldrop: TikTok treats the app as audited".to_owned(),
        text: "A post was published for others than its creator, as it was chosen. Posts that waited for the audit go \
               out within the hour."
            .to_owned(),
    }
}
