//! Where a post begins: the choice of an account, and the page on which it is made.

use super::posting::{self, PostingPage};
use super::roster::{Roster, title};
use crate::Console;
use crate::access::Access;
use crate::headers::Pictures;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use adapters::StoreError;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Account, AccountStatus};
use gateway::PageInfo;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use tiktok::CreatorInfo;

/// Makes a browser draw a page again after a while. No standard names it; every browser knows it.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

/// The accounts to post for; whoever has one goes straight on.
pub(crate) async fn choose(viewer: Viewer, State(console): State<Console>) -> Result<Response, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let roster = Roster::of(&access, &console).await?;
    let accounts: Vec<&Account> = roster.accounts().collect();
    Ok(match accounts.as_slice() {
        [only] => Redirect::to(&format!("/new/{}", only.open_id)).into_response(),
        accounts => {
            let pictures = accounts.iter().filter_map(|account| account.avatar_url.as_deref());
            (Pictures::of(pictures), choice(&viewer, accounts)).into_response()
        }
    })
}

/// The posting page of one account, drawn from what TikTok says of it now (point 1a of TikTok's guidelines).
pub(crate) async fn compose(
    viewer: Viewer,
    State(console): State<Console>,
    Path(open_id): Path<String>,
) -> Result<Response, Problem> {
    let access = Access::of(&viewer, &console).await?;
    access.demand(&open_id)?;
    let account = console.gateway.tokens.accounts.get(&open_id).await?.ok_or_else(Problem::not_found)?;
    Ok(drawn(&console, &viewer, &account, |creator| {
        let has_others = match access {
            Access::All => true,
            Access::Only(accounts) => accounts.len() > 1,
        };
        PostingPage { open_id: &open_id, creator, has_others }.render(&viewer)
    })
    .await?)
}

/// A page that is drawn from what TikTok says of the creator now; or the one that stands in its place while nothing can be
/// posted.
///
/// # Errors
/// When the accounts cannot be read or written.
pub(crate) async fn drawn(
    console: &Console,
    viewer: &Viewer,
    account: &Account,
    draw: impl FnOnce(&CreatorInfo) -> Markup,
) -> Result<Response, StoreError> {
    let name = title(account);
    Ok(match console.gateway.creator_info_for_page(&account.open_id).await? {
        PageInfo::Ready(creator) => {
            (Pictures::of(creator.avatar_url.as_deref()), draw(&creator)).into_response()
        }
        PageInfo::Wait { until, reason } => wait(viewer, name, &reason, until, console.clock.now()),
        PageInfo::NoMorePosts { reason, .. } => posting::no_more_posts(viewer, name, &reason).into_response(),
        PageInfo::Reconnect { reason } => posting::reconnect(viewer, name, &reason).into_response(),
        PageInfo::Unusable { reason } => posting::unusable(viewer, name, &reason).into_response(),
    })
}

/// Tells when, and has the browser come back by itself then.
fn wait(viewer: &Viewer, name: &str, reason: &str, until: Timestamp, now: Timestamp) -> Response {
    let pause = until.duration_since(now).max(SignedDuration::from_secs(1));
    // A second more, so that the browser's clock need not agree with ours to the moment.
    let again = (pause.as_secs() + 1).to_string();
    let headers = [(header::RETRY_AFTER, again.clone()), (REFRESH, again)];
    let page = posting::wait(viewer, name, reason, until, pause);
    (StatusCode::TOO_MANY_REQUESTS, headers, page).into_response()
}

fn choice(viewer: &Viewer, accounts: &[&Account]) -> Markup {
    let body = html! {
        @if accounts.is_empty() {
            div.empty.stack {
                p { "No account is connected yet." }
                p { a.button.primary href="/accounts" { "Connect an account" } }
            }
        } @else {
            p { "Which account is the video for?" }
            ul.plain.choices {
                @for account in accounts { li { (link(account)) } }
            }
        }
    };
    Page { title: "New post", place: "/new", styles: &["posting.css"], modules: &[], body }.render(viewer)
}

fn link(account: &Account) -> Markup {
    html! {
        a.card.row href={ "/new/" (account.open_id) } data-account=(account.open_id) {
            @if let Some(avatar_url) = &account.avatar_url {
                img.avatar src=(avatar_url) alt="" width="44" height="44" referrerpolicy="no-referrer" loading="lazy";
            }
            span.names {
                strong { (title(account)) }
                @if let Some(username) = &account.username { span.quiet { "@" (username) } }
            }
            @match account.status {
                AccountStatus::Connected => {}
                AccountStatus::ReconnectRequired | AccountStatus::Disconnected => {
                    span.chip.warn { "Connect again" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{account, at, viewer};

    #[test]
    fn whoever_has_several_accounts_chooses_one() {
        let alice = account("Alice");
        let mut bob = Account { open_id: "id-bob".to_owned(), ..account("Bob") };
        bob.disconnect("by the creator");
        let page = choice(&viewer(), &[&alice, &bob]).into_string();
        assert!(page.contains("href=\"/new/id-alice\"") && page.contains("href=\"/new/id-bob\""), "{page}");
        assert_eq!(page.matches("Connect again").count(), 1);
    }

    #[test]
    fn whoever_has_none_is_led_to_connecting_one() {
        let page = choice(&viewer(), &[]).into_string();
        assert!(page.contains("href=\"/accounts\">Connect an account"), "{page}");
    }

    #[test]
    fn a_page_that_must_wait_comes_back_by_itself_when_it_may() {
        let answer = wait(&viewer(), "alice", "too many calls", at(12), at(0));
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()[REFRESH], "13");
        assert_eq!(answer.headers()[header::RETRY_AFTER], "13");
    }

    #[test]
    fn a_moment_that_has_passed_meanwhile_is_no_reason_to_come_back_at_once_for_ever() {
        let answer = wait(&viewer(), "alice", "too many calls", at(0), at(60));
        assert_eq!(answer.headers()[REFRESH], "2");
    }
}
