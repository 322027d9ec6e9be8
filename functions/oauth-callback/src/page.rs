//! The pages that creators see.

use maud::{DOCTYPE, Markup, html};

/// The style of all pages, dark where the browser is.
pub(crate) const STYLE: &str = "
:root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 28rem; padding: 2rem; text-align: center; }
h1 { font-size: 1.4rem; }
img { width: 6rem; height: 6rem; border-radius: 50%; object-fit: cover; }
code { font-size: 0.95em; }
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
                body { main { h1 { (self.title) } (self.body) } }
            }
        }
        .into_string()
    }
}

pub(crate) fn connected(creator: &Creator) -> Page {
    let name = creator.nickname.as_deref().unwrap_or("Your account");
    let body = html! {
        @if let Some(avatar_url) = &creator.avatar_url {
            img src=(avatar_url) alt="" referrerpolicy="no-referrer";
        }
        p { strong { (name) } " is connected." }
        p { "Videos put into the folder " code { (creator.folder()) "/" } " are posted to this account. You may close this page." }
    };
    Page { title: "Connected".to_owned(), body }
}

pub(crate) fn refused(title: &str, text: &str) -> Page {
    Page { title: title.to_owned(), body: html! { p { (text) } } }
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
