//! Records that concern the app and no account. They lie beside the accounts, since the same functions need them.

use super::{Accounts, UPDATE_TRIES_MAX, pause_after_conflict};
use crate::error::{SaveError, StoreError};
use crate::item::{self, from_item, text, to_item};
use domain::Audit;
use domain::alert::AlertLog;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Something that is kept once for the whole app.
pub trait AppRecord: Serialize + DeserializeOwned + Default {
    /// The record's key. No `open_id` and no folder of the bucket has a slash in it.
    const KEY: &'static str;
}

/// The log of the alerts that concern no account.
impl AppRecord for AlertLog {
    const KEY: &'static str = "app/alerts";
}

/// What is known of the app's audit.
impl AppRecord for Audit {
    const KEY: &'static str = "app/audit";
}

#[derive(Serialize, Deserialize)]
struct Stored<R> {
    open_id: String,
    version: u64,
    // The log of alerts, the first of these records, once called itself so.
    #[serde(alias = "alerts")]
    record: R,
}

impl Accounts {
    /// Reads a record of the app, consistently. What was never written is as new.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn app<R: AppRecord>(&self) -> Result<R, StoreError> {
        self.stored().await.map(|stored| stored.record)
    }

    /// Lets `decide` change a record of the app, as [`update`](Self::update) does for an account's record.
    ///
    /// # Errors
    /// When the table cannot be read or written.
    pub async fn update_app<R: AppRecord, T, E>(
        &self,
        mut decide: impl FnMut(&mut R) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        let task = task::<R>("change");
        for attempt in 0..UPDATE_TRIES_MAX {
            let mut stored = self.stored::<R>().await?;
            let decision = match decide(&mut stored.record) {
                Ok(decision) => decision,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let loaded = stored.version;
            stored.version += 1;
            let item = to_item(&stored, &task)?;
            match item::put_if_version(&self.client, &self.table, item, loaded, &task).await {
                Ok(()) => return Ok(Ok(decision)),
                Err(SaveError::Conflict) => pause_after_conflict(attempt).await,
                Err(SaveError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::new(task, "too many others are changing it"))
    }

    async fn stored<R: AppRecord>(&self) -> Result<Stored<R>, StoreError> {
        let task = task::<R>("read");
        let get = self.client.get_item().table_name(&self.table).key("open_id", text(R::KEY));
        let answer = get.consistent_read(true).send().await.map_err(StoreError::of(&task))?;
        let new = || Stored { open_id: R::KEY.to_owned(), version: 0, record: R::default() };
        answer.item.map_or_else(|| Ok(new()), |item| from_item(item, &task))
    }
}

fn task<R: AppRecord>(verb: &str) -> String {
    format!("{verb} the record {}", R::KEY)
}
