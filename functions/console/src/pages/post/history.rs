//! A post's audit trail: everything that happened to it, in order.

use crate::pages::moment::moment;
use crate::pages::standing::word;
use crate::pages::zone::Zone;
use domain::Post;
use domain::history::{HistoryEntry, Source};
use maud::{Markup, html};

/// The whole trail. It is what the post's item holds, nothing added and nothing left out.
pub(crate) fn history(post: &Post, zone: &Zone) -> Markup {
    html! {
        section.card.stack aria-labelledby="history-title" {
            h2 id="history-title" { "History" }
            ol.plain.history id="history" data-live data-version=(post.version) {
                @for entry in &post.history { (line(entry, zone)) }
            }
        }
    }
}

fn line(entry: &HistoryEntry, zone: &Zone) -> Markup {
    let ids = [
        ("publish_id", entry.publish_id.as_deref()),
        ("post_id", entry.post_id.as_deref()),
        ("log_id", entry.log_id.as_deref()),
    ];
    html! {
        li data-event=(entry.event) {
            p.row {
                (moment(entry.at, zone))
                strong { (entry.event.replace('_', " ")) }
                span.chip data-state=(entry.state) { (word(&entry.state)) }
                span.hint { (who(entry.source)) }
            }
            @if !entry.detail.is_empty() { p { (entry.detail) } }
            p.hint {
                @for (name, id) in ids {
                    @if let Some(id) = id { (name) " " code { (id) } " " }
                }
                @if let Some(status) = entry.http_status { "HTTP " (status) }
            }
        }
    }
}

fn who(source: Source) -> String {
    match source {
        Source::Operator => "by a person".to_owned(),
        Source::Unrecorded => "by whom was not recorded".to_owned(),
        Source::Publish | Source::StatusPoller | Source::Webhook | Source::TokenRefresh => {
            format!("by {}", source.name())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{self, at};
    use domain::Event;

    #[test]
    fn every_event_is_told_with_its_time_and_its_source() {
        let mut post = samples::queued(600);
        post.apply(Event::CancelRequested { by: "ops@example.com".into() }, Source::Operator.at(at(5)))
            .unwrap();
        let told = history(&post, &Zone::UTC).into_string();
        assert_eq!(told.matches("<li ").count(), post.history.len());
        assert!(
            told.contains("cancel requested")
                && told.contains("by a person")
                && told.contains("ops@example.com")
        );
        assert_eq!(told.matches("<time datetime=").count(), post.history.len());
    }

    #[test]
    fn what_support_asks_for_is_there() {
        let mut post = samples::queued(600);
        let entry = post.history.last_mut().unwrap();
        (entry.log_id, entry.http_status) = (Some("2026log".into()), Some(403));
        let told = history(&post, &Zone::UTC).into_string();
        assert!(told.contains("log_id <code>2026log</code>") && told.contains("HTTP 403"), "{told}");
    }

    #[test]
    fn a_detail_cannot_bring_markup_into_the_page() {
        let mut post = samples::queued(600);
        let note = Event::Noted { detail: "<script>alert(1)</script>".into() };
        post.apply(note, Source::Publish.at(at(1))).unwrap();
        assert!(!history(&post, &Zone::UTC).into_string().contains("<script>"));
    }
}
