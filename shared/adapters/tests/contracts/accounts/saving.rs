//! Nobody's change is ever lost.

use super::{Table, account, at, named};
use crate::stage::fact;
use adapters::SaveError;
use domain::{Account, AccountStatus, Lease};
use libtest_mimic::Trial;
use std::convert::Infallible;

/// Runs that change one account at the same moment: more than ever work on one.
const CHANGES_AT_ONCE: i64 = 8;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(an_account_is_read_as_it_was_saved),
        fact!(a_save_of_something_read_earlier_conflicts_and_changes_nothing),
        fact!(an_account_that_is_there_is_never_made_anew),
        fact!(changes_that_are_made_at_the_same_time_are_all_kept),
        fact!(a_change_that_is_refused_saves_nothing),
        fact!(an_account_that_is_not_there_cannot_be_changed),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn an_account_is_read_as_it_was_saved(Table(accounts): Table) {
    let mut account = Account {
        nickname: Some("Grüße 🎬".to_owned()),
        avatar_url: Some("https://example.com/a?x=1&y=2".to_owned()),
        status: AccountStatus::ReconnectRequired,
        status_reason: Some("revoked".to_owned()),
        refresh_failures: 3,
        refresh_lease: Some(Lease { owner: "a run".to_owned(), until: at(7) }),
        submit_budget: Some(at(8)),
        status_budget: Some(at(9)),
        inits: vec![at(10), at(11)],
        ..named("open-id", "alice")
    };
    accounts.save(&mut account).await.unwrap();
    assert_eq!(account.version, 1);
    assert_eq!(accounts.get("open-id").await.unwrap(), Some(account.clone()));

    account.refresh_due_at = None;
    account.username = None;
    accounts.save(&mut account).await.unwrap();
    assert_eq!(accounts.get("open-id").await.unwrap(), Some(account));
}

async fn a_save_of_something_read_earlier_conflicts_and_changes_nothing(Table(accounts): Table) {
    accounts.save(&mut account("open-id", 0)).await.unwrap();
    let mut first = accounts.get("open-id").await.unwrap().unwrap();
    let mut second = first.clone();
    first.refresh_failures = 1;
    second.refresh_failures = 2;
    accounts.save(&mut first).await.unwrap();
    let saved = accounts.save(&mut second).await;
    assert!(matches!(saved, Err(SaveError::Conflict)), "{saved:?}");
    assert_eq!(second.version, 1, "what was not saved counts no version");
    assert_eq!(accounts.get("open-id").await.unwrap(), Some(first));
}

async fn an_account_that_is_there_is_never_made_anew(Table(accounts): Table) {
    let mut known = named("open-id", "alice");
    accounts.save(&mut known).await.unwrap();
    let saved = accounts.save(&mut account("open-id", 5)).await;
    assert!(matches!(saved, Err(SaveError::Conflict)), "{saved:?}");
    assert_eq!(accounts.get("open-id").await.unwrap(), Some(known));
}

async fn changes_that_are_made_at_the_same_time_are_all_kept(Table(accounts): Table) {
    accounts.save(&mut account("open-id", 0)).await.unwrap();
    let changes = (0..CHANGES_AT_ONCE).map(|number| {
        accounts.update("open-id", move |account| {
            account.inits.push(at(number));
            Ok::<i64, Infallible>(number)
        })
    });
    let changed = futures::future::try_join_all(changes).await.unwrap();
    assert!(changed.into_iter().flatten().map(Result::unwrap).eq(0..CHANGES_AT_ONCE));
    let mut kept = accounts.get("open-id").await.unwrap().unwrap();
    kept.inits.sort();
    assert!(kept.inits.into_iter().eq((0..CHANGES_AT_ONCE).map(at)));
    assert_eq!(kept.version, 1 + u64::try_from(CHANGES_AT_ONCE).unwrap());
}

async fn a_change_that_is_refused_saves_nothing(Table(accounts): Table) {
    let mut known = account("open-id", 0);
    accounts.save(&mut known).await.unwrap();
    let refuse = |account: &mut Account| {
        account.refresh_failures = 9;
        Err::<(), &str>("not now")
    };
    assert_eq!(accounts.update("open-id", refuse).await.unwrap(), Some(Err("not now")));
    assert_eq!(accounts.get("open-id").await.unwrap(), Some(known));
}

async fn an_account_that_is_not_there_cannot_be_changed(Table(accounts): Table) {
    let changed = accounts.update("open-id", |_| Ok::<(), Infallible>(())).await.unwrap();
    assert_eq!(changed, None);
    assert_eq!(accounts.get("open-id").await.unwrap(), None);
}
