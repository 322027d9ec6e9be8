//! What all pages of somebody who is signed in have in common.

use crate::assets;
use crate::pages::audit;
use crate::viewer::Viewer;
use maud::{DOCTYPE, Markup, html};

/// The places that the navigation leads to.
const PLACES: [(&str, &str); 6] = [
    ("/posts", "Posts"),
    ("/calendar", "Calendar"),
    ("/new", "New post"),
    ("/batch", "Batch"),
    ("/accounts", "Accounts"),
    ("/audit", "Audit"),
];

/// A page.
pub(crate) struct Page<'a> {
    /// Its title and heading.
    pub(crate) title: &'a str,
    /// The place of the navigation that it belongs to.
    pub(crate) place: &'a str,
    /// The styles that it has beside the common one, by file name.
    pub(crate) styles: &'a [&'a str],
    /// The modules that it runs, by file name.
    pub(crate) modules: &'a [&'a str],
    /// What it shows.
    pub(crate) body: Markup,
}

/// A page for somebody who is not signed in.
pub(crate) fn outside(title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (common(title, &[]))
            }
            body {
                header.bar { span.brand { "Reeldrop" } }
                main id="main" {
                    div.card.narrow.stack {
                        h1 { (title) }
                        (body)
                    }
                }
            }
        }
    }
}

/// What stands in the head of every page.
fn common(title: &str, styles: &[&str]) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        title { (title) " · Reeldrop" }
        link rel="icon" href=(assets::url(&["icon.svg"])) type="image/svg+xml";
        link rel="stylesheet" href=(assets::url(&[&["console.css"], styles].concat()));
    }
}

impl Page<'_> {
    pub(crate) fn render(&self, viewer: &Viewer) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    (common(self.title, self.styles))
                    meta name="csrf-token" content=(viewer.csrf_token);
                    script type="module" src=(assets::url(&[&["banner.js"], self.modules].concat())) {}
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    header.bar {
                        a.brand href="/posts" { "Reeldrop" }
                        nav aria-label="Console" {
                            @for (address, name) in PLACES {
                                a href=(address) aria-current=[(address == self.place).then_some("page")] { (name) }
                            }
                        }
                        form method="post" action="/sign-out" {
                            input type="hidden" name="csrf_token" value=(viewer.csrf_token);
                            span.who { (viewer.name) }
                            button.quiet type="submit" { "Sign out" }
                        }
                    }
                    main id="main" {
                        (audit::banner())
                        h1 { (self.title) }
                        (self.body)
                    }
                }
            }
        }
    }
}
