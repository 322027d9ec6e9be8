//! One post: where it stands, what can be done, what it is, and all that happened.

pub(crate) mod actions;
mod details;
mod history;

use super::posts::{link, thumbnail, title, when};
use super::roster::Roster;
use super::standing::{Pace, advice, chip};
use super::zone::Zone;
use crate::Console;
use crate::access::Access;
use crate::api::post_of;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::{Path, State};
use domain::Post;
use jiff::Timestamp;
use maud::{Markup, html};

pub(crate) async fn show(
    viewer: Viewer,
    zone: Zone,
    State(console): State<Console>,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let post = post_of(&console, &access, &id).await?;
    let account = console.gateway.tokens.accounts.get(&post.account).await?;
    let roster = Roster::from(Vec::from_iter(account));
    let framed = !console.thumbnails.kept(std::slice::from_ref(&post.id)).await?.is_empty();
    let title = title(&post);
    let page = Page {
        title: &title,
        place: "/posts",
        styles: &["dashboard.css"],
        modules: &["times.js", "refresh.js", "dialogs.js", "deeds.js", "reschedule.js"],
        body: body(&post, framed, &roster, &zone, console.clock.now()),
    };
    Ok(page.render(&viewer))
}

fn body(post: &Post, framed: bool, roster: &Roster, zone: &Zone, now: Timestamp) -> Markup {
    html! {
        p { a href="/posts" { "All posts" } }
        section.card.stack aria-labelledby="standing-title" data-post=(post.id) {
            h2.unseen id="standing-title" { "Where it stands" }
            (standing(post, framed, zone, now))
            (actions::buttons(post))
            p.hint id="message" role="status" {}
        }
        (details::details(post, roster, zone))
        (history::history(post, zone))
        (actions::dialogs(post, zone))
    }
}

fn standing(post: &Post, framed: bool, zone: &Zone, now: Timestamp) -> Markup {
    html! {
        div.row.standing id="standing" aria-live="polite" data-live data-version=(post.version)
            data-state=(post.state.name()) data-pace=(Pace::of(post, now).name()) {
            (thumbnail(post, framed))
            div.stack {
                p.row { (chip(post)) (link(post)) }
                @if let Some(advice) = advice(post) { p { (advice) } }
                p.hint { (when(post, zone, now)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{self, at};

    #[test]
    fn a_page_of_every_state_stands_without_script() {
        let roster = Roster::from(vec![samples::account("Alice")]);
        for post in samples::posts() {
            let page = body(&post, false, &roster, &Zone::UTC, at(0)).into_string();
            assert!(page.contains("id=\"history\"") && page.contains("<li "), "{page}");
            assert!(!page.contains("style=") && !page.contains("onclick"), "{page}");
        }
    }
}
