//! The console's two cookies: a session, and a sign-in that is under way.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::SignedDuration;

/// One of the console's cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Who is signed in.
    Session,
    /// Who is about to.
    Attempt,
}

impl Cookie {
    /// With the `__Host-` prefix browsers take the cookie only over https, from this very host, for all of it.
    fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Session, true) => "__Host-reeldrop-session",
            (Self::Session, false) => "reeldrop-session",
            (Self::Attempt, true) => "__Host-reeldrop-sign-in",
            (Self::Attempt, false) => "reeldrop-sign-in",
        }
    }

    /// Its value in a request.
    pub(crate) fn read(self, headers: &HeaderMap, https: bool) -> Option<&str> {
        let name = self.name(https);
        let sent = headers.get_all(header::COOKIE).into_iter().filter_map(|header| header.to_str().ok());
        let cookies = sent.flat_map(|header| header.split(';')).filter_map(|one| one.trim().split_once('='));
        cookies.into_iter().find(|(found, value)| *found == name && !value.is_empty()).map(|(_, value)| value)
    }

    /// The header that gives it to the browser. `Lax`, because the browser comes back from the issuer by a link.
    pub(crate) fn set(self, value: &str, life: SignedDuration, https: bool) -> HeaderValue {
        let secure = if https { "; Secure" } else { "" };
        let text = format!(
            "{}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
            self.name(https),
            life.as_secs()
        );
        HeaderValue::try_from(text).expect("sealed values are plain ASCII")
    }

    /// The header that takes it away.
    pub(crate) fn clear(self, https: bool) -> HeaderValue {
        self.set("", SignedDuration::ZERO, https)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &[&'static str]) -> HeaderMap {
        cookies.iter().map(|cookie| (header::COOKIE, HeaderValue::from_static(cookie))).collect()
    }

    #[test]
    fn a_cookie_is_found_among_others_and_in_any_of_the_headers() {
        let headers =
            headers(&["a=b; reeldrop-session=one; x-reeldrop-session=two", "reeldrop-sign-in=three"]);
        assert_eq!(Cookie::Session.read(&headers, false), Some("one"));
        assert_eq!(Cookie::Attempt.read(&headers, false), Some("three"));
        assert_eq!(Cookie::Session.read(&headers, true), None);
    }

    #[test]
    fn scripts_other_sites_and_plain_http_never_get_the_session() {
        let set = Cookie::Session.set("v", SignedDuration::from_hours(8), true);
        let set = set.to_str().unwrap();
        assert_eq!(set, "__Host-reeldrop-session=v; Path=/; Max-Age=28800; HttpOnly; SameSite=Lax; Secure");
        assert!(Cookie::Session.clear(true).to_str().unwrap().contains("Max-Age=0"));
    }
}
