//! The connected accounts.

mod app_record;
mod creator;
mod listing;
mod record;

pub use app_record::AppRecord;
pub use creator::Creator;
pub use listing::{AccountsPage, PAGE_ACCOUNTS_MAX};
pub use record::Record;

use crate::error::{SaveError, StoreError, refused};
use crate::item::{self, Item, from_item, moment, text};
use aws_sdk_dynamodb::Client;
use domain::backoff::full_jitter;
use domain::{Account, AccountStatus, shard};
use futures::FutureExt;
use jiff::Timestamp;
use std::time::Duration;

const USERNAME_INDEX: &str = "by_username";
const REFRESH_INDEX: &str = "refresh_due";

/// Name of the refresh index's partitions.
const REFRESH_WORK: &str = "refresh";

/// What lies beside an account for that index, and is written anew with each save.
const OWN_ATTRIBUTES: [&str; 1] = ["refresh_shard"];

/// Saves that may be lost to others before [`Accounts::update`] gives up. Budgets are the most contended part: with
/// this many tries, that many runs on one account at one moment still all get through.
const UPDATE_TRIES_MAX: u32 = 12;

/// The longest pause between two of those tries.
const UPDATE_PAUSE_MAX: Duration = Duration::from_millis(400);
const UPDATE_PAUSE_BASE: Duration = Duration::from_millis(10);

/// Accounts of one username that are looked at. There is one, or in a bad moment two or three.
const NAMESAKES_MAX: i32 = 10;

/// Accounts in DynamoDB.
#[derive(Debug, Clone)]
pub struct Accounts {
    client: Client,
    table: String,
}

/// Whose folder it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No account is called so.
    Nobody,
    /// This account's.
    One(Box<Account>),
    /// Several accounts seem to have this username: only an `open_id` can say which is meant.
    Several,
}

impl Accounts {
    /// The accounts in `table`.
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// The account of this `open_id`, read consistently. What lies beside the accounts is none.
    pub async fn get(&self, open_id: &str) -> Result<Option<Account>, StoreError> {
        if record::is_record(open_id) {
            return Ok(None);
        }
        let task = format!("load the account {open_id}");
        let request = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("open_id", text(open_id))
            .consistent_read(true);
        let answer = request.send().boxed().await.map_err(refused(&task))?;
        answer.item.map(|item| item::read(item, &OWN_ATTRIBUTES, &task)).transpose()
    }

    /// The account that a folder is named after: by `open_id`, else by username.
    ///
    /// A username is known from the last time that TikTok told it, so two accounts may seem to share one: a creator
    /// was renamed, another has taken the name, and nobody has asked about the first since. That is told, and never
    /// resolved by chance. A disconnected account gives way, because TikTok can tell no news of it.
    pub async fn find(&self, folder: &str) -> Result<Found, StoreError> {
        if let Some(account) = self.get(folder).await? {
            return Ok(Found::One(Box::new(account)));
        }
        let mut called = self.called(folder).await?;
        if called.iter().any(|account| account.status != AccountStatus::Disconnected) {
            called.retain(|account| account.status != AccountStatus::Disconnected);
        }
        Ok(match (called.pop(), called.is_empty()) {
            (None, _) => Found::Nobody,
            (Some(account), true) => Found::One(Box::new(account)),
            (Some(_), false) => Found::Several,
        })
    }

    /// The accounts of this username. The index is a moment behind, so each is read and looked at.
    async fn called(&self, username: &str) -> Result<Vec<Account>, StoreError> {
        let task = format!("find the account called {username}");
        let request = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(USERNAME_INDEX)
            .key_condition_expression("username = :username")
            .expression_attribute_values(":username", text(username))
            .limit(NAMESAKES_MAX);
        let answer = request.send().boxed().await.map_err(refused(&task))?;
        let mut called = Vec::new();
        for item in answer.items.unwrap_or_default() {
            let account = self.get(&open_id_of(item, &task)?).await?;
            called.extend(account.filter(|account| account.username.as_deref() == Some(username)));
        }
        Ok(called)
    }

    /// Saves the account if nobody has saved it since it was loaded, and counts its version up.
    pub async fn save(&self, account: &mut Account) -> Result<(), SaveError> {
        let task = format!("save the account {}", account.open_id);
        let loaded = account.version;
        account.version += 1;
        let mut item = item::write(account, &task)?;
        if account.refresh_due_at.is_some() {
            let partition = shard::partition_of(REFRESH_WORK, &account.open_id);
            item.insert("refresh_shard".to_owned(), text(partition));
        }
        let saved = item::put_if_version(&self.client, &self.table, item, loaded, &task).await;
        if saved.is_err() {
            account.version = loaded;
        }
        saved
    }

    /// Loads the account, lets `decide` change it, and saves it; again from the start when somebody else saved in
    /// between. `decide` may give up with its own error, and then nothing is saved. `None` where there is no account.
    pub async fn update<T, E>(
        &self,
        open_id: &str,
        mut decide: impl FnMut(&mut Account) -> Result<T, E>,
    ) -> Result<Option<Result<T, E>>, StoreError> {
        for attempt in 0..UPDATE_TRIES_MAX {
            let Some(mut account) = self.get(open_id).await? else { return Ok(None) };
            let decision = match decide(&mut account) {
                Ok(decision) => decision,
                Err(refusal) => return Ok(Some(Err(refusal))),
            };
            match self.save(&mut account).await {
                Ok(()) => return Ok(Some(Ok(decision))),
                Err(SaveError::Conflict) => pause_after_conflict(attempt).await,
                Err(SaveError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::new(format!("update the account {open_id}"), "too many others are changing it"))
    }

    /// The `open_id`s of accounts whose refresh fell due by `until`, the oldest of each partition first.
    pub async fn due_for_refresh(
        &self,
        until: Timestamp,
        count_max_per_shard: i32,
    ) -> Result<Vec<String>, StoreError> {
        let partitions: Vec<String> = shard::partitions(REFRESH_WORK).collect();
        let queries =
            partitions.iter().map(|partition| self.due_for_refresh_in(partition, until, count_max_per_shard));
        Ok(futures::future::try_join_all(queries).await?.into_iter().flatten().collect())
    }

    async fn due_for_refresh_in(
        &self,
        partition: &str,
        until: Timestamp,
        count_max: i32,
    ) -> Result<Vec<String>, StoreError> {
        let task = format!("read the refreshes due in {partition}");
        let request = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(REFRESH_INDEX)
            .key_condition_expression("refresh_shard = :shard AND refresh_due_at <= :until")
            .expression_attribute_values(":shard", text(partition))
            .expression_attribute_values(":until", moment(until))
            .limit(count_max);
        let answer = request.send().boxed().await.map_err(refused(&task))?;
        answer.items.unwrap_or_default().into_iter().map(|item| open_id_of(item, &task)).collect()
    }
}

/// Lets the others who change a record get ahead, before it is loaded again.
async fn pause_after_conflict(attempt: u32) {
    let pause = full_jitter(UPDATE_PAUSE_BASE, UPDATE_PAUSE_MAX, attempt, fastrand::f64());
    tokio::time::sleep(pause).await;
}

#[derive(serde::Deserialize)]
struct AccountKey {
    open_id: String,
}

fn open_id_of(item: Item, task: &str) -> Result<String, StoreError> {
    from_item::<AccountKey>(item, task).map(|key| key.open_id)
}
