//! The pages that creators see.

use maud::{DOCTYPE, Markup, html};

/// The style of all pages: a card in the middle of a screen of any width, dark where the browser is.
pub(crate) const STYLE: &str = "
:root {
  color-scheme: light dark; font: 1.0625rem/1.55 system-ui, sans-serif;
  --page: #f3f4f6; --card: #fff; --line: #e2e4e9; --ink: #16181d; --quiet: #5b616e; --good: #0f8a5f; --bad: #b4401f;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #101216; --card: #191c22; --line: #2b3038; --ink: #f0f2f5; --quiet: #a2a9b6; --good: #3fc48f; --bad: #f08a66; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink); }
main {
  box-sizing: border-box; width: min(29rem, 100% - 2rem); margin: 1rem; padding: 2.25rem 1.75rem 1.5rem; text-align: center;
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
}
h1 { margin: 1rem 0 0; font-size: 1.4rem; line-height: 1.3; text-wrap: balance; }
p { margin: 0.75rem 0 0; overflow-wrap: anywhere; text-wrap: pretty; }
img, .mark { width: 5.5rem; height: 5.5rem; border-radius: 50%; object-fit: cover; }
img { box-shadow: 0 0 0 3px var(--card), 0 0 0 6px var(--good); }
.mark { display: inline-grid; place-items: center; width: 3.5rem; height: 3.5rem; color: var(--card); font-size: 1.6rem; font-weight: 700; }
.good { background: var(--good); }
.bad { background: var(--bad); }
.names strong, .names span { display: block; }
.quiet { color: var(--quiet); }
code { padding: 0.1em 0.35em; border-radius: 0.3em; background: var(--page); font-size: 0.92em; }
footer { margin-top: 1.75rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.85rem; }
";

/// Who has been connected.
#[derive(Debug, Clone)]
pub(crate) struct Creator {
    pub(crate) open_id: String,
    pub(crate) username: Option<String>,
    pub(crate) nickname: Option<String>,
    pub(crate) avatar_url: Option<String>,
}

impl Creator {
    pub(crate) fn unnamed(open_id: &str) -> Self {
        Self { open_id: open_id.to_owned(), username: None, nickname: None, avatar_url: None }
    }

    fn folder(&self) -> &str {
        self.username.as_deref().unwrap_or(&self.open_id)
    }
}

/// A page without its style, which the response adds together with the permission to use it.
pub(crate) struct Page {
    title: String,
    /// What stands above the title.
    emblem: Markup,
    body: Markup,
}

impl Page {
    pub(crate) fn render(&self, style_nonce: &str) -> String {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " · Reeldrop" }
                    style nonce=(style_nonce) { (maud::PreEscaped(STYLE)) }
                }
                body {
                    main {
                        (self.emblem)
                        h1 { (self.title) }
                        (self.body)
                        footer { "Reeldrop" }
                    }
                }
            }
        }
        .into_string()
    }
}

pub(crate) fn connected(creator: &Creator) -> Page {
    let emblem = html! {
        @match &creator.avatar_url {
            Some(avatar_url) => img src=(avatar_url) alt="" referrerpolicy="no-referrer";,
            None => (mark("good", "✓")),
        }
    };
    let name = creator.nickname.as_deref().unwrap_or("Your account");
    let body = html! {
        p.names {
            strong { (name) }
            @if let Some(username) = &creator.username { span.quiet { "@" (username) } }
        }
        p { "Videos put into the folder " code { (creator.folder()) "/" } " are posted to this account." }
        p.quiet { "You may close this page." }
    };
    Page { title: "Connected".to_owned(), emblem, body }
}

pub(crate) fn refused(title: &str, text: &str) -> Page {
    Page { title: title.to_owned(), emblem: mark("bad", "!"), body: html! { p { (text) } } }
}

/// A sign in a circle; the title says the same in words.
fn mark(tone: &str, sign: &str) -> Markup {
    html! { div class={ "mark " (tone) } aria-hidden="true" { (sign) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_cannot_bring_markup_into_the_page() {
        let creator = Creator {
            open_id: "id".into(),
            username: Some("alice".into()),
            nickname: Some("<script>alert(1)</script>".into()),
            avatar_url: Some("https://a.example/\"onload=\"x".into()),
        };
        let page = connected(&creator).render("nonce");
        assert!(!page.contains("<script>") && !page.contains("\"onload=\""), "{page}");
        assert!(page.contains("&lt;script&gt;"));
    }
}
