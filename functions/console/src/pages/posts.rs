//! The queue and the history.

mod filters;
mod row;

use super::roster::Roster;
use super::standing::Pace;
use super::zone::Zone;
use crate::Console;
use crate::access::Access;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use adapters::posts::{Cursor, PostsQuery};
use axum::extract::{Query, State};
use domain::{Post, PostId};
use filters::Filters;
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeSet;

use row::row;
pub(crate) use row::{link, shortened, thumbnail, title, when};

/// Posts on a page.
const POSTS_SHOWN_MAX: usize = 25;

pub(crate) async fn list(
    viewer: Viewer,
    zone: Zone,
    State(console): State<Console>,
    Query(filters): Query<Filters>,
) -> Result<Markup, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let filters = filters.tidied();
    let whose = access.whose(filters.account.as_deref())?;
    let query = PostsQuery {
        whose,
        states: filters.state.iter().cloned().collect(),
        from: None,
        to: None,
        cursor: filters.cursor.as_deref().and_then(|cursor| cursor.parse().ok()),
        limit: POSTS_SHOWN_MAX,
    };
    let page = async { Ok(console.posts.list(&query).await?) };
    let (page, roster) = futures::try_join!(page, Roster::of(&access, &console))?;
    let ids: Vec<PostId> = page.posts.iter().map(|post| post.id.clone()).collect();
    let framed = console.thumbnails.kept(&ids).await?;
    let now = console.clock.now();
    let shown = Shown { posts: &page.posts, framed: &framed, next: page.next.as_ref(), now };
    let body = html! {
        (filters.form(&roster))
        (shown.list(&filters, &roster, &zone))
    };
    let page = Page {
        title: "Posts",
        place: "/posts",
        styles: &["dashboard.css"],
        modules: &["times.js", "refresh.js"],
        body,
    };
    Ok(page.render(&viewer))
}

/// A page of posts.
struct Shown<'a> {
    posts: &'a [Post],
    /// Of which of them a frame is kept.
    framed: &'a BTreeSet<PostId>,
    next: Option<&'a Cursor>,
    now: Timestamp,
}

impl Shown<'_> {
    fn list(&self, filters: &Filters, roster: &Roster, zone: &Zone) -> Markup {
        html! {
            @if self.posts.is_empty() { (self.nothing(filters, roster)) }
            ol.plain.posts id="posts" data-live="rows" data-pace=(self.pace().name()) aria-label="Posts, the newest first" {
                @for post in self.posts { (row(post, self.framed.contains(&post.id), roster, zone, self.now)) }
            }
            nav.row aria-label="Pages" {
                @if filters.cursor.is_some() { a.button href=(filters.address(None)) { "Newest" } }
                @if let Some(next) = self.next { a.button rel="next" href=(filters.address(Some(next.as_str()))) { "Older" } }
            }
        }
    }

    /// The list moves with what moves most in it, and new posts come at any time.
    fn pace(&self) -> Pace {
        self.posts.iter().map(|post| Pace::of(post, self.now)).max().unwrap_or(Pace::Slow).max(Pace::Slow)
    }

    /// An empty list says how it fills.
    fn nothing(&self, filters: &Filters, roster: &Roster) -> Markup {
        html! {
            div.empty.stack {
                @if roster.is_empty() {
                    p { "No account is connected yet." }
                    p { a.button.primary href="/accounts" { "Connect a TikTok account" } }
                } @else if self.next.is_some() {
                    p { "Nothing here in this stretch of time. Older posts may follow." }
                } @else if filters.are_open() && filters.cursor.is_none() {
                    p { "Nothing was posted yet." }
                    p {
                        "Post a video here, or drop one into the bucket: a file " code { "ACCOUNT/clip.mp4" }
                        " with its choices beside it in " code { "ACCOUNT/clip.mp4.json" } " is posted by itself."
                    }
                    p { a.button.primary href="/new" { "Post a video" } }
                } @else {
                    p { "No post is like that." }
                    p { a.button href="/posts" { "Show all" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
