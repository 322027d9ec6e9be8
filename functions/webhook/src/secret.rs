//! The client secret, kept for a moment.

use adapters::{Secrets, StoreError};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long the secret is believed once it was read. Anybody can send something to a public URL, and must not make us
/// read it each time; a secret that the operator has just changed is used this much later, and what is refused until
/// then TikTok tells again.
const KEPT_FOR: SignedDuration = SignedDuration::from_secs(60);

/// The app's client secret, which signs the notices.
#[derive(Clone, Default)]
pub struct ClientSecret(Arc<Mutex<Option<Kept>>>);

struct Kept {
    secret: SecretString,
    until: Timestamp,
}

impl ClientSecret {
    pub(crate) async fn read(
        &self,
        secrets: &dyn Secrets,
        now: Timestamp,
    ) -> Result<SecretString, StoreError> {
        let mut kept = self.0.lock().await;
        if let Some(kept) = kept.as_ref().filter(|kept| now < kept.until) {
            return Ok(kept.secret.clone());
        }
        let secret = secrets.app().await?.client_secret;
        *kept = Some(Kept { secret: secret.clone(), until: now + KEPT_FOR });
        Ok(secret)
    }
}
