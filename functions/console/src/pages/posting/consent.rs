//! The declaration, the button under it, and what becomes of the post.

use maud::{Markup, html};

/// TikTok's Music Usage Confirmation, which every declaration names.
const MUSIC_USAGE: &str = "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en";

/// TikTok's Branded Content Policy, which the declaration of branded content names as well.
const BRANDED_CONTENT: &str = "https://www.tiktok.com/legal/page/global/bc-policy/en";

/// Until the button is pushed no byte leaves the browser (points 4 and 5c). It can be pushed only once nothing is missing,
/// and says what is.
pub(super) fn section() -> Markup {
    html! {
        section.card.stack aria-label="Publish" {
            p #declaration aria-live="polite" {
                "By posting, you agree to TikTok's "
                span #declares-branded-content hidden { (policy(BRANDED_CONTENT, "Branded Content Policy")) " and " }
                (policy(MUSIC_USAGE, "Music Usage Confirmation")) "."
            }
            div.row {
                button #publish.primary type="button" disabled aria-describedby="publish-reason declaration" { "Publish" }
                p.quiet #publish-reason aria-live="polite" {}
            }
            p.hint {
                "After you publish, it may take a few minutes for the video to be processed and to be visible on the \
                 profile."
            }
        }
    }
}

fn policy(address: &str, name: &str) -> Markup {
    html! { a href=(address) target="_blank" rel="noopener" { (name) } }
}

/// What is shown from the click on: the way into storage, then what TikTok makes of the post (points 5d and 5e).
pub(super) fn progress() -> Markup {
    html! {
        p.notice.bad #publish-failed role="alert" hidden {}
        section.card.stack #sending aria-labelledby="sending-title" tabindex="-1" hidden {
            h2 #sending-title { "Uploading" }
            progress #upload-progress max="100" value="0" aria-label="Uploaded" {}
            p.row.apart {
                span.number #upload-sent {}
                span.quiet #upload-note aria-live="polite" { "Keep this page open until the upload has ended." }
            }
            div.row {
                button #pause type="button" { "Pause" }
                button #resume type="button" hidden { "Resume" }
                button #give-up.quiet type="button" { "Cancel the upload" }
            }
        }
        section.card.stack #outcome aria-live="polite" aria-label="What becomes of the post" tabindex="-1" hidden {
            p { span.chip #outcome-state {} }
            h2 #outcome-title {}
            p #outcome-text {}
            p #processing-note {
                "It may take a few minutes for the video to be processed and to be visible on the profile."
            }
            div.row {
                a #outcome-link.button.primary target="_blank" rel="noopener" hidden { "Watch it on TikTok" }
                a #outcome-post.button { "Open the post" }
                a.button.quiet href="/new" { "Post another video" }
            }
        }
    }
}
