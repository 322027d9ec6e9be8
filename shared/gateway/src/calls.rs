//! The calls of one creator, each with a token that works.

use crate::measure::Wait;
use crate::tokens::{TokenError, Tokens};
use jiff::Timestamp;
use secrecy::SecretString;
use thiserror::Error;
use tiktok::{Answer, CallError, CallErrorKind, CreatorInfo, InitAnswer, InitRequest, StatusReport, TikTok};

/// Calls TikTok for the creators who have connected their accounts.
#[derive(Clone)]
pub struct Gateway {
    /// The client.
    pub tiktok: TikTok,
    /// Where the creators' tokens come from.
    pub tokens: Tokens,
}

/// Why a call did not succeed.
#[derive(Debug, Error)]
pub enum GatewayError {
    /// There is no token to call with. Nothing was sent.
    #[error("there is no token to call TikTok with")]
    Token(#[source] TokenError),
    /// TikTok refused, or was not reached. A rejected token has been replaced and the call repeated already.
    #[error("TikTok did not do what was asked")]
    Call(#[source] CallError),
}

impl Gateway {
    /// The same gateway for a run that is stopped at `deadline`.
    #[must_use]
    pub fn until(&self, deadline: Timestamp) -> Self {
        Self { tokens: self.tokens.until(deadline), ..self.clone() }
    }

    /// What the creator may post now.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn creator_info(&self, open_id: &str) -> Result<Answer<CreatorInfo>, GatewayError> {
        self.with_token(open_id, |token| async move { self.tiktok.creator_info(&token).await }).await
    }

    /// Opens an upload. Only a rejected token leads to a second try: such a call has had no effect.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn init_video(
        &self,
        open_id: &str,
        request: &InitRequest,
    ) -> Result<Answer<InitAnswer>, GatewayError> {
        self.with_token(open_id, |token| async move { self.tiktok.init_video(&token, request).await }).await
    }

    /// How an attempt stands.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn fetch_status(
        &self,
        open_id: &str,
        publish_id: &str,
    ) -> Result<Answer<StatusReport>, GatewayError> {
        self.with_token(open_id, |token| async move { self.tiktok.fetch_status(&token, publish_id).await })
            .await
    }

    /// The token is passed on by value, so that the futures stay `Send` whatever they borrow.
    async fn with_token<T, F>(
        &self,
        open_id: &str,
        call: impl Fn(SecretString) -> F,
    ) -> Result<T, GatewayError>
    where
        F: Future<Output = Result<T, CallError>>,
    {
        let token = self.tokens.for_use(open_id).await.map_err(GatewayError::Token)?;
        let mut answer = call(token.clone()).await;
        if matches!(&answer, Err(error) if error.kind == CallErrorKind::TokenRejected) {
            let fresh = self.tokens.after_rejection(open_id, &token).await;
            answer = call(fresh.map_err(GatewayError::Token)?).await;
        }
        match &answer {
            Err(error) if error.kind == CallErrorKind::ScopeMissing => {
                self.tokens.alert_of_missing_scope(open_id).await;
            }
            Err(error) if error.kind == CallErrorKind::AppCapReached => {
                self.tokens.alert_of_active_user_cap().await;
            }
            Err(CallError { kind: CallErrorKind::RateLimited { .. }, .. }) => {
                self.tokens.count_wait(open_id, Wait::TikTok);
            }
            Ok(_) | Err(_) => {}
        }
        answer.map_err(GatewayError::Call)
    }
}
