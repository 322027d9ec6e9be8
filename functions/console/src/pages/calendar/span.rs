//! The days that a calendar shows, and when each begins and ends in the viewer's zone.

use crate::pages::zone::Zone;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, Timestamp, ToSpan};

/// How much a calendar shows at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// Seven days from a Monday.
    #[default]
    Week,
    /// The weeks that a month touches.
    Month,
}

impl View {
    /// The view of this name; a week where there is none.
    pub(crate) fn named(name: &str) -> Self {
        if name == Self::Month.name() { Self::Month } else { Self::Week }
    }

    /// What an address calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    fn step(self) -> Duration {
        match self {
            Self::Week => 1.week(),
            Self::Month => 1.month(),
        }
    }
}

/// Whole weeks, from Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// How much of the calendar.
    pub(crate) view: View,
    /// The day that it was asked for.
    pub(crate) on: Date,
    first: Date,
    last: Date,
}

impl Span {
    /// The days around one.
    pub(crate) fn around(view: View, on: Date) -> Self {
        let (first, last) = match view {
            View::Week => (on, on),
            View::Month => (on.first_of_month(), on.last_of_month()),
        };
        Self { view, on, first: monday(first), last: sunday(last) }
    }

    /// Every day, in order.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.last;
        self.first.series(1.day()).take_while(move |day| *day <= last)
    }

    /// From when to before when, in a zone.
    pub(crate) fn moments(&self, zone: &Zone) -> (Timestamp, Timestamp) {
        (begin(self.first, zone), begin(self.last.saturating_add(1.day()), zone))
    }

    /// The same view one step earlier.
    pub(crate) fn earlier(&self) -> Date {
        self.on.saturating_sub(self.view.step())
    }

    /// The same view one step later.
    pub(crate) fn later(&self) -> Date {
        self.on.saturating_add(self.view.step())
    }

    /// Whether a day belongs to the month that was asked for. In a week every day does.
    pub(crate) fn is_of_it(&self, day: Date) -> bool {
        match self.view {
            View::Week => true,
            View::Month => day.month() == self.on.month(),
        }
    }

    /// Its name: `November 2026`, or `23 to 29 November 2026`.
    pub(crate) fn title(&self) -> String {
        match self.view {
            View::Month => self.on.strftime("%B %Y").to_string(),
            View::Week => {
                let (first, last) = (self.first, self.last);
                let first = match (first.year() == last.year(), first.month() == last.month()) {
                    (true, true) => first.strftime("%-d"),
                    (true, false) => first.strftime("%-d %B"),
                    (false, _) => first.strftime("%-d %B %Y"),
                };
                format!("{first} to {}", last.strftime("%-d %B %Y"))
            }
        }
    }
}

/// The day on which a moment lies in a zone.
pub(crate) fn day_of(at: Timestamp, zone: &Zone) -> Date {
    at.to_zoned(zone.rules().clone()).date()
}

/// When a day begins in a zone. It is midnight nearly everywhere and always: where clocks are put forward at midnight the
/// day begins at one. The first and the last days that have a name have no moment in every zone.
fn begin(day: Date, zone: &Zone) -> Timestamp {
    let none = if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    day.to_zoned(zone.rules().clone()).map_or(none, |begin| begin.timestamp())
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().since(Weekday::Monday)).days())
}

fn sunday(day: Date) -> Date {
    day.saturating_add(i64::from(day.weekday().until(Weekday::Sunday)).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(view: View, on: Date) -> Vec<Date> {
        Span::around(view, on).days().collect()
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday() {
        for on in [date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 29)] {
            let week = days(View::Week, on);
            assert_eq!((week.len(), week[0], week[6]), (7, date(2026, 11, 23), date(2026, 11, 29)));
        }
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let november = days(View::Month, date(2026, 11, 15));
        assert_eq!((november[0], november.len() % 7), (date(2026, 10, 26), 0));
        assert_eq!(november.last(), Some(&date(2026, 12, 6)));
        assert_eq!(days(View::Month, date(2027, 2, 1)).len(), 28, "four weeks to the day");
    }

    #[test]
    fn weeks_in_which_clocks_change_last_an_hour_less_or_more() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let hours = |on| {
            let (from, to) = Span::around(View::Week, on).moments(&berlin);
            to.duration_since(from).as_hours()
        };
        assert_eq!(hours(date(2026, 3, 29)), 7 * 24 - 1);
        assert_eq!(hours(date(2026, 10, 25)), 7 * 24 + 1);
        assert_eq!(hours(date(2026, 11, 25)), 7 * 24);
    }

    #[test]
    fn a_day_without_a_midnight_begins_at_one() {
        let cairo = Zone::named("Africa/Cairo").unwrap();
        let first = begin(date(2026, 4, 24), &cairo);
        assert_eq!(first.to_zoned(cairo.rules().clone()).strftime("%F %R").to_string(), "2026-04-24 01:00");
    }

    #[test]
    fn a_moment_lies_on_the_day_that_the_viewer_has() {
        let at: Timestamp = "2026-11-23T11:30:00Z".parse().unwrap();
        assert_eq!(day_of(at, &Zone::named("Pacific/Auckland").unwrap()), date(2026, 11, 24));
        assert_eq!(day_of(at, &Zone::named("Pacific/Pago_Pago").unwrap()), date(2026, 11, 23));
    }

    #[test]
    fn a_step_from_the_end_of_a_month_stays_within_the_next() {
        let january = Span::around(View::Month, date(2027, 1, 31));
        assert_eq!(january.later(), date(2027, 2, 28));
        assert_eq!(january.earlier(), date(2026, 12, 31));
    }

    #[test]
    fn the_ends_of_the_calendar_do_no_harm() {
        for on in [Date::MIN, Date::MAX] {
            for view in [View::Week, View::Month] {
                let span = Span::around(view, on);
                let (from, to) = span.moments(&Zone::UTC);
                assert!(from <= to && span.days().count() >= 1 && span.earlier() <= span.later());
            }
        }
    }

    #[test]
    fn a_week_is_called_by_its_first_and_last_day() {
        assert_eq!(Span::around(View::Week, date(2026, 11, 25)).title(), "23 to 29 November 2026");
        assert_eq!(Span::around(View::Week, date(2026, 12, 1)).title(), "30 November to 6 December 2026");
        assert_eq!(Span::around(View::Week, date(2027, 1, 1)).title(), "28 December 2026 to 3 January 2027");
        assert_eq!(Span::around(View::Month, date(2027, 1, 1)).title(), "January 2027");
    }
}
