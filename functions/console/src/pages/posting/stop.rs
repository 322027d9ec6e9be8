//! The pages that stand in place of the posting page while nothing can be posted.

use super::page;
use crate::viewer::Viewer;
use jiff::{SignedDuration, Timestamp, Unit};
use maud::{Markup, html};

/// TikTok takes no more posts of this creator for now (point 1b).
pub(crate) fn no_more_posts(viewer: &Viewer, name: &str, reason: &str) -> Markup {
    let body = html! {
        section.card.stack.narrow #no-more-posts {
            h2 { "TikTok takes no more posts of " (name) " for now" }
            p { "Please try again later. Nothing was uploaded, and nothing was posted." }
            p.quiet { "The reason: " (reason) "." }
            div.row {
                a.button href="" { "Try again" }
                a.button.quiet href="/posts" { "See the posts" }
            }
        }
    };
    page(viewer, &[], body)
}

/// What the account may post cannot be asked now: mostly because its calls of this minute are used up.
pub(crate) fn wait(
    viewer: &Viewer,
    name: &str,
    reason: &str,
    until: Timestamp,
    pause: SignedDuration,
) -> Markup {
    let until = until.round(Unit::Second).unwrap_or(until);
    let body = html! {
        section.card.stack.narrow #wait {
            h2 { "One moment, please" }
            p {
                "Before each post TikTok is asked what " (name) " may post. That must wait: " (reason) "."
            }
            p {
                "This page asks again by itself in " (words(pause)) ", at "
                time datetime=(until) { (until.strftime("%H:%M:%S UTC")) } "."
            }
            div.row { a.button href="" { "Try again now" } }
        }
    };
    page(viewer, &[], body)
}

/// There is no permission to post for the account any more.
pub(crate) fn reconnect(viewer: &Viewer, name: &str, reason: &str) -> Markup {
    let body = html! {
        section.card.stack.narrow #reconnect {
            h2 { (name) " must be connected again" }
            p { "Nothing can be posted for this account: " (reason) "." }
            div.row { a.button.primary href="/accounts" { "Go to the accounts" } }
        }
    };
    page(viewer, &[], body)
}

/// Nothing goes on before somebody has seen to the app.
pub(crate) fn unusable(viewer: &Viewer, name: &str, reason: &str) -> Markup {
    let body = html! {
        section.card.stack.narrow #unusable {
            h2 { "TikTok does not say what " (name) " may post" }
            p { "Without that nothing can be posted. The operator must see to it: " (reason) "." }
            div.row {
                a.button href="" { "Try again" }
                a.button.quiet href="/posts" { "See the posts" }
            }
        }
    };
    page(viewer, &[], body)
}

fn words(pause: SignedDuration) -> String {
    match (pause.as_secs().max(1), pause.as_mins()) {
        (1, _) => "1 second".to_owned(),
        (seconds, 0 | 1) => format!("{seconds} seconds"),
        (_, minutes) => format!("{minutes} minutes"),
    }
}
