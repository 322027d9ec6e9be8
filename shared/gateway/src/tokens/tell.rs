//! One log line and one count for each refresh, however it came about.

use super::{Refreshed, TokenError, Tokens};
use runtime::Metric;
use tiktok::CallError;

impl Tokens {
    /// Tells how a refresh ended. What TikTok said to one that failed stands in the error.
    pub(super) fn tell_of_refresh(&self, open_id: &str, ended: &Result<Refreshed, TokenError>) {
        let metric = match ended {
            Ok(Refreshed { pair, exchanged: true }) => {
                tracing::info!(account.id = open_id, token.expires_at = %pair.access_expires_at, "tokens refreshed");
                Metric::TokensExchanged
            }
            Ok(Refreshed { pair, exchanged: false }) => {
                tracing::info!(account.id = open_id, token.expires_at = %pair.access_expires_at, "tokens adopted from another run");
                Metric::TokensAdopted
            }
            Err(error) if is_left_to_others(error) => {
                tracing::info!(account.id = open_id, reason = %error, "a refresh was left to another run");
                return;
            }
            Err(error) => {
                let answer = answer_behind(error);
                tracing::warn!(
                    account.id = open_id,
                    tiktok.code = answer.and_then(|answer| answer.code.as_deref()),
                    tiktok.log_id = answer.and_then(|answer| answer.log_id.as_deref()),
                    error = %runtime::chain(error),
                    "a refresh failed"
                );
                Metric::TokenRefreshesFailed
            }
        };
        self.metrics.count(self.clock.now(), metric, &[("account.id", Some(open_id))]);
    }
}

/// Whether nothing has gone wrong: somebody else refreshes the account, or the next run does.
fn is_left_to_others(error: &TokenError) -> bool {
    match error {
        TokenError::Busy | TokenError::NoTime | TokenError::Overtaken => true,
        TokenError::UnknownAccount
        | TokenError::ReconnectRequired { .. }
        | TokenError::Disconnected { .. }
        | TokenError::AppRefused(_)
        | TokenError::AppUnreadable(_)
        | TokenError::Unavailable(_)
        | TokenError::Store(_) => false,
    }
}

fn answer_behind(error: &TokenError) -> Option<&CallError> {
    match error {
        TokenError::AppRefused(answer) | TokenError::Unavailable(answer) => Some(answer),
        TokenError::ReconnectRequired { refused, .. } => refused.as_deref(),
        TokenError::UnknownAccount
        | TokenError::Disconnected { .. }
        | TokenError::AppUnreadable(_)
        | TokenError::Busy
        | TokenError::NoTime
        | TokenError::Overtaken
        | TokenError::Store(_) => None,
    }
}
