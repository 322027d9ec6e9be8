//! Where a post begins: the choice of an account, and the page on which it is made.

use super::posting::{self, PostingPage};
use super::roster::{ACCOUNTS_SHOWN_MAX, Roster, title};
use crate::Console;
use crate::access::Access;
use crate::headers::Pictures;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use adapters::StoreError;
use adapters::accounts::Found;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Account, AccountStatus};
use gateway::PageInfo;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use tiktok::CreatorInfo;

/// The longest name that is looked for, in bytes. TikTok's usernames have at most 24 characters, an `open_id` some forty.
const NAME_BYTES_MAX: usize = 256;

/// What is said of a name that leads to no account that the viewer may post for, and of one that leads to several.
const UNKNOWN: &str = "No account is called that. Look it up under Accounts, or connect it there.";
const SEVERAL: &str = "Several accounts seem to be called that. Choose under Accounts which one is meant.";

/// Makes a browser draw a page again after a while. No standard names it; every browser knows it.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

/// Whom a post is to be for, as somebody has typed it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    /// An `open_id` or a username, with or without `@`.
    #[serde(default)]
    account: String,
}

impl Wanted {
    fn name(&self) -> &str {
        self.account.trim().trim_start_matches('@')
    }
}

/// The accounts to post for; whoever has one or names one goes straight on.
pub(crate) async fn choose(
    viewer: Viewer,
    State(console): State<Console>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let trouble = match wanted.name() {
        "" => None,
        name if name.len() > NAME_BYTES_MAX => Some(UNKNOWN),
        name => match access.find(&console, name).await? {
            Found::One(account) => return Ok(straight_to(&account)),
            Found::Nobody => Some(UNKNOWN),
            Found::Several => Some(SEVERAL),
        },
    };
    let roster = Roster::of(&access, &console).await?;
    let accounts: Vec<&Account> = roster.accounts().collect();
    Ok(match accounts.as_slice() {
        [only] if trouble.is_none() => straight_to(only),
        accounts => {
            let pictures = accounts.iter().filter_map(|account| account.avatar_url.as_deref());
            (Pictures::of(pictures), choice(&viewer, &roster, &wanted, trouble)).into_response()
        }
    })
}

fn straight_to(account: &Account) -> Response {
    Redirect::to(&format!("/new/{}", account.open_id)).into_response()
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

fn choice(viewer: &Viewer, roster: &Roster, wanted: &Wanted, trouble: Option<&str>) -> Markup {
    let body = html! {
        @if roster.is_empty() {
            div.empty.stack {
                p { "No account is connected yet." }
                p { a.button.primary href="/accounts" { "Connect an account" } }
            }
        } @else {
            p { "Which account is the video for?" }
            @if roster.is_cut() || trouble.is_some() {
                form.row #by-name method="get" action="/new" {
                    label for="account" { "Username" }
                    input #account name="account" value=(wanted.account) maxlength=(NAME_BYTES_MAX) required
                        autocomplete="off" autocapitalize="none" spellcheck="false"
                        aria-describedby=[trouble.map(|_| "trouble")];
                    button type="submit" { "Go on" }
                }
                @if let Some(trouble) = trouble { p.error #trouble role="alert" { (trouble) } }
            }
            ul.plain.choices {
                @for account in roster.accounts() { li { (link(account)) } }
            }
            @if roster.is_cut() {
                p.quiet { "These are the first " (ACCOUNTS_SHOWN_MAX) "; the others are found by username, or under "
                    a href="/accounts" { "Accounts" } "." }
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
        let roster = Roster::from(vec![alice, bob]);
        let page = choice(&viewer(), &roster, &Wanted::default(), None).into_string();
        assert!(page.contains("href=\"/new/id-alice\"") && page.contains("href=\"/new/id-bob\""), "{page}");
        assert_eq!(page.matches("Connect again").count(), 1);
        assert!(!page.contains("by-name"), "{page}");
    }

    #[test]
    fn whoever_has_more_than_are_shown_can_name_one() {
        let roster = Roster::from(vec![account("Alice")]).cut();
        let page = choice(&viewer(), &roster, &Wanted::default(), None).into_string();
        assert!(page.contains("id=\"by-name\"") && page.contains("found by username"), "{page}");
    }

    #[test]
    fn a_name_that_leads_nowhere_is_told_and_kept_to_be_mended() {
        let wanted = Wanted { account: " @\"<b>".to_owned() };
        assert_eq!(wanted.name(), "\"<b>");
        let roster = Roster::from(vec![account("Alice")]);
        let page = choice(&viewer(), &roster, &wanted, Some(UNKNOWN)).into_string();
        assert!(
            page.contains("value=\" @&quot;&lt;b&gt;\"") && page.contains("aria-describedby=\"trouble\""),
            "{page}"
        );
    }

    #[test]
    fn whoever_has_none_is_led_to_connecting_one() {
        let page = choice(&viewer(), &Roster::default(), &Wanted::default(), None).into_string();
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
