//! `dispatch`, each minute, while as many posts as there are accounts wait for tomorrow.

use super::{Calls, PARTITIONS, posts_a_minute};
use crate::effects::{Effects, Faulty, Proxy, Upstream};
use crate::world::REDELIVERY;
use crate::world::database::{DynamoDb, POSTS};
use adapters::{MemoryQueue, Posts};
use dispatch::Dispatch;
use jiff::Timestamp;
use runtime::{Clock, ManualClock, Metrics};
use std::sync::Arc;

const NOW_S: i64 = 1_790_000_000;
const TOMORROW_S: i64 = NOW_S + 86_400;

#[tokio::test]
async fn a_run_of_dispatch_among_ten_accounts() {
    run(10).await;
}

#[tokio::test]
async fn a_run_of_dispatch_among_a_thousand_accounts() {
    run(1_000).await;
}

#[tokio::test]
#[ignore = "it writes a hundred thousand records; `cargo bench-all` runs it"]
async fn a_run_of_dispatch_among_a_hundred_thousand_accounts() {
    run(100_000).await;
}

async fn run(accounts: usize) {
    let (database, effects) = (DynamoDb::start().await, Effects::default());
    let due = posts_a_minute(accounts);
    put(&database, "due", due, NOW_S);
    put(&database, "waiting", accounts, TOMORROW_S);
    let proxy = Proxy::start(database.address, Upstream::DynamoDb, effects.clone()).await;
    let posts = Posts::new(database.clients(&proxy.url()).dynamodb(), POSTS.to_owned());
    let clock = Clock::Manual(ManualClock::new(Timestamp::from_second(NOW_S).unwrap()));
    let queue = MemoryQueue::new(REDELIVERY, || Timestamp::UNIX_EPOCH);
    let hints = Arc::new(Faulty::new(queue.clone(), effects.clone()));
    let summary = Dispatch { posts, hints, metrics: Metrics::memory(), clock }.run().await.unwrap();
    assert_eq!((summary.due, summary.hinted), (due, due.min(dispatch::HINTS.hints_max)));

    let calls = Calls::of(&effects.seen());
    calls.tell("dispatch", accounts, due);
    assert_eq!(calls.to("dynamodb"), PARTITIONS, "what waits for tomorrow is not looked at");
}

/// Posts of as many accounts, in the index of what is due.
fn put(database: &DynamoDb, name: &str, count: usize, due_at_s: i64) {
    for number in 0..count {
        database.put_due(&format!("{name}-{number}"), &format!("account-{number}"), due_at_s);
    }
}
