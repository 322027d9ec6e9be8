//! Refreshes are found when they are due, by what is due and not by what exists.

use super::{Table, account, at};
use crate::stage::fact;
use jiff::SignedDuration;
use libtest_mimic::Trial;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_refresh_is_found_once_it_is_due),
        fact!(each_partition_is_read_up_to_its_bound_the_oldest_first),
        fact!(an_account_is_due_until_the_word_of_its_reconnection_is_told),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_refresh_is_found_once_it_is_due(Table(accounts): Table) {
    let mut account = account("open-id", 0);
    accounts.save(&mut account).await.unwrap();
    let just_before = at(78) - SignedDuration::from_millis(1);
    assert_eq!(accounts.due_for_refresh(just_before, 10).await.unwrap(), Vec::<String>::new());
    assert_eq!(accounts.due_for_refresh(at(78), 10).await.unwrap(), ["open-id"]);

    account.refresh_due_at = Some(at(500));
    accounts.save(&mut account).await.unwrap();
    assert_eq!(accounts.due_for_refresh(at(499), 10).await.unwrap(), Vec::<String>::new());
}

async fn each_partition_is_read_up_to_its_bound_the_oldest_first(Table(accounts): Table) {
    // Forty accounts over eight partitions: at least one holds more than two.
    let mut saved: Vec<_> =
        (0..40).map(|number| account(&format!("open-id-{number}"), 40 - number)).collect();
    futures::future::try_join_all(saved.iter_mut().map(|account| accounts.save(account))).await.unwrap();
    let all = accounts.due_for_refresh(at(1_000), 100).await.unwrap();
    assert_eq!(all.len(), 40);
    let bounded = accounts.due_for_refresh(at(1_000), 2).await.unwrap();
    assert!(bounded.len() < 40 && bounded.len() <= 16, "{bounded:?}");

    let partition = |open_id: &&String| domain::shard::shard_of(open_id);
    let number = |open_id: &String| open_id.rsplit('-').next().unwrap().parse::<i64>().unwrap();
    for shard in 0..domain::shard::SHARDS {
        let in_shard = |ids: &[String]| -> Vec<i64> {
            ids.iter().filter(|id| partition(id) == shard).map(number).collect()
        };
        let (whole, part) = (in_shard(&all), in_shard(&bounded));
        assert!(whole.is_sorted_by(|a, b| a > b), "the highest number is the oldest: {whole:?}");
        assert_eq!(part, whole[..whole.len().min(2)]);
    }
}

async fn an_account_is_due_until_the_word_of_its_reconnection_is_told(Table(accounts): Table) {
    let mut account = account("open-id", 0);
    accounts.save(&mut account).await.unwrap();
    account.require_reconnect("revoked", at(1));
    accounts.save(&mut account).await.unwrap();
    assert_eq!(accounts.due_for_refresh(at(1_000), 10).await.unwrap(), ["open-id"]);
    account.told_of_reconnect(None);
    accounts.save(&mut account).await.unwrap();
    assert_eq!(accounts.due_for_refresh(at(1_000), 10).await.unwrap(), Vec::<String>::new());
}
