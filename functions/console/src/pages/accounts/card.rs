//! One account: who it is, whether posts can go out, and how long its tokens live.

use super::health::{begun_today, health};
use crate::pages::moment::moment;
use crate::pages::roster::title;
use crate::pages::zone::Zone;
use domain::Account;
use domain::account::AccountStatus;
use domain::daily_cap::next_free_slot;
use jiff::Timestamp;
use maud::{Markup, html};

/// An account at a moment.
pub(super) struct Card<'a> {
    pub(super) account: &'a Account,
    /// Posts that may be begun in 24 hours.
    pub(super) cap: usize,
    pub(super) now: Timestamp,
    pub(super) zone: &'a Zone,
}

impl Card<'_> {
    pub(super) fn render(&self) -> Markup {
        let account = self.account;
        let health = health(account, self.now);
        html! {
            li.card.stack id={ "account-" (account.open_id) } data-account=(account.open_id) data-status=(status(account))
                data-version=(account.version) {
                div.row {
                    @match &account.avatar_url {
                        Some(url) => img.avatar src=(url) alt="" width="44" height="44" referrerpolicy="no-referrer";,
                        None => span.avatar {},
                    }
                    h2.names {
                        strong { (title(account)) }
                        @if let Some(username) = &account.username { span.hint { "@" (username) } }
                    }
                    span class=(health.tone) { (health.word) }
                }
                @if let Some(advice) = &health.advice { p { (advice) } }
                @if account.is_connected() { (self.cap()) (self.tokens()) }
                (self.actions())
            }
        }
    }

    /// How much of the day's posts is used.
    fn cap(&self) -> Markup {
        let begun = begun_today(self.account, self.now);
        let next = next_free_slot(&self.account.inits, self.cap, self.now);
        html! {
            div.field {
                p { (begun) " of " (self.cap) " posts in the last 24 hours" }
                progress max=(self.cap) value=(begun.min(self.cap)) aria-label="Posts of the last 24 hours" {}
                @if next > self.now { p.hint { "The next one can go out " (moment(next, self.zone)) "." } }
            }
        }
    }

    fn tokens(&self) -> Markup {
        let account = self.account;
        html! {
            dl {
                dt { "Last refresh" } dd { (moment(account.access_issued_at, self.zone)) }
                @if let Some(due) = account.refresh_due_at { dt { "Next refresh" } dd { (moment(due, self.zone)) } }
                dt { "Failed refreshes" } dd { (account.refresh_failures) }
                dt { "Access token until" } dd { (moment(account.access_expires_at, self.zone)) }
                dt { "Refresh token until" } dd { (moment(account.refresh_expires_at, self.zone)) }
                dt { "Granted" } dd { (account.scopes.join(", ")) }
            }
        }
    }

    fn actions(&self) -> Markup {
        let account = self.account;
        let address = format!("/api/v1/accounts/{}/disconnect", account.open_id);
        html! {
            div.row {
                @match account.status {
                    AccountStatus::Connected => a.button href={ "/new/" (account.open_id) } { "Post a video" },
                    AccountStatus::ReconnectRequired | AccountStatus::Disconnected => {
                        button.primary.connect type="button" { "Connect again" }
                    }
                }
                a.button.quiet href={ "/posts?account=" (account.open_id) } { "Its posts" }
                @if account.status != AccountStatus::Disconnected {
                    button.quiet.disconnect type="button" id={ "disconnect-" (account.open_id) } data-dialog="disconnect-dialog"
                        data-address=(address) data-name=(title(account)) { "Disconnect…" }
                }
            }
        }
    }
}

fn status(account: &Account) -> &'static str {
    match account.status {
        AccountStatus::Connected => "connected",
        AccountStatus::ReconnectRequired => "reconnect_required",
        AccountStatus::Disconnected => "disconnected",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{self, at};

    fn shown(account: &Account) -> String {
        Card { account, cap: 2, now: at(0), zone: &Zone::UTC }.render().into_string()
    }

    #[test]
    fn a_connected_account_tells_its_cap_and_its_tokens() {
        let mut account = samples::account("Alice");
        account.inits = vec![at(-60)];
        let card = shown(&account);
        assert!(card.contains("1 of 2 posts") && card.contains(r#"<progress max="2" value="1""#), "{card}");
        for told in
            ["Last refresh", "Next refresh", "Failed refreshes", "Access token until", "Refresh token until"]
        {
            assert!(card.contains(told), "{told}: {card}");
        }
    }

    #[test]
    fn at_the_cap_the_next_slot_is_told() {
        let mut account = samples::account("Alice");
        account.inits = vec![at(-60), at(-30)];
        assert!(shown(&account).contains("The next one can go out"));
    }

    #[test]
    fn an_account_that_is_lost_can_be_connected_again() {
        let mut account = samples::account("Alice");
        account.require_reconnect("revoked", at(0));
        let card = shown(&account);
        assert!(
            card.contains("Connect again</button>") && card.contains("data-dialog=\"disconnect-dialog\""),
            "{card}"
        );
        account.disconnect("by ops@example.com");
        assert!(!shown(&account).contains("data-dialog"), "it is disconnected already");
    }

    #[test]
    fn what_tiktok_tells_cannot_bring_markup_into_the_page() {
        let mut account = samples::account("<script>alert(1)</script>");
        account.avatar_url = Some("https://a.example/\" onload=\"alert(1)".to_owned());
        let card = shown(&account);
        assert!(!card.contains("<script>") && !card.contains("\" onload"), "{card}");
    }
}
