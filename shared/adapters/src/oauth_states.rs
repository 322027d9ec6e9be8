//! What is remembered of browsers for a while: connections under way, and sessions that were signed out.

use crate::error::{StoreError, refused};
use crate::item::{from_item, text, time_to_live, to_item};
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
    /// The console's identity of whoever has begun it there, and is to own the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// End of its life, in seconds since 1970: DynamoDB's TTL removes it some time after.
    #[serde(rename = "expires_at")]
    pub expires_at_s: i64,
}

/// What the keys of ended sessions begin with. No state does, and nobody who names one as a state takes it away.
const ENDED_SESSION: &str = "ended-session/";

/// OAuth states in DynamoDB, and beside them the sessions of the console that were ended before their time.
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
        if state.starts_with(ENDED_SESSION) {
            return Ok(None);
        }
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

    /// Remembers that a session of the console was signed out, until it would have ended anyway.
    ///
    /// # Errors
    /// When the table cannot be written: the session goes on.
    pub async fn end_session(&self, id: &str, until: Timestamp) -> Result<(), StoreError> {
        let task = "remember an ended session";
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .item("state", text(format!("{ENDED_SESSION}{id}")))
            .item("expires_at", time_to_live(until));
        put.send().boxed().await.map_err(refused(task))?;
        Ok(())
    }

    /// Whether a session was signed out, read consistently.
    ///
    /// # Errors
    /// When the table cannot be read: nobody knows, and the session is not to be trusted.
    pub async fn session_has_ended(&self, id: &str) -> Result<bool, StoreError> {
        let task = "look for an ended session";
        let key = text(format!("{ENDED_SESSION}{id}"));
        let get = self.client.get_item().table_name(&self.table).key("state", key).consistent_read(true);
        let answer = get.send().boxed().await.map_err(refused(task))?;
        Ok(answer.item.is_some())
    }
}
