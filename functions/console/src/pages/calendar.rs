//! What was, is and will be posted, by day.

mod grid;
mod span;

use super::post::actions;
use super::roster::Roster;
use super::zone::Zone;
use crate::Console;
use crate::access::Access;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use adapters::posts::{PAGE_POSTS_MAX, PostsQuery};
use axum::extract::{Query, State};
use domain::Post;
use grid::Grid;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use span::{Span, View, day_of};
use std::collections::BTreeSet;

/// Posts that a calendar shows at most, which keeps its page within 100 kB.
const POSTS_SHOWN_MAX: usize = 110;

/// The query of `/calendar`. What cannot be read is as if it were not there.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    view: Option<String>,
    on: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    zone: Zone,
    State(console): State<Console>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let now = console.clock.now();
    let on = wanted.on.and_then(|on| on.parse::<Date>().ok()).unwrap_or_else(|| day_of(now, &zone));
    let span = Span::around(View::named(wanted.view.as_deref().unwrap_or_default()), on);
    let posts = posts(&console, &access, &span, &zone);
    let ((posts, all), roster) = futures::try_join!(posts, Roster::of(&access, &console))?;
    let grid = Grid { span: &span, posts: &posts, roster: &roster, zone: &zone, now };
    let body = html! {
        (navigation(&span, day_of(now, &zone)))
        @if !all { p.notice.warn { "There are more posts than a calendar can show; the earliest are left out." } }
        p.hint id="message" role="status" {}
        (grid.render())
        p.hint { "Drag a post that is still to go out to another day, or use its button. What is past stays where it is." }
        (actions::reschedule(&zone))
    };
    let page = Page {
        title: "Calendar",
        place: "/calendar",
        styles: &["dashboard.css"],
        modules: &["times.js", "refresh.js", "dialogs.js", "reschedule.js", "calendar.js"],
        body,
    };
    Ok(page.render(&viewer))
}

/// The posts of these days, and whether they are all.
async fn posts(
    console: &Console,
    access: &Access,
    span: &Span,
    zone: &Zone,
) -> Result<(Vec<Post>, bool), Problem> {
    let (from, to) = span.moments(zone);
    let mut query = PostsQuery {
        whose: access.whose(None)?,
        states: BTreeSet::new(),
        from: Some(from),
        to: Some(to),
        cursor: None,
        limit: PAGE_POSTS_MAX,
    };
    let mut posts = Vec::new();
    loop {
        let page = console.posts.list(&query).await?;
        posts.extend(page.posts);
        let all = page.next.is_none();
        if all || posts.len() >= POSTS_SHOWN_MAX {
            posts.truncate(POSTS_SHOWN_MAX);
            return Ok((posts, all));
        }
        query.cursor = page.next;
    }
}

fn navigation(span: &Span, today: Date) -> Markup {
    let address = |view: View, on: Date| format!("/calendar?view={}&on={on}", view.name());
    html! {
        div.row.apart {
            h2 { (span.title()) }
            nav.row aria-label="Days" {
                a.button.small rel="prev" href=(address(span.view, span.earlier())) { "Earlier" }
                a.button.small href=(address(span.view, today)) { "Today" }
                a.button.small rel="next" href=(address(span.view, span.later())) { "Later" }
                @for view in [View::Week, View::Month] {
                    a.button.small href=(address(view, span.on)) aria-current=[(view == span.view).then_some("true")] {
                        @match view { View::Week => "Week", View::Month => "Month" }
                    }
                }
            }
        }
    }
}
