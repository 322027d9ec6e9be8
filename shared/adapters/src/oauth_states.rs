//! The one-time states of connections under way.

use crate::error::{StoreError, refused};
use crate::item::{from_item, text, to_item};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::ReturnValue;
use futures::FutureExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A connection that a browser has begun. Nothing in it is secret by itself: the PKCE verifier and the browser's
/// binding are kept as digests of what the browser's cookie holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OAuthState {
    /// The random value that TikTok echoes.
    pub state: String,
    /// SHA-256 of the browser's cookie, in hexadecimal.
    pub browser_digest: String,
    /// End of its life, in seconds since 1970: DynamoDB's TTL removes it some time after.
    #[serde(rename = "expires_at")]
    pub expires_at_s: i64,
}

/// OAuth states in DynamoDB.
#[derive(Debug, Clone)]
pub struct OAuthStates {
    client: Client,
    table: String,
}

impl OAuthStates {
    /// The states in `table`.
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// Keeps a state until it is taken.
    pub async fn put(&self, state: &OAuthState) -> Result<(), StoreError> {
        let task = "keep an OAuth state";
        let item = to_item(state, task)?;
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        put.send().boxed().await.map_err(refused(task))?;
        Ok(())
    }

    /// Takes a state away and gives it, once: whoever comes second finds nothing. Expired ones count as gone.
    pub async fn take(&self, state: &str, now: Timestamp) -> Result<Option<OAuthState>, StoreError> {
        let task = "take an OAuth state";
        let request = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("state", text(state))
            .return_values(ReturnValue::AllOld);
        let answer = request.send().boxed().await.map_err(refused(task))?;
        let taken: Option<OAuthState> = answer.attributes.map(|item| from_item(item, task)).transpose()?;
        Ok(taken.filter(|taken| now.as_second() < taken.expires_at_s))
    }
}
