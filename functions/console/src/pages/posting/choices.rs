//! What is chosen about a post. Nothing is chosen beforehand.

use domain::PrivacyLevel;
use maud::{Markup, html};
use tiktok::CreatorInfo;

/// The caption begins empty and is the creator's alone (points 2a and 5b).
pub(super) fn caption(units_max: usize) -> Markup {
    html! {
        section.card.field {
            label for="caption" { "Caption" }
            textarea #caption name="caption" rows="4" data-units-max=(units_max)
                aria-describedby="caption-count" {}
            p.hint.number #caption-count aria-live="off" { "0 of " (units_max) }
            div #hashtags.row role="group" aria-label="Hashtags that this account has used" hidden {}
        }
    }
}

/// The menu of what the account offers; its first line stands for "not chosen yet" (point 2b).
pub(super) fn audience(offered: &[PrivacyLevel]) -> Markup {
    html! {
        section.card.field {
            label for="privacy-level" { "Who can see this video" }
            select #privacy-level name="privacy_level" required aria-describedby="privacy-hint" {
                option value="" disabled selected { "Choose" }
                @for level in offered {
                    option value=(level) { (words(*level)) }
                }
            }
            p.hint #privacy-hint aria-live="polite" {}
        }
    }
}

fn words(level: PrivacyLevel) -> &'static str {
    match level {
        PrivacyLevel::PublicToEveryone => "Everyone",
        PrivacyLevel::MutualFollowFriends => "Friends: followers whom you follow back",
        PrivacyLevel::FollowerOfCreator => "Followers",
        PrivacyLevel::SelfOnly => "Only me",
    }
}

/// What others may do with the video. What the account does not allow cannot be chosen (point 2c).
pub(super) fn interactions(creator: &CreatorInfo) -> Markup {
    html! {
        fieldset.card {
            legend { "Allow users to" }
            (interaction("allow_comment", "Comment", creator.comment_disabled))
            (interaction("allow_duet", "Duet", creator.duet_disabled))
            (interaction("allow_stitch", "Stitch", creator.stitch_disabled))
        }
    }
}

fn interaction(name: &str, words: &str, switched_off: bool) -> Markup {
    let why = "Switched off in the account's TikTok settings.";
    let hint = format!("{name}-hint");
    html! {
        div.choice title=[switched_off.then_some(why)] {
            input id=(name) type="checkbox" name=(name) disabled[switched_off]
                aria-describedby=[switched_off.then_some(&hint)];
            label for=(name) { (words) }
            @if switched_off { p.hint id=(hint) { (why) } }
        }
    }
}

pub(super) fn made_by_ai() -> Markup {
    html! {
        fieldset.card {
            legend { "Made by AI" }
            div.choice {
                input #ai-generated type="checkbox" name="ai_generated" aria-describedby="ai-hint";
                label for="ai-generated" { "Label it as AI-generated" }
                p.hint #ai-hint { "For a video that shows realistic scenes or people made or changed by AI." }
            }
        }
    }
}

/// Now, or a time in the viewer's zone, which the script names.
pub(super) fn time() -> Markup {
    html! {
        fieldset.card {
            legend { "When" }
            div.choice {
                input #when-now type="radio" name="when" value="now" checked;
                label for="when-now" { "Now" }
            }
            div.choice {
                input #when-later type="radio" name="when" value="later";
                label for="when-later" { "Later" }
            }
            div.field #later hidden {
                label for="publish-at" { "Day and time" span.quiet #zone {} }
                input #publish-at type="datetime-local" name="publish_at" aria-describedby="publish-at-hint";
                p.hint #publish-at-hint aria-live="polite" {}
            }
        }
    }
}
