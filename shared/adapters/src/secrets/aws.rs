//! Secrets in AWS Secrets Manager.

use super::{AppSecret, Secrets, TokenPair};
use crate::error::{StoreError, refused};
use async_trait::async_trait;
use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::operation::get_secret_value::GetSecretValueError;

/// How long tokens that were given up can still be restored: the shortest time that Secrets Manager offers. They have
/// been revoked by then.
const RECOVERY_DAYS: i64 = 7;

/// Secrets Manager: the app's secret, and below a prefix one secret per account.
#[derive(Debug, Clone)]
pub struct SecretsManager {
    client: Client,
    app_secret: String,
    token_prefix: String,
}

impl SecretsManager {
    /// `app_secret` is a name or an ARN; an account's tokens are named `token_prefix` and then its `open_id`.
    pub fn new(client: Client, app_secret: String, token_prefix: String) -> Self {
        Self { client, app_secret, token_prefix }
    }

    fn name(&self, open_id: &str) -> String {
        format!("{}{open_id}", self.token_prefix)
    }

    async fn pair(&self, open_id: &str, stage: &str) -> Result<Option<TokenPair>, StoreError> {
        let task = format!("read the tokens of {open_id}");
        let get = self.client.get_secret_value().secret_id(self.name(open_id)).version_stage(stage);
        let answer = match get.send().await {
            Ok(answer) => answer,
            Err(error) if error.as_service_error().is_some_and(is_absent) => return Ok(None),
            Err(error) => return Err(StoreError::new(task, error)),
        };
        let pair = TokenPair::from_json(answer.secret_string().unwrap_or_default());
        pair.map(Some).map_err(StoreError::of(task))
    }

    async fn create(&self, open_id: &str, value: String) -> Result<(), StoreError> {
        let task = format!("create the token secret of {open_id}");
        let create = self
            .client
            .create_secret()
            .name(self.name(open_id))
            .description("TikTok tokens of one account, kept by Reeldrop")
            .secret_string(&value);
        match create.send().await {
            Ok(_) => Ok(()),
            // The account was connected twice at the same moment, and the other has made the secret.
            Err(error) if error.as_service_error().is_some_and(|e| e.is_resource_exists_exception()) => {
                let put = self.client.put_secret_value().secret_id(self.name(open_id)).secret_string(value);
                put.send().await.map(drop).map_err(StoreError::of(task))
            }
            Err(error) => Err(StoreError::new(task, error)),
        }
    }
}

#[async_trait]
impl Secrets for SecretsManager {
    async fn app(&self) -> Result<AppSecret, StoreError> {
        let task = "read the app secret";
        let answer = self.client.get_secret_value().secret_id(&self.app_secret).send().await;
        let answer = answer.map_err(refused(task))?;
        AppSecret::from_json(answer.secret_string().unwrap_or_default()).map_err(StoreError::of(task))
    }

    async fn tokens(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError> {
        self.pair(open_id, "AWSCURRENT").await
    }

    async fn tokens_before(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError> {
        self.pair(open_id, "AWSPREVIOUS").await
    }

    async fn store_tokens(&self, open_id: &str, pair: &TokenPair) -> Result<(), StoreError> {
        let task = format!("store the tokens of {open_id}");
        let value = pair.to_json().map_err(StoreError::of(&task))?;
        let put = self.client.put_secret_value().secret_id(self.name(open_id)).secret_string(&value);
        match put.clone().send().await {
            Ok(_) => Ok(()),
            Err(error) if error.as_service_error().is_some_and(|e| e.is_resource_not_found_exception()) => {
                self.create(open_id, value).await
            }
            // Given up for deletion: the account was disconnected, and comes back.
            Err(error) if error.as_service_error().is_some_and(|e| e.is_invalid_request_exception()) => {
                let restore = self.client.restore_secret().secret_id(self.name(open_id));
                restore.send().await.map_err(StoreError::of(&task))?;
                put.send().await.map(drop).map_err(StoreError::of(task))
            }
            Err(error) => Err(StoreError::new(task, error)),
        }
    }

    async fn forget_tokens(&self, open_id: &str) -> Result<(), StoreError> {
        let delete = self.client.delete_secret().secret_id(self.name(open_id));
        match delete.recovery_window_in_days(RECOVERY_DAYS).send().await {
            Ok(_) => Ok(()),
            // Deleted, or given up for deletion before.
            Err(error)
                if error.as_service_error().is_some_and(|e| {
                    e.is_resource_not_found_exception() || e.is_invalid_request_exception()
                }) =>
            {
                Ok(())
            }
            Err(error) => Err(StoreError::new(format!("forget the tokens of {open_id}"), error)),
        }
    }
}

/// Whether there is no such secret, or none any more: what is given up for deletion cannot be read.
fn is_absent(error: &GetSecretValueError) -> bool {
    error.is_resource_not_found_exception() || error.is_invalid_request_exception()
}
