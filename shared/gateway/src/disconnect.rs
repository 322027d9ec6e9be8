//! Ending a connection, for the operator or because the creator did.

use crate::calls::Gateway;
use adapters::StoreError;
use thiserror::Error;
use tiktok::{AppCredentials, CallError, CallErrorKind};

/// Why a connection is not ended altogether. Nothing is posted any more all the same; the operation may be repeated.
#[derive(Debug, Error)]
pub enum DisconnectError {
    /// Nobody has connected such an account.
    #[error("no such account is connected")]
    UnknownAccount,
    /// TikTok did not take the permission back.
    #[error("TikTok did not take the permission back")]
    Revoke(#[source] CallError),
    /// A store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Gateway {
    /// Ends an account's connection: first in its record, so that nobody uses or refreshes its tokens, then at TikTok, then
    /// in the secrets store. Its queued posts are held when they fall due, and go on when the same creator connects
    /// again.
    ///
    /// # Errors
    /// See [`DisconnectError`].
    pub async fn disconnect(&self, open_id: &str, reason: &str) -> Result<(), DisconnectError> {
        let tokens = &self.tokens;
        let now = tokens.clock.now();
        let ended = tokens.accounts.update(open_id, |account| {
            account.disconnect(reason);
            account.updated_at = now;
            Ok::<(), std::convert::Infallible>(())
        });
        if ended.await?.is_none() {
            return Err(DisconnectError::UnknownAccount);
        }
        tracing::info!(account.id = open_id, reason, "an account was disconnected");
        self.revoke(open_id).await?;
        Ok(tokens.secrets.forget_tokens(open_id).await?)
    }

    async fn revoke(&self, open_id: &str) -> Result<(), DisconnectError> {
        let Some(pair) = self.tokens.secrets.tokens(open_id).await? else { return Ok(()) };
        let app = self.tokens.secrets.app().await?;
        let app = AppCredentials { client_key: app.client_key, client_secret: app.client_secret };
        match self.tiktok.revoke(&app, &pair.access_token).await {
            Ok(()) => Ok(()),
            // It works no more: the creator was quicker, or it has ended.
            Err(error) if is_revoked_already(error.kind) => Ok(()),
            Err(error) => Err(DisconnectError::Revoke(error)),
        }
    }
}

fn is_revoked_already(kind: CallErrorKind) -> bool {
    match kind {
        CallErrorKind::GrantRejected | CallErrorKind::TokenRejected => true,
        CallErrorKind::NeverSent
        | CallErrorKind::Unanswered
        | CallErrorKind::Unavailable
        | CallErrorKind::Unreadable
        | CallErrorKind::RateLimited { .. }
        | CallErrorKind::AppRefused
        | CallErrorKind::ScopeMissing
        | CallErrorKind::CreatorCapReached
        | CallErrorKind::AppCapReached
        | CallErrorKind::NotAudited
        | CallErrorKind::Refused(_) => false,
    }
}
