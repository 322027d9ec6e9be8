//! What grows with accounts and posts, and what does not: one run of each schedule among ten accounts, a thousand and a
//! hundred thousand, and many uploads at once. Each says what it has seen in a line that `cargo bench-all` reads.

mod burst;
mod dispatch;
mod poll;
mod refresh;

use crate::terminal::say;
use serde_json::Value;
use std::collections::BTreeMap;

/// Posts of an account a day: as many as TikTok takes.
const POSTS_A_DAY: usize = 15;
const MINUTES_A_DAY: usize = 24 * 60;

/// Access tokens of two hours are refreshed when 78 % of their life is over.
const MINUTES_TO_REFRESH: usize = 94;

/// Partitions of an index, each of which is looked into.
const PARTITIONS: usize = 8;

/// How many of the posts of so many accounts fall into a minute.
fn posts_a_minute(accounts: usize) -> usize {
    (accounts * POSTS_A_DAY).div_ceil(MINUTES_A_DAY)
}

/// Says a row of a table: what stands in each column, by the column's name.
fn tell(table: &str, row: &[(&str, Value)]) {
    say(&format!("scale: {table} {}", serde_json::json!(row)));
}

/// How often each kind of call was made.
struct Calls(BTreeMap<String, usize>);

impl Calls {
    fn of(effects: &[String]) -> Self {
        let mut calls = BTreeMap::new();
        for name in effects {
            let kind = name.split(' ').next().unwrap_or(name);
            *calls.entry(kind.to_owned()).or_default() += 1;
        }
        Self(calls)
    }

    fn to(&self, kind: &str) -> usize {
        self.0.get(kind).copied().unwrap_or_default()
    }

    /// A row of the table of runs.
    fn tell(&self, function: &str, accounts: usize, due: usize) {
        let calls = |kind| self.to(kind).into();
        tell(
            "runs",
            &[
                ("accounts", accounts.into()),
                ("a run of", format!("`{function}`").into()),
                ("due", due.into()),
                ("requests of DynamoDB", calls("dynamodb")),
                ("of Secrets Manager", calls("secrets")),
                ("of SQS", calls("sqs")),
                ("of TikTok", calls("tiktok")),
            ],
        );
    }
}
