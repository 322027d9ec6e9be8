//! Whether the video promotes something (points 3a and 3b).

use maud::{Markup, html};

/// The switch is off, and under it nothing is chosen. Notices and explanations come from the script, as the choices do.
pub(super) fn section() -> Markup {
    html! {
        fieldset.card {
            legend { "Commercial content" }
            div.choice {
                input #disclose.switch type="checkbox" role="switch" name="disclose"
                    aria-describedby="disclose-hint" aria-controls="brands";
                label for="disclose" { "Disclose video content" }
                p.hint #disclose-hint {
                    "Turn on to disclose that this video promotes goods or services in exchange for something of value. \
                     Your video could promote yourself, a third party, or both."
                }
            }
            div #brands.stack role="group" aria-label="What the video promotes" hidden {
                (brand("your_brand", "Your brand", "You are promoting yourself or your own business. This video will be \
                                                    classified as Brand Organic."))
                (brand("branded_content", "Branded content", "You are promoting another brand or a third party. This \
                                                              video will be classified as Branded Content."))
                p.notice #branding-notice role="status" hidden {}
                p.error #disclosure-missing role="status" {}
            }
        }
    }
}

fn brand(name: &str, words: &str, meaning: &str) -> Markup {
    let (hint, barred) = (format!("{name}-hint"), format!("{name}-barred"));
    html! {
        div.choice {
            input id=(name) type="checkbox" name=(name) aria-describedby={ (hint) " " (barred) };
            label for=(name) { (words) }
            p.hint id=(hint) { (meaning) }
            p.hint.error id=(barred) role="status" {}
        }
    }
}
