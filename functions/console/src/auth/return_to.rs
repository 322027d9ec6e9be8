//! Where somebody goes after signing in: a place of this console, and never anywhere else.

use url::{Url, form_urlencoded};

/// Longer than any address of ours, and short enough for a cookie.
const CHARS_MAX: usize = 1_024;

/// Where somebody goes who has asked for nothing in particular.
const FIRST_PAGE: &str = "/posts";

/// The path and query that were asked for, or the first page where they lead elsewhere. Browsers read addresses in ways that
/// no look at the first characters foresees (`//host`, `/\host`, tabs), so the address is resolved as a browser would.
pub(crate) fn local(asked: Option<&str>) -> String {
    asked.and_then(resolved).unwrap_or_else(|| FIRST_PAGE.to_owned())
}

fn resolved(asked: &str) -> Option<String> {
    let here = Url::parse("https://here.invalid/").ok()?;
    let there = here.join(asked).ok().filter(|there| there.origin() == here.origin())?;
    let path = there.path();
    if asked.len() > CHARS_MAX
        || !asked.starts_with('/')
        || path.starts_with("//")
        || path.starts_with("/sign-")
    {
        return None;
    }
    Some(there.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
}

/// The sign-in page, from which somebody comes back to `path_and_query`.
pub(crate) fn sign_in_page(path_and_query: &str) -> String {
    let query =
        form_urlencoded::Serializer::new(String::new()).append_pair("return", path_and_query).finish();
    format!("{}?{query}", super::sign_in::PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_console_are_kept_with_their_query() {
        for path in ["/posts", "/posts/abc?x=1&y=%2F", "/calendar?view=week&on=2030-01-01"] {
            assert_eq!(local(Some(path)), path);
            let page = Url::parse("https://here.invalid").unwrap().join(&sign_in_page(path)).unwrap();
            assert_eq!(page.query_pairs().next().unwrap(), ("return".into(), path.into()));
        }
    }

    #[test]
    fn nobody_is_led_anywhere_else() {
        for elsewhere in [
            "https://evil.example/",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "\t//evil.example",
            "/x/..//evil.example",
            "/.//evil.example",
            "javascript:alert(1)",
            "posts",
            "",
            "/sign-out",
            "/sign-in/go",
        ] {
            assert_eq!(local(Some(elsewhere)), FIRST_PAGE, "{elsewhere:?}");
        }
        assert_eq!(local(None), FIRST_PAGE);
        assert_eq!(local(Some(&format!("/{}", "x".repeat(CHARS_MAX)))), FIRST_PAGE);
    }
}
