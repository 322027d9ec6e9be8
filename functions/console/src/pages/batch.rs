//! Many posts at once, from files and a table that says how each is to be posted.

use super::roster::{self, Roster};
use crate::Console;
use crate::access::Access;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::key::VIDEO_EXTENSIONS;
use maud::{Markup, html};

/// A table to begin with: every column, and a row of which each cell says what may stand there.
const TEMPLATE: &str = include_str!("batch/template.csv");

pub(crate) async fn show(viewer: Viewer, State(console): State<Console>) -> Result<Markup, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let roster = Roster::of(&access, &console).await?;
    let page = Page {
        title: "Batch",
        place: "/batch",
        styles: &["dashboard.css"],
        modules: &["times.js", "batch.js"],
        body: body(&roster),
    };
    Ok(page.render(&viewer))
}

/// The template as a download.
pub(crate) async fn template(_viewer: Viewer) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"reeldrop-batch.csv\""),
    ];
    (headers, TEMPLATE)
}

fn body(roster: &Roster) -> Markup {
    html! {
        @if roster.is_empty() {
            div.empty.stack {
                p { "No account is connected yet." }
                p { a.button.primary href="/accounts" { "Connect a TikTok account" } }
            }
        } @else {
            (choice(roster))
            (checked())
        }
    }
}

/// The files, the table, and the check of both.
fn choice(roster: &Roster) -> Markup {
    let extensions = VIDEO_EXTENSIONS.map(|extension| format!(".{extension}")).join(",");
    html! {
        form.card.stack id="batch" {
            p {
                "Choose several videos, and a table with a row for each: which file, for which account, and how it is to be posted. \
                 Everything is checked before anything is uploaded. "
                a href="/batch/template.csv" download="reeldrop-batch.csv" { "Download a table to begin with" }
            }
            div.field {
                label for="videos" { "Videos" }
                input id="videos" name="videos" type="file" multiple required accept=(extensions);
            }
            div.field {
                label for="csv" { "Table (CSV)" }
                input id="csv" name="csv" type="file" required accept=".csv,text/csv" aria-describedby="csv-hint";
                p.hint id="csv-hint" {
                    "Its columns are " code { "file" } ", " code { "account" } " and the fields of a sidecar. As a spreadsheet saves it."
                }
            }
            div.field {
                label for="account" { "Account of the rows that name none" }
                select id="account" name="account" {
                    option value="" { "None: each row names its own" }
                    @for account in roster.accounts().filter(|account| account.is_connected()) {
                        option value=(account.open_id) { (roster::title(account)) }
                    }
                }
            }
            p.error id="check-error" role="alert" {}
            div.row { button.primary id="check" type="submit" { "Check" } }
        }
    }
}

/// What the check has found, the consent, and then each row's way.
fn checked() -> Markup {
    html! {
        section.card.stack id="checked" hidden aria-labelledby="checked-title" {
            h2 id="checked-title" tabindex="-1" { "What was found" }
            p id="summary" role="status" {}
            div.scrolls tabindex="0" role="region" aria-label="Rows" {
                table {
                    thead { tr { th { "Row" } th { "File" } th { "Account" } th { "Caption" } th { "Who may see it" } th { "When" } th { "Result" } } }
                    tbody id="rows" {}
                }
            }
            div.choice id="leave-out-choice" hidden {
                input id="leave-out" type="checkbox";
                label for="leave-out" { "Post the others, and leave out the " span id="bad-count" {} }
            }
            p id="declaration" {
                "By posting, you agree to TikTok's "
                span id="branded-policy" hidden {
                    a href="https://www.tiktok.com/legal/page/global/bc-policy/en" target="_blank" rel="noreferrer" { "Branded Content Policy" }
                    " and "
                }
                a href="https://www.tiktok.com/legal/page/global/music-usage-confirmation/en" target="_blank" rel="noreferrer" {
                    "Music Usage Confirmation"
                }
                " for each of these videos."
            }
            div.choice {
                input id="consent" name="consent" type="checkbox";
                label for="consent" { "I agree for all of them, and want them to be posted as the table says" }
            }
            div.row {
                button.primary id="start" type="button" aria-disabled="true" aria-describedby="start-reason" { "Post" }
                p.hint id="start-reason" aria-live="polite" {}
            }
            p.hint { "TikTok may take a few minutes for each after it was sent. Keep this page open until every video is uploaded." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use domain::OptionsPatch;

    #[test]
    fn the_template_has_every_field_of_a_sidecar() {
        let columns: Vec<&str> = TEMPLATE.lines().next().unwrap().split(',').collect();
        assert_eq!(columns[..2], ["file", "account"]);
        let all = serde_json::json!({
            "caption": "", "privacy_level": "SELF_ONLY", "allow_comment": true, "allow_duet": true, "allow_stitch": true,
            "your_brand": true, "branded_content": true, "ai_generated": true, "cover_ms": 0,
            "publish_at": "2026-11-23T00:00:00Z", "music_usage_confirmed": true,
        });
        let patch: OptionsPatch = serde_json::from_value(all).unwrap();
        assert_eq!(columns[2..], patch.named());
    }

    #[test]
    fn without_an_account_there_is_nothing_to_choose() {
        let page = body(&Roster::default()).into_string();
        assert!(page.contains("Connect a TikTok account") && !page.contains("name=\"csv\""));
    }

    #[test]
    fn nothing_is_agreed_to_beforehand() {
        let page = body(&Roster::from(vec![samples::account("Alice")])).into_string();
        assert!(!page.contains("\" checked"), "{page}");
    }
}
