//! The publish queue.

mod subject;

use crate::stage::fact;
use adapters::queue::{HINT_DELAY_MAX, Hint};
use domain::PostId;
use libtest_mimic::Trial;
use serde_json::json;
use std::time::Duration;
use subject::Queue;

pub(crate) fn facts() -> Vec<Trial> {
    [
        fact!(a_hint_arrives_as_publish_reads_it),
        fact!(a_hint_is_kept_back_for_its_delay),
        fact!(a_delay_that_no_queue_can_wait_for_is_cut_to_the_longest),
        fact!(hints_that_are_sent_at_the_same_time_all_arrive),
        fact!(a_message_comes_again_until_it_is_deleted),
        fact!(a_message_that_was_received_too_often_becomes_a_dead_letter),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_hint_arrives_as_publish_reads_it(queue: Queue) {
    queue.hints.send(&hint("one"), Duration::ZERO).await.unwrap();
    let message = queue.receive_one().await;
    let body: serde_json::Value = serde_json::from_str(&message.body).unwrap();
    assert_eq!(body, json!({ "post_id": "one" }));
    assert_eq!(serde_json::from_value::<Hint>(body).unwrap(), hint("one"));
}

async fn a_hint_is_kept_back_for_its_delay(queue: Queue) {
    queue.hints.send(&hint("later"), Duration::from_millis(1_500)).await.unwrap();
    assert_eq!(queue.receive().await, []);
    queue.let_pass(Duration::from_millis(1_000)).await;
    assert_eq!(queue.receive().await, [], "it came before its time");
    // SQS keeps whole seconds, so 1.5 are two.
    queue.let_pass(Duration::from_millis(1_200)).await;
    assert_eq!(queue.receive_one().await.body, r#"{"post_id":"later"}"#);
}

async fn a_delay_that_no_queue_can_wait_for_is_cut_to_the_longest(queue: Queue) {
    queue.hints.send(&hint("much later"), HINT_DELAY_MAX * 2).await.unwrap();
    assert_eq!(queue.receive().await, []);
    assert_eq!(queue.kept_back().await, 1);
}

async fn hints_that_are_sent_at_the_same_time_all_arrive(queue: Queue) {
    let hints: Vec<Hint> = (0..20).map(|number| hint(&format!("post {number:02}"))).collect();
    let sends = hints.iter().map(|hint| queue.hints.send(hint, Duration::ZERO));
    futures::future::try_join_all(sends).await.unwrap();
    let mut arrived = Vec::new();
    while arrived.len() < hints.len() {
        let message = queue.receive_one().await;
        queue.delete(&message).await;
        arrived.push(serde_json::from_str::<Hint>(&message.body).unwrap().post_id);
    }
    arrived.sort();
    assert_eq!(arrived, hints.into_iter().map(|hint| hint.post_id).collect::<Vec<_>>());
    assert_eq!(queue.receive().await, []);
}

async fn a_message_comes_again_until_it_is_deleted(queue: Queue) {
    queue.hints.send(&hint("once more"), Duration::ZERO).await.unwrap();
    let first = queue.receive_one().await;
    assert_eq!(queue.receive().await, [], "it is hidden while it is worked on");
    queue.let_pass(subject::HIDDEN_FOR + Duration::from_millis(300)).await;
    let second = queue.receive_one().await;
    assert_eq!((first.receives, second.receives), (1, 2));
    assert_eq!(first.id, second.id);
    queue.delete(&second).await;
    queue.let_pass(subject::HIDDEN_FOR + Duration::from_millis(300)).await;
    assert_eq!(queue.receive().await, []);
    assert_eq!(queue.dead_letters().await, Vec::<String>::new());
}

async fn a_message_that_was_received_too_often_becomes_a_dead_letter(queue: Queue) {
    queue.hints.send(&hint("poison"), Duration::ZERO).await.unwrap();
    for _ in 0..subject::RECEIVES_MAX {
        queue.receive_one().await;
        queue.let_pass(subject::HIDDEN_FOR + Duration::from_millis(300)).await;
    }
    assert_eq!(queue.receive().await, []);
    assert_eq!(queue.dead_letters().await, [r#"{"post_id":"poison"}"#]);
}

fn hint(id: &str) -> Hint {
    Hint { post_id: PostId::new(id) }
}
