//! The secrets: the app's credentials, and one pair of tokens per account.

mod aws;
mod memory;

pub use aws::SecretsManager;
pub use memory::MemorySecrets;

use crate::error::StoreError;
use async_trait::async_trait;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// Where secrets are kept.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// The app's credentials, as the operator filled them in.
    async fn app(&self) -> Result<AppSecret, StoreError>;

    /// An account's tokens, where it has any.
    async fn tokens(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError>;

    /// The pair behind the newest one, where there is one: what the last write covered.
    async fn tokens_before(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError>;

    /// Keeps an account's tokens. The pair before it stays readable as the previous version.
    async fn store_tokens(&self, open_id: &str, pair: &TokenPair) -> Result<(), StoreError>;

    /// Gives an account's tokens up for deletion. From then on the account has none, neither now nor before, until new ones
    /// are stored; those that were given up stand behind them. Safe to repeat, and where there is nothing to give up.
    async fn forget_tokens(&self, open_id: &str) -> Result<(), StoreError>;
}

/// The app secret: what identifies this deployment to TikTok, and the key of its connect link.
#[derive(Debug, Clone)]
pub struct AppSecret {
    /// TikTok's `client_key`.
    pub client_key: String,
    /// TikTok's `client_secret`.
    pub client_secret: SecretString,
    /// Whoever knows it may connect an account.
    pub connect_key: SecretString,
}

/// An account's tokens with their times.
#[derive(Debug, Clone)]
pub struct TokenPair {
    /// Sent with every call.
    pub access_token: SecretString,
    /// Exchanged for the next pair; good for one exchange.
    pub refresh_token: SecretString,
    /// Scopes that the creator granted.
    pub scopes: Vec<String>,
    /// When the pair was issued.
    pub issued_at: Timestamp,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
    /// When the refresh token ends.
    pub refresh_expires_at: Timestamp,
}

/// The stored form of the app secret.
#[derive(Deserialize)]
struct StoredApp {
    client_key: String,
    client_secret: String,
    connect_key: String,
}

/// The stored form of a pair.
#[derive(Serialize, Deserialize)]
struct StoredPair {
    access_token: String,
    refresh_token: String,
    scopes: Vec<String>,
    issued_at: Timestamp,
    access_expires_at: Timestamp,
    refresh_expires_at: Timestamp,
}

impl AppSecret {
    /// Reads the stored JSON. An error names what is missing, and never shows a value.
    fn from_json(json: &str) -> Result<Self, String> {
        let stored: StoredApp = serde_json::from_str(json).map_err(|_| {
            "it is not a JSON object with client_key, client_secret and connect_key".to_owned()
        })?;
        for (name, value) in [
            ("client_key", &stored.client_key),
            ("client_secret", &stored.client_secret),
            ("connect_key", &stored.connect_key),
        ] {
            if value.trim().is_empty() {
                return Err(format!("its {name} is empty: fill in the app secret"));
            }
        }
        Ok(Self {
            client_key: stored.client_key,
            client_secret: stored.client_secret.into(),
            connect_key: stored.connect_key.into(),
        })
    }
}

impl TokenPair {
    fn from_json(json: &str) -> Result<Self, &'static str> {
        let stored: StoredPair =
            serde_json::from_str(json).map_err(|_| "it is not a stored pair of tokens")?;
        Ok(Self {
            access_token: stored.access_token.into(),
            refresh_token: stored.refresh_token.into(),
            scopes: stored.scopes,
            issued_at: stored.issued_at,
            access_expires_at: stored.access_expires_at,
            refresh_expires_at: stored.refresh_expires_at,
        })
    }

    fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&StoredPair {
            access_token: self.access_token.expose_secret().to_owned(),
            refresh_token: self.refresh_token.expose_secret().to_owned(),
            scopes: self.scopes.clone(),
            issued_at: self.issued_at,
            access_expires_at: self.access_expires_at,
            refresh_expires_at: self.refresh_expires_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_secret_that_is_not_filled_in_names_the_field() {
        let error = AppSecret::from_json(r#"{"client_key":"k","client_secret":"","connect_key":"c"}"#);
        assert!(error.unwrap_err().contains("client_secret is empty"));
        assert!(AppSecret::from_json("{}").is_err());
    }

    #[test]
    fn an_error_about_a_secret_never_shows_it() {
        let error = TokenPair::from_json(r#"{"access_token":"act.canary","refresh_token":7}"#).unwrap_err();
        assert!(!error.contains("canary"));
    }

    #[test]
    fn a_pair_is_read_as_it_was_written_and_not_shown() {
        let pair = TokenPair {
            access_token: "act.canary".into(),
            refresh_token: "rft.canary".into(),
            scopes: vec!["video.publish".into()],
            issued_at: Timestamp::UNIX_EPOCH,
            access_expires_at: Timestamp::from_second(7_200).unwrap(),
            refresh_expires_at: Timestamp::from_second(31_536_000).unwrap(),
        };
        let read = TokenPair::from_json(&pair.to_json().unwrap()).unwrap();
        assert_eq!(read.access_token.expose_secret(), "act.canary");
        assert_eq!(read.refresh_expires_at, pair.refresh_expires_at);
        assert!(!format!("{pair:?}").contains("canary"));
    }
}
