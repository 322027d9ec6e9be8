//! A creator owns what they have connected themselves, and all accounts can be listed without what lies beside them.

use super::{Table, account};
use crate::stage::{StandIn, fact};
use adapters::Accounts;
use adapters::accounts::Creator;
use libtest_mimic::Trial;
use std::collections::BTreeSet;

const IDENTITY: &str = "9f86d081884c7d659a2feaa0c55ad015";

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_creator_owns_what_was_given_and_not_taken_away),
        // Moto looks at a condition and puts the item in two steps, between which others come when the machine is busy.
        fact!(accounts_given_at_the_same_moment_are_all_owned)
            .only_on(&[StandIn::Dynoxide, StandIn::MiniStack]),
        fact!(what_lies_beside_the_accounts_is_none_of_them),
        fact!(all_accounts_are_listed_on_pages_of_any_size),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_creator_owns_what_was_given_and_not_taken_away(Table(accounts): Table) {
    assert_eq!(accounts.creator(IDENTITY).await.unwrap(), Creator::default());
    for open_id in ["b", "a", "a"] {
        accounts.add_to_creator(IDENTITY, open_id).await.unwrap();
    }
    assert_eq!(accounts.creator(IDENTITY).await.unwrap().accounts, set(&["a", "b"]));
    assert_eq!(accounts.creator("another").await.unwrap(), Creator::default());
    accounts.remove_from_creator(IDENTITY, "a").await.unwrap();
    accounts.remove_from_creator(IDENTITY, "nobody's").await.unwrap();
    assert_eq!(accounts.creator(IDENTITY).await.unwrap().accounts, set(&["b"]));
}

async fn accounts_given_at_the_same_moment_are_all_owned(Table(accounts): Table) {
    let given = ["a", "b", "c", "d"].map(|open_id| accounts.add_to_creator(IDENTITY, open_id));
    futures::future::try_join_all(given).await.unwrap();
    assert_eq!(accounts.creator(IDENTITY).await.unwrap().accounts, set(&["a", "b", "c", "d"]));
}

async fn what_lies_beside_the_accounts_is_none_of_them(Table(accounts): Table) {
    accounts.add_to_creator(IDENTITY, "a").await.unwrap();
    assert_eq!(accounts.get(&format!("creator/{IDENTITY}")).await.unwrap(), None);
    assert_eq!(all_pages(&accounts, 1).await, BTreeSet::new());
}

async fn all_accounts_are_listed_on_pages_of_any_size(Table(accounts): Table) {
    let names: Vec<String> = (0..7).map(|number| format!("open-id-{number}")).collect();
    for name in &names {
        accounts.save(&mut account(name, 0)).await.unwrap();
        accounts.add_to_creator(name, name).await.unwrap();
    }
    for limit in [1, 3, 100] {
        assert_eq!(all_pages(&accounts, limit).await, names.iter().cloned().collect(), "pages of {limit}");
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The `open_id`s of all pages, each of which comes once.
async fn all_pages(accounts: &Accounts, limit: usize) -> BTreeSet<String> {
    let (mut listed, mut cursor) = (BTreeSet::new(), None);
    loop {
        let page = accounts.list(cursor.as_deref(), limit).await.unwrap();
        assert!(page.accounts.len() <= limit);
        for account in page.accounts {
            assert!(listed.insert(account.open_id), "an account has come twice");
        }
        let Some(next) = page.next else { return listed };
        cursor = Some(next);
    }
}
