//! `token-refresh`, each minute.

use super::{Calls, MINUTES_TO_REFRESH, PARTITIONS};
use crate::crowd::{Crowd, account};
use crate::world::{Setup, World};
use futures::StreamExt;
use jiff::SignedDuration;

/// Calls of DynamoDB for one refresh.
const CALLS_PER_REFRESH_MAX: usize = 6;

/// Records that are written at the same time.
const WRITTEN_AT_ONCE: usize = 32;

#[tokio::test]
async fn a_run_of_token_refresh_among_ten_accounts() {
    run(10).await;
}

#[tokio::test]
async fn a_run_of_token_refresh_among_a_thousand_accounts() {
    run(1_000).await;
}

#[tokio::test]
#[ignore = "it takes minutes; `cargo bench-all` runs it"]
async fn a_run_of_token_refresh_among_a_hundred_thousand_accounts() {
    run(100_000).await;
}

async fn run(accounts: usize) {
    let world = World::with(Setup { creators: Vec::new(), ..Setup::default() }).await;
    let due = accounts.div_ceil(MINUTES_TO_REFRESH);
    Crowd::come(&world, due).await;
    world.time.advance(SignedDuration::from_mins(MINUTES_TO_REFRESH as i64));
    others(&world, accounts - due).await;
    let before = world.effects.seen().len();
    let deadline = world.time.now() + SignedDuration::from_mins(5);
    let publish = &world.functions.publish;
    let summary = token_refresh::run(&publish.gateway, &publish.posts, deadline).await.unwrap();
    assert_eq!((summary.due, summary.exchanged), (due, due));

    let calls = Calls::of(&world.effects.seen().split_off(before));
    calls.tell("token-refresh", accounts, due);
    assert!(calls.to("dynamodb") <= PARTITIONS + due * CALLS_PER_REFRESH_MAX);
    assert_eq!(calls.to("tiktok"), due);
}

/// Accounts whose tokens are new.
async fn others(world: &World, count: usize) {
    let (accounts, now) = (world.accounts_past_proxies(), world.time.now());
    let records = futures::stream::iter(0..count).map(|number| {
        let accounts = accounts.clone();
        async move { accounts.save(&mut account(&format!("other-{number}"), now)).await.unwrap() }
    });
    records.buffer_unordered(WRITTEN_AT_ONCE).collect::<Vec<()>>().await;
}
