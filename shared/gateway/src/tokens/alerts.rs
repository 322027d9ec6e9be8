//! What the operator is told about accounts and tokens.

use super::{TokenError, Tokens};
use crate::alerts::Told;
use adapters::StoreError;
use domain::{Account, Alert, AlertKind};
use jiff::SignedDuration;

/// When an alert that could not be sent is tried again.
const TELL_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);

impl Tokens {
    /// Tells that an account must be connected again. The account stays due for `token-refresh` until that is told, so
    /// what goes wrong here is only logged.
    pub async fn tell_of_reconnect(&self, account: &Account) {
        let reason = account.status_reason.as_deref().unwrap_or("it is not connected");
        let name = account.name();
        let again_at = match self.alert(&self.reconnect_alert(&account.open_id, name, reason)).await {
            Told::Sent => None,
            Told::Withheld { until } => Some(until),
            Told::Failed => Some(self.clock.now() + TELL_AGAIN_AFTER),
        };
        let noted = self.accounts.update(&account.open_id, |account| {
            account.told_of_reconnect(again_at);
            Ok::<(), std::convert::Infallible>(())
        });
        if let Err(error) = noted.await {
            tracing::error!(account.id = account.open_id, error = %runtime::chain(&error), "it could not be noted that the operator was told");
        }
    }

    /// Tells what is due to be told about an account: that it must be connected again, or that its refresh token ends.
    ///
    /// # Errors
    /// When what was told cannot be noted in its record.
    pub async fn tell_what_is_due(&self, account: &Account) -> Result<(), StoreError> {
        let now = self.clock.now();
        if account.owes_word_of_reconnect(now) {
            self.tell_of_reconnect(account).await;
        }
        let Some(days) = account.end_notice_due(now) else { return Ok(()) };
        if self.alert(&self.end_alert(account, days)).await != Told::Sent {
            return Ok(());
        }
        let noted = self.accounts.update(&account.open_id, |account| {
            account.end_notice_days = Some(days);
            Ok::<(), std::convert::Infallible>(())
        });
        noted.await.map(drop)
    }

    /// Tells that refreshing keeps failing, and whose fault that is.
    pub(crate) async fn alert_of_failure(&self, open_id: &str, error: &TokenError, failures: u32) {
        let alert = match error {
            TokenError::AppRefused(_) => app_alert(
                "TikTok refuses the app's credentials",
                "TikTok does not accept the client_key and client_secret in the app secret.",
            ),
            TokenError::AppUnreadable(_) => app_alert(
                "the app secret cannot be used",
                "The app secret cannot be read, or one of client_key, client_secret and connect_key is missing in it.",
            ),
            TokenError::UnknownAccount
            | TokenError::ReconnectRequired { .. }
            | TokenError::Disconnected { .. }
            | TokenError::Unavailable(_)
            | TokenError::Busy
            | TokenError::NoTime
            | TokenError::Overtaken
            | TokenError::Store(_) => refresh_failing_alert(open_id, failures),
        };
        self.alert(&alert).await;
    }

    /// Tells that the creator must connect again and leave every permission on.
    pub(crate) async fn alert_of_missing_scope(&self, open_id: &str) {
        let alert = Alert {
            kind: AlertKind::ScopeMissing,
            account: Some(open_id.to_owned()),
            post_id: None,
            subject: "Reeldrop: a permission is missing at TikTok".to_owned(),
            text: format!(
                "TikTok refused a call for the account {open_id}, because its creator has not granted what the call \
                 needs. Its posts fail until the creator connects again with every permission left on.\n\n{}",
                self.connect_words(open_id)
            ),
        };
        self.alert(&alert).await;
    }

    /// Tells that a creator, or TikTok, has taken the app's permission away.
    pub(crate) async fn alert_of_removal(&self, account: &Account, reason: &str) {
        self.alert(&self.reconnect_alert(&account.open_id, account.name(), reason)).await;
    }

    /// Tells that the app may serve no more creators today.
    pub(crate) async fn alert_of_active_user_cap(&self) {
        let alert = Alert {
            kind: AlertKind::ActiveUserCapReached,
            account: None,
            post_id: None,
            subject: "Reeldrop: TikTok lets the app serve no more creators today".to_owned(),
            text: "More creators have posted through the app within 24 hours than TikTok allows it. Posts of further \
                   creators wait, and are tried again every hour. An app that has not passed TikTok's audit may serve \
                   five creators a day; ask TikTok for more if the app has passed it."
                .to_owned(),
        };
        self.alert(&alert).await;
    }

    fn reconnect_alert(&self, open_id: &str, name: &str, reason: &str) -> Alert {
        Alert {
            kind: AlertKind::ReconnectRequired,
            account: Some(open_id.to_owned()),
            post_id: None,
            subject: format!("Reeldrop: {name} must connect TikTok again"),
            text: format!("Posts of {name} wait, because {reason}.\n\n{}", self.connect_words(name)),
        }
    }

    fn end_alert(&self, account: &Account, days: u8) -> Alert {
        let name = account.name();
        Alert {
            kind: AlertKind::RefreshTokenEnds,
            account: Some(account.open_id.clone()),
            post_id: None,
            subject: format!("Reeldrop: {name} should connect TikTok again"),
            text: format!(
                "The refresh token of {name} ends on {}, in {days} days or less, and TikTok does not renew it. From \
                 then on its posts wait. Connecting before keeps them going.\n\n{}",
                account.refresh_expires_at.strftime("%Y-%m-%d %H:%M UTC"),
                self.connect_words(name)
            ),
        }
    }

    /// How to connect an account again.
    pub(crate) fn connect_words(&self, name: &str) -> String {
        format!(
            "Open {}/connect?key=YOUR_CONNECT_KEY with the connect_key of the app secret, and sign in to TikTok as \
             {name}.",
            self.public_url
        )
    }
}

fn app_alert(what: &str, why: &str) -> Alert {
    Alert {
        kind: AlertKind::AppSecretRefused,
        account: None,
        post_id: None,
        subject: format!("Reeldrop: {what}"),
        text: format!(
            "{why} Until that is corrected no account's tokens can be refreshed. No account has been disconnected."
        ),
    }
}

fn refresh_failing_alert(open_id: &str, failures: u32) -> Alert {
    Alert {
        kind: AlertKind::RefreshFailing,
        account: Some(open_id.to_owned()),
        post_id: None,
        subject: "Reeldrop: refreshing tokens keeps failing".to_owned(),
        text: format!(
            "The tokens of the account {open_id} could not be refreshed {failures} times in a row. Reeldrop goes on \
             trying; the function logs say what TikTok answered."
        ),
    }
}
