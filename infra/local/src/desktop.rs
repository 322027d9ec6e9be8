//! Showing the console to whoever has started it.

use std::io::{IsTerminal, stdout};

use url::Url;

/// Opens a link in the browser of somebody who sits at a desktop. Without one, or where no browser opens, the link that is
/// printed serves.
pub(crate) fn open(link: &Url) {
    if stdout().is_terminal() && has_screen() {
        let _ = open::that_detached(link.as_str());
    }
}

#[expect(clippy::disallowed_methods, reason = "whether there is a screen is no setting of this program")]
fn has_screen() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .any(|screen| std::env::var_os(screen).is_some_and(|name| !name.is_empty()))
}
