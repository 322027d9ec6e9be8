//! Whether the app has passed TikTok's audit, how that is known, and what to do if it has not.

use super::moment::moment;
use super::zone::Zone;
use crate::Console;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::State;
use domain::audit::{Audit, AuditState};
use maud::{Markup, html};

/// What the audit checks on the posting page, in the order of TikTok's Content Sharing Guidelines: a recording for the audit
/// shows each.
const CHECKED: [(&str, &str); 10] = [
    ("The account", "Its nickname and picture, asked for anew each time the posting page opens."),
    ("No more posts", "The page stops when TikTok says that the account can take no more for now."),
    ("Duration", "A video that is longer than the creator may post is refused before it is uploaded."),
    ("Caption", "It can be edited, and nothing is added to it."),
    ("Who may see it", "A menu of what the account offers, of which nothing is chosen beforehand."),
    ("Comments, duets, stitches", "None is ticked at first, and what the account disables is greyed out."),
    (
        "Commercial content",
        "A switch that is off, two choices behind it, their labels, and what excludes what.",
    ),
    (
        "Declaration",
        "Beside the button, it names the Music Usage Confirmation, and the Branded Content Policy with it.",
    ),
    ("Preview and consent", "The video plays on the page, and nothing is sent before the creator says so."),
    ("Outcome", "The page says that processing may take minutes, and shows what became of the post."),
];

pub(crate) async fn show(
    viewer: Viewer,
    zone: Zone,
    State(console): State<Console>,
) -> Result<Markup, Problem> {
    let audit = console.gateway.audit().await?;
    let page = Page {
        title: "TikTok's audit",
        place: "/audit",
        styles: &["dashboard.css"],
        modules: &["times.js"],
        body: body(&audit, &zone),
    };
    Ok(page.render(&viewer))
}

/// A line for the top of every page. `banner.js` shows what holds; once the audit has passed there is nothing to say.
pub(crate) fn banner() -> Markup {
    html! {
        aside.notice.warn id="audit-banner" aria-label="TikTok's audit" hidden {
            p data-audit=(name(AuditState::Unknown)) hidden {
                "Whether TikTok has approved this app is not known yet: no post for others has been answered. "
                a href="/audit" { "What that means" }
            }
            p data-audit=(name(AuditState::NotPassed)) hidden {
                "TikTok has not approved this app: it refused a post for others than its creator, or hid it from them. "
                a href="/audit" { "What that means, and what to do" }
            }
        }
    }
}

fn name(state: AuditState) -> &'static str {
    match state {
        AuditState::Unknown => "unknown",
        AuditState::NotPassed => "not_passed",
        AuditState::Passed => "passed",
    }
}

fn body(audit: &Audit, zone: &Zone) -> Markup {
    html! {
        section.card.stack data-audit=(name(audit.state)) {
            p.row { (chip(audit.state)) @if let Some(since) = audit.since { span.hint { "since " (moment(since, zone)) } } }
            p { (how_it_is_known(audit.state)) }
            p.hint {
                "TikTok has no call that says whether an app has passed. Reeldrop learns it from TikTok's answers to posts, and \
                 from nothing else; nobody needs to set it anywhere."
            }
            @if let Some(at) = audit.next_trial_at { p { "The next post for others is tried " (moment(at, zone)) "." } }
        }
        @match audit.state {
            AuditState::Passed => {}
            AuditState::Unknown | AuditState::NotPassed => (remedies()),
        }
        (checked())
    }
}

fn chip(state: AuditState) -> Markup {
    match state {
        AuditState::Unknown => html! { span.chip { "Not known" } },
        AuditState::NotPassed => html! { span.chip.warn { "Not approved" } },
        AuditState::Passed => html! { span.chip.good { "Approved" } },
    }
}

fn how_it_is_known(state: AuditState) -> &'static str {
    match state {
        AuditState::Unknown => {
            "No post for others than its creator has been answered yet. The first one tells: it appears as it was chosen, or \
             TikTok refuses it, or shows it to the creator alone."
        }
        AuditState::NotPassed => {
            "TikTok refused a post because the app is unaudited, or a post that was meant for others appeared for its creator \
             alone."
        }
        AuditState::Passed => {
            "A post for others than its creator was published as it was chosen, and others can see it."
        }
    }
}

fn remedies() -> Markup {
    html! {
        section.card.stack aria-labelledby="remedies" {
            h2 id="remedies" { "What to do" }
            ol.stack {
                li {
                    strong { "Pass the audit. " }
                    "Record the posting page with every point below, and apply in TikTok's developer portal for Direct Post. \
                     " code { "docs/audit.md" } " walks through the recording, row by row."
                }
                li {
                    strong { "Until then, for tests: " }
                    "make the creators' TikTok accounts private and choose " code { "SELF_ONLY" }
                    ". TikTok demands both, and takes posts of five creators a day."
                }
                li {
                    strong { "Nothing else. " }
                    "Posts for others wait, and one is tried every hour, so that they go out by themselves once the audit has \
                     passed. With the parameter " code { "UnauditedPosts" } " set to " code { "fail" } " they fail at once instead."
                }
            }
        }
    }
}

fn checked() -> Markup {
    html! {
        section.card.stack aria-labelledby="checked" {
            h2 id="checked" { "What the audit looks at" }
            p.hint { "All of it is on the page " a href="/new" { "New post" } "." }
            dl { @for (what, how) in CHECKED { dt { (what) } dd { (how) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::at;
    use domain::audit::Evidence;

    fn audit(evidence: Evidence) -> Audit {
        let mut audit = Audit::default();
        audit.learn(evidence, at(0));
        audit
    }

    #[test]
    fn every_state_says_how_it_is_known() {
        for (audit, known) in [
            (Audit::default(), "has been answered yet"),
            (audit(Evidence::InitRefused), "because the app is unaudited"),
            (audit(Evidence::PublishedAsChosen), "published as it was chosen"),
        ] {
            assert!(body(&audit, &Zone::UTC).into_string().contains(known), "{:?}", audit.state);
        }
    }

    #[test]
    fn what_has_not_passed_says_what_to_do_and_when_the_next_post_is_tried() {
        let page = body(&audit(Evidence::InitRefused), &Zone::UTC).into_string();
        assert!(page.contains("docs/audit.md") && page.contains("is tried <time"), "{page}");
        assert!(!body(&audit(Evidence::PublishedAsChosen), &Zone::UTC).into_string().contains("What to do"));
    }
}
