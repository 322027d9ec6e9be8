//! What a run costs follows what is due, not what exists.

use super::World;
use crate::crowd::account;
use crate::terminal::say;
use futures::StreamExt;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use tiktok_fake::Endpoint;

const ACCOUNTS: usize = 10_000;
const DUE: usize = 200;

/// Partitions of the index.
const QUERIES_MAX: usize = 8;

/// DynamoDB calls for one refresh: the claim, a look whether it still holds, the new times, and what else the account
/// needs.
const CALLS_PER_REFRESH_MAX: usize = 6;

#[tokio::test]
async fn of_10_000_accounts_only_the_200_that_are_due_cost_anything() {
    let world = World::start().await;
    let accounts = world.accounts_past_proxies();
    let now = world.time.now();
    let records = futures::stream::iter(0..ACCOUNTS - 1).map(|number| {
        let (accounts, open_id) = (accounts.clone(), format!("account-{number}"));
        let issued_at = if number < DUE { now - super::UNTIL_DUE } else { now };
        async move { accounts.save(&mut account(&open_id, issued_at)).await.unwrap() }
    });
    records.buffer_unordered(32).collect::<Vec<()>>().await;
    for number in 0..DUE {
        world.grant(&format!("account-{number}"), now - super::UNTIL_DUE).await;
    }
    let before = (world.effects.seen().len(), world.calls(Endpoint::Token));
    let summary = token_refresh::run(
        &world.functions.publish.gateway,
        &world.functions.publish.posts,
        now + SignedDuration::from_mins(5),
    );
    let summary = summary.await.unwrap();
    assert_eq!((summary.due, summary.exchanged, summary.left), (DUE, DUE, 0));

    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    for call in world.effects.seen().split_off(before.0) {
        *calls.entry(call).or_default() += 1;
    }
    say(&format!("{DUE} of {ACCOUNTS} accounts refreshed with {calls:?}"));
    assert_eq!(world.calls(Endpoint::Token) - before.1, DUE as u64);
    assert_eq!(calls["dynamodb Query"], QUERIES_MAX);
    assert_eq!(calls["secrets tokens"], DUE);
    assert!(calls["dynamodb GetItem"] + calls["dynamodb PutItem"] <= DUE * CALLS_PER_REFRESH_MAX);
}
