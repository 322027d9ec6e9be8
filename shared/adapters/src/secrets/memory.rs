//! Secrets in memory, for tests in one process.

use super::{AppSecret, Secrets, TokenPair};
use crate::error::StoreError;
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keeps secrets as Secrets Manager does: as JSON, an account's older pairs behind its newest. Clones share them.
#[derive(Clone, Default)]
pub struct MemorySecrets(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    app: String,
    /// By `open_id`.
    tokens: BTreeMap<String, Versions>,
}

/// One account's tokens.
#[derive(Default)]
struct Versions {
    /// Every version that was ever stored, the newest last.
    stored: Vec<String>,
    /// How many of them there were when they were given up last. What is given up comes back as the version before, once a
    /// newer one has been stored, as a secret does that is restored.
    given_up: usize,
}

impl Versions {
    fn is_given_up(&self) -> bool {
        self.stored.len() == self.given_up
    }
}

impl MemorySecrets {
    /// Secrets of which only the app's is there: a JSON object as the operator fills it in.
    pub fn new(app_secret_json: impl Into<String>) -> Self {
        Self(Arc::new(Mutex::new(Kept { app: app_secret_json.into(), tokens: BTreeMap::new() })))
    }

    /// Puts another app secret in place.
    pub fn set_app(&self, app_secret_json: impl Into<String>) {
        self.kept().app = app_secret_json.into();
    }

    /// The app secret as it lies there.
    pub fn app_json(&self) -> String {
        self.kept().app.clone()
    }

    /// Puts anything in place of an account's tokens, as a person with access to the store might.
    pub fn set_tokens(&self, open_id: &str, text: impl Into<String>) {
        self.kept().tokens.entry(open_id.to_owned()).or_default().stored.push(text.into());
    }

    /// Every pair of an account that was stored since it was given up last, the newest last.
    ///
    /// # Panics
    /// When one of them is no pair, because something else was put in its place.
    pub fn pairs(&self, open_id: &str) -> Vec<TokenPair> {
        let kept = self.kept();
        let stored =
            kept.tokens.get(open_id).map_or(&[][..], |versions| &versions.stored[versions.given_up..]);
        stored.iter().map(|json| TokenPair::from_json(json).expect("what is stored is a pair")).collect()
    }

    fn pair_from_last(&self, open_id: &str, skipped: usize) -> Result<Option<TokenPair>, StoreError> {
        let kept = self.kept();
        let readable = kept.tokens.get(open_id).filter(|versions| !versions.is_given_up());
        let json = readable.and_then(|versions| versions.stored.iter().rev().nth(skipped)).cloned();
        let pair = json.map(|json| TokenPair::from_json(&json)).transpose();
        pair.map_err(StoreError::of(format!("read the tokens of {open_id}")))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows nothing of what is kept.
impl fmt::Debug for MemorySecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemorySecrets(…)")
    }
}

#[async_trait]
impl Secrets for MemorySecrets {
    async fn app(&self) -> Result<AppSecret, StoreError> {
        AppSecret::from_json(&self.kept().app).map_err(StoreError::of("read the app secret"))
    }

    async fn tokens(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError> {
        self.pair_from_last(open_id, 0)
    }

    async fn tokens_before(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError> {
        self.pair_from_last(open_id, 1)
    }

    async fn store_tokens(&self, open_id: &str, pair: &TokenPair) -> Result<(), StoreError> {
        let json = pair.to_json().map_err(StoreError::of(format!("store the tokens of {open_id}")))?;
        self.kept().tokens.entry(open_id.to_owned()).or_default().stored.push(json);
        Ok(())
    }

    async fn forget_tokens(&self, open_id: &str) -> Result<(), StoreError> {
        if let Some(versions) = self.kept().tokens.get_mut(open_id) {
            versions.given_up = versions.stored.len();
        }
        Ok(())
    }
}
