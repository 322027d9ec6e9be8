//! The days of a calendar with their posts.

use super::span::{Span, View, day_of};
use crate::pages::moment::exact;
use crate::pages::post::actions;
use crate::pages::posts::{shortened, title};
use crate::pages::roster::Roster;
use crate::pages::standing::{Pace, word};
use crate::pages::zone::Zone;
use domain::Post;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

/// Hours of a day on the clock. One that is skipped when clocks are put forward takes a post as the hour after it.
const HOURS: i8 = 24;

/// Letters of a caption that fit into a day.
const TITLE_LETTERS_MAX: usize = 60;

/// Days and posts.
pub(super) struct Grid<'a> {
    pub(super) span: &'a Span,
    pub(super) posts: &'a [Post],
    pub(super) roster: &'a Roster,
    pub(super) zone: &'a Zone,
    pub(super) now: Timestamp,
}

impl Grid<'_> {
    pub(super) fn render(&self) -> Markup {
        html! {
            div.scrolls tabindex="0" role="region" aria-label="Days" {
                ol.plain.calendar id="calendar" data-view=(self.span.view.name()) data-days-zone=(self.zone.name())
                    data-live data-version=(self.version()) data-pace=(self.pace().name()) {
                    @for day in self.span.days() { (self.day(day)) }
                }
            }
        }
    }

    fn day(&self, day: Date) -> Markup {
        let today = day_of(self.now, self.zone);
        html! {
            li.day data-day=(day) data-past[day < today] data-foreign[!self.span.is_of_it(day)]
                aria-current=[(day == today).then_some("date")] {
                h3 { time datetime=(day) { (day.strftime("%a %-d %b")) } }
                @match self.span.view {
                    View::Month => ul.plain.slot { @for post in self.posts_of(day) { (self.post(post)) } },
                    View::Week => @for hour in 0..HOURS { (self.hour(day, hour)) },
                }
            }
        }
    }

    /// An hour of a day, where a post can be put. Without posts it is of use to a pointer alone.
    fn hour(&self, day: Date, hour: i8) -> Markup {
        let posts: Vec<&Post> = self.posts_of(day).filter(|post| self.hour_of(post) == hour).collect();
        html! {
            div.hour data-hour=(hour) data-empty[posts.is_empty()] {
                span.hint aria-hidden="true" { (format!("{hour:02}")) }
                @if !posts.is_empty() { ul.plain.slot { @for post in posts { (self.post(post)) } } }
            }
        }
    }

    fn post(&self, post: &Post) -> Markup {
        let at = post.listed_at();
        let time = at.to_zoned(self.zone.rules().clone()).strftime("%H:%M").to_string();
        let moves = actions::may_be_rescheduled(post);
        let (open, move_it) = (format!("open-{}", post.id), format!("move-{}", post.id));
        html! {
            li.entry data-post=(post.id) data-state=(post.state.name()) draggable=[moves.then_some("true")] {
                p.row {
                    time datetime=(exact(at)) { (time) }
                    span.chip data-state=(post.state.name()) { (word(post.state.name())) }
                }
                a id=(open) href={ "/posts/" (post.id) } draggable="false" { (shortened(&title(post), TITLE_LETTERS_MAX)) }
                p.hint { (self.roster.name(&post.account)) }
                @if moves {
                    button.small type="button" id=(move_it) data-dialog="reschedule-dialog" aria-describedby=(open) {
                        "Reschedule"
                    }
                }
            }
        }
    }

    /// The posts of a day, the earliest first.
    fn posts_of(&self, day: Date) -> impl Iterator<Item = &Post> {
        self.posts.iter().rev().filter(move |post| day_of(post.listed_at(), self.zone) == day)
    }

    fn hour_of(&self, post: &Post) -> i8 {
        post.listed_at().to_zoned(self.zone.rules().clone()).hour()
    }

    /// Changes whenever a post comes, goes or changes.
    fn version(&self) -> String {
        let versions: u64 = self.posts.iter().map(|post| post.version).sum();
        format!("{}-{versions}-{}", self.posts.len(), day_of(self.now, self.zone))
    }

    /// New posts come at any time.
    fn pace(&self) -> Pace {
        self.posts.iter().map(|post| Pace::of(post, self.now)).max().unwrap_or(Pace::Slow).max(Pace::Slow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{self, at};
    use domain::failure::FailureClass;

    fn shown(view: View, posts: &[Post], zone: &Zone) -> String {
        let span = Span::around(view, day_of(at(0), zone));
        let roster = Roster::from(vec![samples::account("Alice")]);
        Grid { span: &span, posts, roster: &roster, zone, now: at(0) }.render().into_string()
    }

    /// The part of a page that shows one day.
    fn day<'a>(page: &'a str, day: &str) -> &'a str {
        let begin = page.find(&format!("data-day=\"{day}\"")).unwrap();
        let rest = &page[begin..];
        &rest[..rest[1..].find("data-day=").map_or(rest.len(), |end| end + 1)]
    }

    #[test]
    fn a_post_stands_on_its_day_and_in_its_hour_in_the_viewers_zone() {
        let mut post = samples::queued(600);
        post.options.publish_at = Some("2026-11-19T23:30:00Z".parse().unwrap());
        let utc = shown(View::Week, std::slice::from_ref(&post), &Zone::UTC);
        assert!(day(&utc, "2026-11-19").contains("23:30") && !day(&utc, "2026-11-20").contains("data-post"));
        let berlin = shown(View::Week, &[post], &Zone::named("Europe/Berlin").unwrap());
        assert!(day(&berlin, "2026-11-20").contains("00:30"), "{berlin}");
    }

    #[test]
    fn what_is_still_to_go_out_can_be_moved_by_pointer_and_by_keyboard() {
        let page = shown(View::Month, &[samples::queued(600)], &Zone::UTC);
        assert!(page.contains("draggable=\"true\"") && page.contains("Reschedule</button>"), "{page}");
    }

    #[test]
    fn what_is_past_or_on_its_way_stays() {
        for post in
            [samples::published(true), samples::uploading(1, 2), samples::failed(FailureClass::Options)]
        {
            let page = shown(View::Month, &[post], &Zone::UTC);
            assert!(!page.contains("draggable=\"true\"") && !page.contains("<button"), "{page}");
        }
    }

    #[test]
    fn a_caption_cannot_bring_markup_into_a_day() {
        let page = shown(View::Month, &[samples::captioned("\"><script>alert(1)</script>")], &Zone::UTC);
        assert!(!page.contains("<script>"), "{page}");
    }

    #[test]
    fn a_full_calendar_stays_within_its_hundred_kilobytes() {
        let posts = vec![samples::captioned(&"ü".repeat(140)); super::super::POSTS_SHOWN_MAX];
        let bytes = shown(View::Week, &posts, &Zone::UTC).len();
        assert!(bytes < 95_000, "{bytes}");
    }
}
