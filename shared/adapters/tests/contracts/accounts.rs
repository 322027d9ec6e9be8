//! The connected accounts.

mod app;
mod creator;
mod finding;
mod refresh;
mod saving;
mod versions;

use crate::stage::{Place, StandIn, Subject, tables};
use adapters::Accounts;
use domain::Account;
use domain::account::Grant;
use jiff::{SignedDuration, Timestamp};
use libtest_mimic::Trial;

/// An empty table of accounts.
struct Table(Accounts);

impl Subject for Table {
    const NAME: &str = "accounts";
    const STAND_INS: [StandIn; 3] = StandIn::OF_TABLES;

    async fn at(place: Place) -> Self {
        let table = tables::make(&place, "AccountsTable").await;
        Self(Accounts::new(place.aws().dynamodb(), table))
    }
}

pub(crate) fn facts() -> Vec<Trial> {
    [saving::facts(), finding::facts(), refresh::facts(), app::facts(), creator::facts(), versions::facts()]
        .into_iter()
        .flatten()
        .collect()
}

/// An account that was connected at this second, with a token of 100 s: its refresh falls due 78 s later.
fn account(open_id: &str, connected_at_s: i64) -> Account {
    let now = at(connected_at_s);
    let grant = Grant {
        scopes: vec!["user.info.basic".to_owned(), "video.publish".to_owned()],
        issued_at: now,
        access_expires_at: now + SignedDuration::from_secs(100),
        refresh_expires_at: now + SignedDuration::from_hours(24),
    };
    Account::connected(open_id, &grant, now)
}

fn named(open_id: &str, username: &str) -> Account {
    Account { username: Some(username.to_owned()), ..account(open_id, 0) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}
