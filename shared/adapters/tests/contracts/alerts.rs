//! What the operator is told.

mod subject;

use crate::stage::{StandIn, fact};
use domain::{Alert, AlertKind};
use libtest_mimic::Trial;
use serde_json::json;
use subject::Topic;

pub(crate) fn facts() -> Vec<Trial> {
    [
        fact!(an_alert_arrives_in_words_and_as_json),
        fact!(alerts_arrive_each_by_itself),
        fact!(words_of_any_alphabet_arrive_as_they_were_written),
        fact!(a_subject_of_any_length_and_alphabet_is_taken),
        fact!(a_subject_is_made_of_what_sns_takes).only_on(&[StandIn::MiniStack, StandIn::Moto]),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn an_alert_arrives_in_words_and_as_json(topic: Topic) {
    topic.alerts.send(&alert("Reeldrop: a post failed", "It failed.\n\nDo this.")).await.unwrap();
    let arrived = topic.arrived(1).await.remove(0);
    assert_eq!(arrived.subject, "Reeldrop: a post failed");
    assert_eq!(arrived.text, "It failed.\n\nDo this.");
    let expected = json!({
        "kind": "post_failed",
        "account": "open-id",
        "post_id": "0123",
        "subject": "Reeldrop: a post failed",
        "text": "It failed.\n\nDo this.",
    });
    assert_eq!(arrived.json, expected);
}

async fn alerts_arrive_each_by_itself(topic: Topic) {
    for text in ["first", "second", "third"] {
        topic.alerts.send(&alert("Reeldrop", text)).await.unwrap();
    }
    let mut texts: Vec<String> = topic.arrived(3).await.into_iter().map(|arrived| arrived.text).collect();
    texts.sort();
    assert_eq!(texts, ["first", "second", "third"]);
}

async fn words_of_any_alphabet_arrive_as_they_were_written(topic: Topic) {
    let text = format!("Grüße & <b>你好</b> 🎬 \"quoted\" {}", "long ".repeat(2_000));
    topic.alerts.send(&alert("Reeldrop", &text)).await.unwrap();
    let arrived = topic.arrived(1).await.remove(0);
    assert_eq!(arrived.text, text);
    assert_eq!(arrived.json["text"], text);
}

async fn a_subject_of_any_length_and_alphabet_is_taken(topic: Topic) {
    let subject = long_subject();
    topic.alerts.send(&alert(&subject, "It failed.")).await.unwrap();
    let arrived = topic.arrived(1).await.remove(0);
    assert_eq!(arrived.json["subject"], subject, "the whole subject is in the JSON at least");
}

async fn a_subject_is_made_of_what_sns_takes(topic: Topic) {
    topic.alerts.send(&alert(&long_subject(), "It failed.")).await.unwrap();
    let subject = topic.arrived(1).await.remove(0).subject;
    assert!(subject.starts_with("?berraschung ?: Reeldrop"), "{subject}");
    assert!(subject.chars().all(|c| c.is_ascii_graphic() || c == ' '), "{subject}");
    assert!(subject.len() < 100, "{} characters", subject.len());
}

fn long_subject() -> String {
    format!("Überraschung 🎬: Reeldrop\n{}", "and so on ".repeat(30))
}

fn alert(subject: &str, text: &str) -> Alert {
    Alert {
        kind: AlertKind::PostFailed,
        account: Some("open-id".to_owned()),
        post_id: Some("0123".to_owned()),
        subject: subject.to_owned(),
        text: text.to_owned(),
    }
}
