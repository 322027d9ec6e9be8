//! Sessions that were ended before their time.

use adapters::{OAuthStates, StoreError};
use jiff::Timestamp;

/// Remembers which sessions were ended, for as long as their cookies could otherwise be used.
#[async_trait::async_trait]
pub trait EndedSessions: Send + Sync {
    /// Ends a session that would have lasted until then.
    async fn end(&self, id: &str, until: Timestamp) -> Result<(), StoreError>;

    /// Whether a session has been ended.
    async fn has_ended(&self, id: &str) -> Result<bool, StoreError>;
}

#[async_trait::async_trait]
impl EndedSessions for OAuthStates {
    async fn end(&self, id: &str, until: Timestamp) -> Result<(), StoreError> {
        self.end_session(id, until).await
    }

    async fn has_ended(&self, id: &str) -> Result<bool, StoreError> {
        self.session_has_ended(id).await
    }
}
