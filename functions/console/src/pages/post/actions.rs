//! What a person may do with a post, and what they are asked before.

use crate::pages::dialog::Dialog;
use crate::pages::zone::Zone;
use domain::failure::Failure;
use domain::{Post, State};
use maud::{Markup, html};

/// The buttons of what the post takes now. They change as the post moves on; the dialogs stay.
pub(crate) fn buttons(post: &Post) -> Markup {
    let actions = post.actions();
    html! {
        div.row id="actions" data-live data-version=(post.version) {
            @if actions.choose {
                a.button.primary id="choose" href={ "/posts/" (post.id) "/options" } {
                    @if matches!(post.state, State::Held { .. } | State::Failed { .. }) { "Complete it" } @else { "Edit" }
                }
            }
            @if may_be_rescheduled(post) { (reschedule_button(post)) }
            @if actions.retry { button id="retry" type="button" data-dialog="retry-dialog" { "Retry…" } }
            @if actions.cancel { button.danger id="cancel" type="button" data-dialog="cancel-dialog" { "Cancel…" } }
        }
    }
}

/// A post that has its time still before it. What has failed is completed or retried instead.
pub(crate) fn may_be_rescheduled(post: &Post) -> bool {
    post.actions().choose && matches!(post.state, State::Held { .. } | State::Queued { .. })
}

fn reschedule_button(post: &Post) -> Markup {
    html! {
        button id="reschedule" type="button" data-dialog="reschedule-dialog"
            data-at=(crate::pages::moment::exact(post.listed_at())) { "Reschedule…" }
    }
}

/// The questions, for whatever the post may take later.
pub(crate) fn dialogs(post: &Post, zone: &Zone) -> Markup {
    html! {
        (cancel(post))
        (retry(post))
        (reschedule(zone))
    }
}

fn cancel(post: &Post) -> Markup {
    let body = html! { p { "Nothing is sent to TikTok. The video stays in the bucket, and the post can be retried later." } };
    Dialog {
        name: "cancel",
        title: "Cancel this post?",
        body,
        address: &format!("/api/v1/posts/{}/cancel", post.id),
        confirm: "Cancel the post",
        tone: "danger",
        dismiss: "Keep it",
    }
    .render()
}

fn retry(post: &Post) -> Markup {
    Dialog {
        name: "retry",
        title: "Retry this post?",
        body: html! { div.stack id="retry-risk" data-live data-version=(post.version) { (risk(post)) } },
        address: &format!("/api/v1/posts/{}/retry", post.id),
        confirm: "Retry the post",
        tone: "primary",
        dismiss: "Leave it",
    }
    .render()
}

/// What a retry risks. After an upload that may have been published, it takes a person who has looked.
fn risk(post: &Post) -> Markup {
    match &post.state {
        State::Unconfirmed { .. } => html! {
            div.notice.warn {
                p { strong { "It may be published twice." } }
                p {
                    "TikTok has the whole video and has not said what became of it. It may be online already, or still appear. \
                     A retry posts it once more."
                }
            }
            div.choice {
                input id="retry-looked" type="checkbox" required;
                label for="retry-looked" { "I have looked at the creator's profile, and the post is not there" }
            }
        },
        State::Failed { failure, .. } => again(failure),
        State::Cancelled { .. } => {
            html! { p { "It is queued again, and goes out at its time, or at once if that is over." } }
        }
        State::Held { .. }
        | State::Queued { .. }
        | State::Initializing { .. }
        | State::Uploading(_)
        | State::Processing { .. }
        | State::Published { .. } => html! { p { "The post has moved on, and takes no retry now." } },
    }
}

fn again(failure: &Failure) -> Markup {
    html! {
        @if failure.retryable() {
            p { "It is sent again from its beginning. It was not published, so it cannot appear twice." }
        } @else {
            p {
                "It was not published, so it cannot appear twice. But the same video with the same options is likely to fail \
                 again: see to the reason first."
            }
        }
    }
}

/// Asks for a new time. `reschedule.js` says which post's; without one in the address it belongs to no post yet.
pub(crate) fn reschedule(zone: &Zone) -> Markup {
    html! {
        dialog id="reschedule-dialog" aria-labelledby="reschedule-title" data-zone=(zone.name()) {
            form.stack method="dialog" {
                h2 id="reschedule-title" { "When is it to go out?" }
                div.field {
                    label for="reschedule-at" { "Day and time" }
                    input id="reschedule-at" name="publish_at" type="datetime-local" required aria-describedby="reschedule-zone";
                    p.hint id="reschedule-zone" { "In the time of " span data-zone-name { (zone.name()) } "." }
                }
                p.error role="alert" {}
                div.row {
                    button.primary id="reschedule-confirm" type="submit" value="later" { "Reschedule" }
                    button id="reschedule-now" type="submit" value="now" formnovalidate { "As soon as possible" }
                    button.quiet type="button" data-close { "Leave it" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use domain::failure::FailureClass;
    use domain::state::Awaits;

    fn offered(post: &Post) -> Vec<&'static str> {
        let buttons = buttons(post).into_string();
        ["choose", "reschedule", "retry", "cancel"]
            .into_iter()
            .filter(|id| buttons.contains(&format!("id=\"{id}\"")))
            .collect()
    }

    #[test]
    fn a_post_offers_what_its_state_takes() {
        assert_eq!(offered(&samples::held(Awaits::Options)), ["choose", "reschedule", "cancel"]);
        assert_eq!(offered(&samples::queued(600)), ["choose", "reschedule", "cancel"]);
        assert_eq!(offered(&samples::failed(FailureClass::Options)), ["choose"]);
        assert_eq!(offered(&samples::failed(FailureClass::TikTok)), ["retry"]);
        assert_eq!(offered(&samples::unconfirmed()), ["retry"]);
        assert_eq!(offered(&samples::cancelled()), ["retry"]);
        for post in [samples::uploading(1, 2), samples::published(true)] {
            assert!(offered(&post).is_empty(), "{:?}", post.state);
        }
    }

    #[test]
    fn an_unconfirmed_post_is_retried_only_by_somebody_who_has_looked() {
        let question = retry(&samples::unconfirmed()).into_string();
        assert!(question.contains("published twice") && question.contains("type=\"checkbox\" required"));
        let harmless = retry(&samples::failed(FailureClass::TikTok)).into_string();
        assert!(!harmless.contains("checkbox") && harmless.contains("cannot appear twice"));
    }
}
