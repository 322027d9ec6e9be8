//! The accounts that posts go to, and how each stands.

mod card;
mod health;

use super::dialog::Dialog;
use super::roster::{Roster, title};
use super::zone::Zone;
use crate::Console;
use crate::access::Access;
use crate::headers::Pictures;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::{Query, State};
use card::Card;
use domain::Account;
use maud::{Markup, html};
use serde::Deserialize;

/// Accounts on a page. Each takes close to two kilobytes, and no page takes a hundred.
const CARDS_SHOWN_MAX: usize = 30;

/// The query of `/accounts`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Arrival {
    /// The account that was connected just now.
    connected: Option<String>,
    /// The account after which the page begins.
    after: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    zone: Zone,
    State(console): State<Console>,
    Query(arrival): Query<Arrival>,
) -> Result<(Pictures, Markup), Problem> {
    let access = Access::of(&viewer, &console).await?;
    let (roster, next) = Roster::page(&access, &console, arrival.after.as_deref(), CARDS_SHOWN_MAX).await?;
    let arrived = match arrival.connected.filter(|open_id| access.includes(open_id)) {
        Some(open_id) => console.gateway.tokens.accounts.get(&open_id).await?,
        None => None,
    };
    let now = console.clock.now();
    let card = |account| Card { account, cap: console.settings.daily_post_cap, now, zone: &zone }.render();
    let body = html! {
        (greeting(arrived.as_ref()))
        div.row.apart {
            p.hint id="message" role="status" {}
            button.primary id="connect" type="button" { @if roster.is_empty() { "Connect a TikTok account" } @else { "Connect another account" } }
        }
        p.error id="connect-error" role="alert" {}
        @if roster.is_empty() { (nothing()) }
        ul.plain.cards id="accounts" data-live="rows" data-pace="slow" {
            @for account in roster.accounts() { (card(account)) }
        }
        @if let Some(next) = next { p { a.button id="more" href={ "/accounts?after=" (next) } { "More accounts" } } }
        (disconnect())
    };
    let page = Page {
        title: "Accounts",
        place: "/accounts",
        styles: &["dashboard.css"],
        modules: &["times.js", "refresh.js", "dialogs.js", "deeds.js", "connect.js"],
        body,
    };
    let pictures = Pictures::of(roster.accounts().filter_map(|account| account.avatar_url.as_deref()));
    Ok((pictures, page.render(&viewer)))
}

/// Only an account that the viewer may see is greeted: what stands in the address may be anything.
fn greeting(connected: Option<&Account>) -> Markup {
    html! {
        @if let Some(account) = connected {
            p.notice.good role="status" {
                strong { (title(account)) } " is connected. "
                a href={ "/new/" (account.open_id) } { "Post a video" }
            }
        }
    }
}

fn nothing() -> Markup {
    html! {
        div.empty.stack {
            p { "No account is connected yet." }
            p {
                "Connecting leads to TikTok, where the creator signs in and grants this app the right to post. It comes back \
                 here, and TikTok's password never does. Leave every permission on."
            }
        }
    }
}

/// One question for all accounts: the button that opens it says which is meant.
fn disconnect() -> Markup {
    let body = html! {
        p {
            "Nothing more is posted for " strong data-name {} ". TikTok takes the permission back, and the tokens are deleted. \
             Posts that wait for it are held, and go on when the same creator connects again."
        }
    };
    Dialog {
        name: "disconnect",
        title: "Disconnect this account?",
        body,
        address: "",
        confirm: "Disconnect",
        tone: "danger",
        dismiss: "Keep it",
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;

    #[test]
    fn only_an_account_that_was_found_is_greeted() {
        assert!(greeting(Some(&samples::account("Alice"))).into_string().contains("Alice"));
        assert_eq!(greeting(None).into_string(), "");
    }
}
