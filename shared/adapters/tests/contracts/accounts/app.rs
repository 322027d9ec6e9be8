//! What is kept once for the whole app lies beside the accounts, and is none of them.

use super::{Table, at};
use crate::stage::fact;
use adapters::accounts::Found;
use domain::alert::AlertLog;
use domain::audit::{Audit, Evidence};
use domain::{AlertKind, AuditState};
use libtest_mimic::Trial;
use std::convert::Infallible;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_record_that_was_never_written_is_as_new),
        fact!(changes_at_the_same_moment_all_count),
        fact!(a_decision_to_give_up_changes_nothing),
        fact!(records_are_no_accounts_and_do_not_disturb_each_other),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_record_that_was_never_written_is_as_new(Table(accounts): Table) {
    assert_eq!(accounts.app::<Audit>().await.unwrap(), Audit::default());
}

async fn changes_at_the_same_moment_all_count(Table(accounts): Table) {
    let learn = || {
        accounts
            .update_app(|audit: &mut Audit| Ok::<_, Infallible>(audit.learn(Evidence::InitRefused, at(1))))
    };
    let learnt = futures::future::join_all((0..5).map(|_| learn())).await;
    let changes = learnt.into_iter().filter(|changed| matches!(changed, Ok(Ok(true))));
    assert_eq!(changes.count(), 1, "the first one is news, to all others it is none");
    assert_eq!(accounts.app::<Audit>().await.unwrap().state, AuditState::NotPassed);
}

async fn a_decision_to_give_up_changes_nothing(Table(accounts): Table) {
    let refused = accounts.update_app(|audit: &mut Audit| {
        audit.learn(Evidence::InitRefused, at(1));
        Err::<(), _>("no")
    });
    assert_eq!(refused.await.unwrap(), Err("no"));
    assert_eq!(accounts.app::<Audit>().await.unwrap(), Audit::default());
}

async fn records_are_no_accounts_and_do_not_disturb_each_other(Table(accounts): Table) {
    let taken = accounts.update_app(|log: &mut AlertLog| log.take(AlertKind::AuditNotPassed, at(1)));
    taken.await.unwrap().unwrap();
    let learnt = accounts
        .update_app(|audit: &mut Audit| Ok::<_, Infallible>(audit.learn(Evidence::InitRefused, at(1))));
    learnt.await.unwrap().unwrap();
    assert!(!accounts.app::<AlertLog>().await.unwrap().is_empty());
    for name in ["app", "alerts", "audit"] {
        assert_eq!(accounts.find(name).await.unwrap(), Found::Nobody);
    }
    assert_eq!(accounts.due_for_refresh(at(1_000_000), 10).await.unwrap(), Vec::<String>::new());
}
