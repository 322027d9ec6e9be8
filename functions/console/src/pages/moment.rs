//! Moments as pages tell them.

use super::zone::Zone;
use jiff::{Timestamp, Unit};
use maud::{Markup, html};

/// How a moment reads: `Mon 23 Nov 2026, 07:21`. `times.js` writes the same.
const WORDS: &str = "%a %-d %b %Y, %H:%M";

/// A moment in the viewer's zone. It names the zone for scripts, and for readers where that is not known to be theirs.
pub(crate) fn moment(at: Timestamp, zone: &Zone) -> Markup {
    html! {
        time datetime=(exact(at)) data-zone=(zone.name()) { (words(at, zone)) }
    }
}

/// The same in words alone.
pub(crate) fn words(at: Timestamp, zone: &Zone) -> String {
    let words = at.to_zoned(zone.rules().clone()).strftime(WORDS).to_string();
    if zone.name() == Zone::UTC.name() { format!("{words} UTC") } else { words }
}

/// RFC 3339 to the second: more than milliseconds are no valid time in HTML.
pub(crate) fn exact(at: Timestamp) -> String {
    at.round(Unit::Second).unwrap_or(at).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_viewers_zone() {
        let at: Timestamp = "2026-11-23T23:21:09.123456789Z".parse().unwrap();
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let told = moment(at, &berlin).into_string();
        assert_eq!(
            told,
            r#"<time datetime="2026-11-23T23:21:09Z" data-zone="Europe/Berlin">Tue 24 Nov 2026, 00:21</time>"#
        );
    }

    #[test]
    fn a_moment_whose_zone_is_not_known_says_that_it_is_utc() {
        let at: Timestamp = "2026-06-01T05:00:00Z".parse().unwrap();
        assert_eq!(words(at, &Zone::UTC), "Mon 1 Jun 2026, 05:00 UTC");
    }
}
