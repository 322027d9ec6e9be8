//! The queue and the history.

use crate::layout::Page;
use crate::viewer::Viewer;
use maud::{Markup, html};

pub(crate) async fn list(viewer: Viewer) -> Markup {
    Page {
        title: "Posts",
        place: "/posts",
        styles: &[],
        modules: &[],
        body: html! { p { "Nothing was posted yet." } },
    }
    .render(&viewer)
}
