//! Accounts and the app's records that another version has stored.

use super::at;
use crate::stage::{Place, Rows, StandIn, Subject, fact};
use adapters::Accounts;
use domain::alert::AlertLog;
use domain::audit::{Audit, Evidence};
use domain::{AlertKind, AuditState};
use libtest_mimic::Trial;
use serde_json::json;
use std::convert::Infallible;

/// A table of accounts, with the way behind the store's back.
struct Shared {
    accounts: Accounts,
    rows: Rows,
}

impl Subject for Shared {
    const NAME: &str = "accounts";
    const STAND_INS: [StandIn; 3] = StandIn::OF_TABLES;

    async fn at(place: Place) -> Self {
        let rows = Rows::make(&place, "AccountsTable", "open_id").await;
        Self { accounts: Accounts::new(place.aws().dynamodb(), rows.table.clone()), rows }
    }
}

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(what_the_first_version_stored_is_saved_as_of_today),
        fact!(what_a_newer_version_added_outlives_an_update),
        fact!(what_a_newer_version_added_to_the_apps_records_outlives_a_change),
        fact!(what_cannot_be_understood_is_left_as_it_is),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn what_the_first_version_stored_is_saved_as_of_today(Shared { accounts, rows }: Shared) {
    rows.put("first/account").await;
    disconnect(&accounts).await;
    let row = rows.get("open-id").await;
    assert_eq!((&row["schema"], &row["version"], &row["inits"]), (&json!(1), &json!(5), &json!([])));

    let stored = rows.put("first/app.alerts").await;
    tell(&accounts).await;
    let row = rows.get("app/alerts").await;
    assert_eq!((&row["schema"], row.get("alerts")), (&json!(1), None), "it is called otherwise today");
    assert_eq!(row["record"]["audit_not_passed"]["at"], stored["alerts"]["audit_not_passed"]["at"]);
    assert_eq!(row["record"]["audit_passed"]["sending"], true);
}

async fn what_a_newer_version_added_outlives_an_update(Shared { accounts, rows }: Shared) {
    let stored = rows.put("newer/account").await;
    disconnect(&accounts).await;
    let row = rows.get("open-id").await;
    assert_eq!((&row["status"], &row["version"]), (&json!("disconnected"), &json!(5)));
    assert_eq!(row["a_field_of_tomorrow"], stored["a_field_of_tomorrow"]);
    assert_eq!(row["alerts"], stored["alerts"]);
    assert_eq!(
        (row.get("refresh_shard"), row.get("refresh_due_at")),
        (None, None),
        "nothing is due any more"
    );
}

async fn what_a_newer_version_added_to_the_apps_records_outlives_a_change(Shared { accounts, rows }: Shared) {
    let stored = rows.put("newer/app.audit").await;
    learn(&accounts).await.unwrap();
    let row = rows.get("app/audit").await;
    assert_eq!(row["record"]["state"], "passed");
    assert_eq!(row["record"]["evidence"], stored["record"]["evidence"]);
    assert_eq!(row["a_field_of_tomorrow"], stored["a_field_of_tomorrow"]);

    let stored = rows.put("newer/app.alerts").await;
    tell(&accounts).await;
    let record = &rows.get("app/alerts").await["record"];
    assert_eq!(record["an_alert_of_tomorrow"], stored["record"]["an_alert_of_tomorrow"]);
    assert_eq!(record["audit_passed"]["sending"], true);
}

async fn what_cannot_be_understood_is_left_as_it_is(Shared { accounts, rows }: Shared) {
    for name in ["refused/account.schema", "refused/account.status"] {
        let stored = rows.put(name).await;
        let changed = accounts.update("open-id", |_| Ok::<_, Infallible>(())).await;
        assert!(changed.unwrap_err().is_unreadable(), "{name}");
        assert_eq!(rows.get("open-id").await, stored, "{name}");
    }
    for name in ["refused/app.audit.schema", "refused/app.audit.state"] {
        let stored = rows.put(name).await;
        assert!(learn(&accounts).await.unwrap_err().is_unreadable(), "{name}");
        assert_eq!(rows.get("app/audit").await, stored, "{name}");
    }
}

async fn disconnect(accounts: &Accounts) {
    let done = accounts.update("open-id", |account| {
        account.disconnect("the operator has disconnected it");
        Ok::<_, Infallible>(())
    });
    done.await.unwrap().unwrap().unwrap();
}

async fn learn(accounts: &Accounts) -> Result<AuditState, adapters::StoreError> {
    let learnt = accounts.update_app(|audit: &mut Audit| {
        audit.learn(Evidence::PublishedAsChosen, at(1));
        Ok::<_, Infallible>(audit.state)
    });
    learnt.await.map(|state| state.unwrap())
}

async fn tell(accounts: &Accounts) {
    let taken = accounts.update_app(|log: &mut AlertLog| log.take(AlertKind::AuditPassed, at(1)));
    taken.await.unwrap().unwrap();
}
