//! The page that asks who signs in, as plain as a page can be that a browser clicks through.

use super::AUTHORIZE;
use crate::person::Person;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use url::{Url, form_urlencoded};

/// Offers everybody: each by the very request, with a hint who it is.
pub(super) fn choice(query: &str, people: &[Person], back: &Url, state: &str) -> Response {
    let as_somebody = |person: &Person| {
        let asked = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "login_hint");
        let mut hinted = form_urlencoded::Serializer::new(String::new());
        hinted.extend_pairs(asked).append_pair("login_hint", &person.email);
        format!("{AUTHORIZE}?{}", hinted.finish())
    };
    let mut cancel = back.clone();
    cancel.query_pairs_mut().append_pair("error", "access_denied").append_pair("state", state);
    let body = html! {
        p { "Reeldrop's console asks who you are. This provider believes everybody." }
        ul {
            @for person in people {
                li { a data-person=(person.email) href=(as_somebody(person)) { (person.name) " (" (person.email) ")" } }
            }
        }
        p { a #cancel href=(cancel) { "Nobody" } }
    };
    page("Sign in as", &body).into_response()
}

/// Says why the browser cannot even be sent back.
pub(super) fn dead_end(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, page("Not possible", &html! { p { "Something is wrong: " (why) "." } }))
        .into_response()
}

fn page(title: &str, content: &Markup) -> axum::response::Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                // Otherwise browsers ask for /favicon.ico.
                link rel="icon" href="data:,";
                title { (title) }
            }
            body {
                h1 { (title) }
                (content)
            }
        }
    };
    axum::response::Html(page.into_string())
}
