//! The console's secret: what signs its sessions, and what proves it to the issuer.

use crate::error::{StoreError, refused};
use async_trait::async_trait;
use aws_sdk_secretsmanager::Client;
use secrecy::SecretString;
use serde::Deserialize;

/// Shorter keys could be guessed. The template makes one of 64.
const SESSION_KEY_CHARS_MIN: usize = 32;

/// Where the console's secret is kept.
#[async_trait]
pub trait ConsoleSecrets: Send + Sync {
    /// Reads it.
    async fn console(&self) -> Result<ConsoleSecret, StoreError>;
}

/// The console's secret.
#[derive(Debug, Clone)]
pub struct ConsoleSecret {
    /// What signs cookies. Another key ends all sessions.
    pub session_key: SecretString,
    /// What proves the console to the issuer, where the operator has filled it in. A public client has none.
    pub client_secret: Option<SecretString>,
}

/// The secret in Secrets Manager.
#[derive(Debug, Clone)]
pub struct ConsoleSecretsManager {
    client: Client,
    secret: String,
}

impl ConsoleSecretsManager {
    /// `secret` is a name or an ARN.
    pub fn new(client: Client, secret: String) -> Self {
        Self { client, secret }
    }
}

#[async_trait]
impl ConsoleSecrets for ConsoleSecretsManager {
    async fn console(&self) -> Result<ConsoleSecret, StoreError> {
        let task = "read the console's secret";
        let answer = self.client.get_secret_value().secret_id(&self.secret).send().await;
        let answer = answer.map_err(refused(task))?;
        ConsoleSecret::from_json(answer.secret_string().unwrap_or_default()).map_err(StoreError::of(task))
    }
}

/// One in the hand is its own place, for tests in one process.
#[async_trait]
impl ConsoleSecrets for ConsoleSecret {
    async fn console(&self) -> Result<ConsoleSecret, StoreError> {
        Ok(self.clone())
    }
}

/// The stored form.
#[derive(Deserialize)]
struct Stored {
    session_key: String,
    client_secret: Option<String>,
}

impl ConsoleSecret {
    /// Reads the stored JSON. An error names what is missing, and never shows a value.
    fn from_json(json: &str) -> Result<Self, &'static str> {
        let stored: Stored =
            serde_json::from_str(json).map_err(|_| "it is not a JSON object with a session_key")?;
        if stored.session_key.len() < SESSION_KEY_CHARS_MIN {
            return Err("its session_key is too short: put 32 random characters or more there");
        }
        let client_secret = stored.client_secret.filter(|secret| !secret.trim().is_empty());
        Ok(Self {
            session_key: stored.session_key.into(),
            client_secret: client_secret.map(SecretString::from),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    const KEY: &str = "canary-0123456789-0123456789-0123456789";

    #[test]
    fn a_client_secret_may_be_missing_or_empty() {
        for (json, expected) in [
            (format!(r#"{{"session_key":"{KEY}"}}"#), None),
            (format!(r#"{{"session_key":"{KEY}","client_secret":" "}}"#), None),
            (format!(r#"{{"session_key":"{KEY}","client_secret":"s"}}"#), Some("s")),
        ] {
            let secret = ConsoleSecret::from_json(&json).unwrap();
            assert_eq!(secret.client_secret.as_ref().map(|secret| secret.expose_secret()), expected);
            assert!(!format!("{secret:?}").contains("canary"));
        }
    }

    #[test]
    fn a_key_that_could_be_guessed_is_refused_and_not_shown() {
        for json in [r#"{"session_key":"canary"}"#, r#"{"client_secret":"canary"}"#, "canary"] {
            assert!(!ConsoleSecret::from_json(json).unwrap_err().contains("canary"), "{json}");
        }
    }
}
