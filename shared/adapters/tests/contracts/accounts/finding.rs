//! A folder's videos go to the creator it is named after, and to nobody by chance.

use super::{Table, account, named};
use crate::stage::fact;
use adapters::accounts::Found;
use domain::{Account, AccountStatus};
use libtest_mimic::Trial;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(an_account_is_found_by_open_id_and_by_username),
        fact!(a_folder_of_nobodys_name_is_nobodys),
        fact!(an_open_id_is_stronger_than_a_username),
        fact!(a_renamed_account_is_found_by_its_new_name_alone),
        fact!(a_username_of_two_accounts_is_resolved_to_neither),
        fact!(an_account_that_was_disconnected_does_not_stand_in_anothers_way),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn an_account_is_found_by_open_id_and_by_username(Table(accounts): Table) {
    let mut alice = named("open-id-1", "alice");
    for account in [&mut alice, &mut named("open-id-2", "alicia"), &mut account("open-id-3", 0)] {
        accounts.save(account).await.unwrap();
    }
    for folder in ["open-id-1", "alice"] {
        assert_eq!(accounts.find(folder).await.unwrap(), Found::One(Box::new(alice.clone())), "{folder}");
    }
}

async fn a_folder_of_nobodys_name_is_nobodys(Table(accounts): Table) {
    let nicknamed = Account { nickname: Some("ally".to_owned()), ..named("open-id-1", "alice") };
    accounts.save(&mut { nicknamed }).await.unwrap();
    for folder in ["ally", "Alice", "alic", "open-id"] {
        assert_eq!(accounts.find(folder).await.unwrap(), Found::Nobody, "{folder}");
    }
}

async fn an_open_id_is_stronger_than_a_username(Table(accounts): Table) {
    let mut owner = named("same-words", "alice");
    for account in [&mut named("open-id-2", "same-words"), &mut owner] {
        accounts.save(account).await.unwrap();
    }
    assert_eq!(accounts.find("same-words").await.unwrap(), Found::One(Box::new(owner)));
}

async fn a_renamed_account_is_found_by_its_new_name_alone(Table(accounts): Table) {
    let mut account = named("open-id", "before");
    accounts.save(&mut account).await.unwrap();
    account.username = Some("after".to_owned());
    accounts.save(&mut account).await.unwrap();
    assert_eq!(accounts.find("before").await.unwrap(), Found::Nobody);
    assert_eq!(accounts.find("after").await.unwrap(), Found::One(Box::new(account)));
}

async fn a_username_of_two_accounts_is_resolved_to_neither(Table(accounts): Table) {
    let mut first = named("open-id-1", "alice");
    for account in [&mut first, &mut named("open-id-2", "alice")] {
        accounts.save(account).await.unwrap();
    }
    assert_eq!(accounts.find("alice").await.unwrap(), Found::Several);
    assert_eq!(accounts.find("open-id-1").await.unwrap(), Found::One(Box::new(first)));
}

async fn an_account_that_was_disconnected_does_not_stand_in_anothers_way(Table(accounts): Table) {
    let left = |open_id| Account { status: AccountStatus::Disconnected, ..named(open_id, "alice") };
    let mut alice = named("open-id-2", "alice");
    for account in [&mut left("open-id-1"), &mut alice, &mut left("open-id-3")] {
        accounts.save(account).await.unwrap();
    }
    assert_eq!(accounts.find("alice").await.unwrap(), Found::One(Box::new(alice)));
}
