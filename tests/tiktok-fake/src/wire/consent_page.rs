//! The consent page, as plain as a page can be that a browser clicks through.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::AUTHORIZE_PATH;
use crate::creator::Creator;

/// Asks who consents, and to what. `request` is the page's own query, which the form carries back.
pub(super) fn consent(
    request: &str,
    scopes: &[String],
    creators: &[Creator],
    preselected: Option<&str>,
) -> Response {
    let form = html! {
        p { "An app asks for access to a TikTok account." }
        form method="post" action=(AUTHORIZE_PATH) {
            input type="hidden" name="request" value=(request);
            p {
                label for="creator" { "Log in as " }
                select id="creator" name="open_id" {
                    @for creator in creators {
                        option value=(creator.open_id) selected[preselected == Some(&creator.open_id)] {
                            (creator.nickname) " (@" (creator.username) ")"
                        }
                    }
                }
            }
            fieldset {
                legend { "The app will be able to" }
                @for scope in scopes {
                    p {
                        input type="checkbox" id=(scope) name="scope" value=(scope) checked;
                        label for=(scope) { " " (scope) }
                    }
                }
            }
            p {
                button type="submit" name="decision" value="authorize" { "Authorize" }
                " "
                button type="submit" name="decision" value="cancel" { "Cancel" }
            }
        }
    };
    Html(page("Connect with TikTok (fake)", &form).into_string()).into_response()
}

/// Says why the creator cannot even be sent back.
pub(super) fn dead_end(what: &str) -> Response {
    let text = html! { p { "Something went wrong: " (what) "." } };
    (StatusCode::BAD_REQUEST, Html(page("Not possible", &text).into_string())).into_response()
}

fn page(title: &str, content: &Markup) -> Markup {
    html! {
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
    }
}
