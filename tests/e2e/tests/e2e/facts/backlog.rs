//! A creator's backlog: it stands in nobody's way, and costs little while it waits.

use crate::effects::{Effects, Proxy, Upstream};
use crate::terminal::say;
use crate::video::SMALL;
use crate::world::database::{DynamoDb, POSTS};
use crate::world::{REDELIVERY, Setup, World};
use adapters::{MemoryQueue, Posts};
use dispatch::Dispatch;
use domain::State;
use jiff::{SignedDuration, Timestamp};
use runtime::{Clock, ManualClock, Metrics};
use serde_json::json;
use std::sync::Arc;

/// Puts entries into the due index that fell due at this second.
fn make_due(database: &DynamoDb, account: &str, count: usize, at_s: i64) {
    for number in 0..count {
        database.put_due(&format!("{account}-{number}"), account, at_s);
    }
}

#[tokio::test]
async fn one_post_is_hinted_at_beside_ten_thousand_of_another_creator() {
    let (database, effects) = (DynamoDb::start().await, Effects::default());
    for (at_s, (account, count)) in (0..).zip([("huge", 10_000), ("middling", 300), ("two", 2), ("one", 1)]) {
        make_due(&database, account, count, at_s);
    }
    let proxy = Proxy::start(database.address, Upstream::DynamoDb, effects.clone()).await;
    let posts = Posts::new(database.clients(&proxy.url()).dynamodb(), POSTS.to_owned());
    let clock = ManualClock::new(Timestamp::from_second(60).unwrap());
    let queue = MemoryQueue::new(REDELIVERY, || Timestamp::UNIX_EPOCH);
    let hints = Arc::new(queue.clone());
    let dispatch = Dispatch { posts, hints, metrics: Metrics::memory(), clock: Clock::Manual(clock) };

    let summary = dispatch.run().await.unwrap();
    let (hints, requests) = (queue.sent(), effects.seen());
    say(&format!(
        "dispatch: {} posts due, {} requests of DynamoDB, {} messages",
        summary.due,
        requests.len(),
        hints.len()
    ));
    assert_eq!((summary.due, summary.hinted, hints.len()), (10_303, 9, 9));
    assert_eq!(summary.oldest_due_at, Some(Timestamp::UNIX_EPOCH));
    for (account, count) in [("huge", 3), ("middling", 3), ("two", 2), ("one", 1)] {
        let of_account = hints.iter().filter(|hint| hint.contains(&format!("\"{account}-")));
        assert_eq!(of_account.count(), count, "{account}: {hints:?}");
    }
    assert_eq!(requests, ["dynamodb Query"; 8], "one page of each partition");
}

#[tokio::test]
async fn a_backlog_goes_out_as_fast_as_its_budget_allows_and_holds_nobody_up() {
    let mut setup = Setup { creators: vec!["alice", "bob"], ..Setup::default() };
    setup.publish.daily_post_cap = 100;
    let world = World::with(setup).await;
    world.tiktok.patch_creator("alice", json!({ "daily_post_cap": 100 })).unwrap();
    let backlog: Vec<_> =
        (0..40).map(|number| world.drop_video(&format!("alice/{number}.mp4"), SMALL)).collect();
    let single = world.drop_video("bob/single.mp4", SMALL);
    world.settle(SignedDuration::from_mins(2)).await;
    assert!(matches!(world.post(&single).state, State::Published { .. }), "it waits for another's backlog");

    // A post each 24 seconds is what the budget allows, and the minutes of `dispatch` round that up.
    world.settle(SignedDuration::from_mins(20)).await;
    let published = backlog.iter().filter(|upload| world.is_published(upload)).count();
    let messages = world.queue.sent().len();
    let requests = world.effects.seen().iter().filter(|name| name.starts_with("dynamodb")).count();
    say(&format!("backlog: {published} posts, {messages} messages, {requests} requests of DynamoDB"));
    assert_eq!(published, backlog.len());
    assert!(messages <= 5 * backlog.len(), "{messages} messages for {published} posts");
}
