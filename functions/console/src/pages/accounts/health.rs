//! How an account stands, as its operator reads it: whether posts can go out, and what to do if not.

use domain::account::{Account, AccountStatus};
use jiff::{SignedDuration, Timestamp};

/// A refresh token with less than this left is to be seen to: the first notice is given 30 days before its end
/// (`docs/operations.md`, `refresh_token_ends`).
const REFRESH_TOKEN_LEFT_MIN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How an account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Health {
    /// Its class of chip.
    pub(crate) tone: &'static str,
    /// In a word or two.
    pub(crate) word: &'static str,
    /// What to do, where there is something to do.
    pub(crate) advice: Option<String>,
}

/// What an account's record says of its health.
pub(crate) fn health(account: &Account, now: Timestamp) -> Health {
    let because = account.status_reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    match account.status {
        AccountStatus::Disconnected => Health {
            tone: "chip",
            word: "Disconnected",
            advice: Some(format!(
                "Nothing is posted for it{because}. Connect it again, and the posts that were held for it go on."
            )),
        },
        AccountStatus::ReconnectRequired => Health {
            tone: "chip bad",
            word: "Connect again",
            advice: Some(format!(
                "TikTok takes its tokens no longer{because}. Its posts wait: connect it again, signed in to TikTok as this \
                 creator, and they go on within ten minutes."
            )),
        },
        AccountStatus::Connected => connected(account, now),
    }
}

fn connected(account: &Account, now: Timestamp) -> Health {
    let left = account.refresh_expires_at.duration_since(now);
    let advice = if account.refresh_failures > 0 {
        Some(match account.refresh_failures {
            1 => "Its last refresh failed. It is tried again by itself.".to_owned(),
            failures => format!(
                "Its last {failures} refreshes failed. They are tried again by themselves; if it goes on, look at the log of token-refresh."
            ),
        })
    } else if left < REFRESH_TOKEN_LEFT_MIN {
        Some(
            "Its refresh token ends soon, and TikTok has not renewed it. Connect it again before that day."
                .to_owned(),
        )
    } else {
        None
    };
    match advice {
        Some(advice) => Health { tone: "chip warn", word: "Connected, with trouble", advice: Some(advice) },
        None => Health { tone: "chip good", word: "Connected", advice: None },
    }
}

/// How many posts the account has begun in the last 24 hours.
pub(crate) fn begun_today(account: &Account, now: Timestamp) -> usize {
    let mut inits = account.inits.clone();
    domain::daily_cap::prune(&mut inits, now);
    inits.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{account, at};

    #[test]
    fn an_account_that_works_asks_for_nothing() {
        let health = health(&account("Alice"), at(0));
        assert_eq!((health.word, health.advice), ("Connected", None));
    }

    #[test]
    fn failed_refreshes_are_told_and_need_no_hand() {
        let mut account = account("Alice");
        account.refresh_failures = 3;
        let health = health(&account, at(0));
        assert!(health.tone.contains("warn") && health.advice.unwrap().contains("last 3 refreshes"));
    }

    #[test]
    fn a_refresh_token_that_ends_within_thirty_days_is_told() {
        let account = account("Alice");
        let day = 86_400;
        assert_eq!(health(&account, at(334 * day)).advice, None);
        assert!(health(&account, at(336 * day)).advice.unwrap().contains("ends soon"));
    }

    #[test]
    fn who_must_connect_again_is_told_why() {
        let mut account = account("Alice");
        account.require_reconnect("the creator removed the app", at(0));
        let lost = health(&account, at(0));
        assert!(lost.tone.contains("bad") && lost.advice.unwrap().contains("(the creator removed the app)"));
        account.disconnect("by ops@example.com");
        assert_eq!(health(&account, at(0)).word, "Disconnected");
    }

    #[test]
    fn only_the_last_day_counts_against_the_cap() {
        let mut account = account("Alice");
        account.inits = vec![at(-90_000), at(-80_000), at(0)];
        assert_eq!(begun_today(&account, at(0)), 2);
    }
}
