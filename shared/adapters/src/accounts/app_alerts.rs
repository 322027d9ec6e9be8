//! The alerts that concern no account, in a record of their own.

use super::{Accounts, UPDATE_PAUSE_BASE, UPDATE_PAUSE_MAX, UPDATE_TRIES_MAX};
use crate::error::{SaveError, StoreError};
use crate::item::{self, from_item, text, to_item};
use domain::alert::AlertLog;
use domain::backoff::full_jitter;
use serde::{Deserialize, Serialize};

/// The record's key. No `open_id` and no folder of the bucket has a slash in it.
const APP_RECORD: &str = "app/alerts";

const TASK: &str = "note an alert";

#[derive(Serialize, Deserialize)]
struct AppRecord {
    open_id: String,
    version: u64,
    alerts: AlertLog,
}

impl Accounts {
    /// Lets `decide` change the log of the alerts that concern no account, as [`update`](Self::update) does for an
    /// account's record.
    ///
    /// # Errors
    /// When the table cannot be read or written.
    pub async fn update_app_alerts<T, E>(
        &self,
        mut decide: impl FnMut(&mut AlertLog) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        for attempt in 0..UPDATE_TRIES_MAX {
            let mut record = self.app_record().await?;
            let decision = match decide(&mut record.alerts) {
                Ok(decision) => decision,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let loaded = record.version;
            record.version += 1;
            let item = to_item(&record, TASK)?;
            match item::put_if_version(&self.client, &self.table, item, loaded, TASK).await {
                Ok(()) => return Ok(Ok(decision)),
                Err(SaveError::Conflict) => {
                    let random = fastrand::f64();
                    let pause = full_jitter(UPDATE_PAUSE_BASE, UPDATE_PAUSE_MAX, attempt, random);
                    tokio::time::sleep(pause).await;
                }
                Err(SaveError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::new(TASK, "too many others are changing it"))
    }

    async fn app_record(&self) -> Result<AppRecord, StoreError> {
        let get = self.client.get_item().table_name(&self.table).key("open_id", text(APP_RECORD));
        let answer = get.consistent_read(true).send().await.map_err(StoreError::of(TASK))?;
        let new = || AppRecord { open_id: APP_RECORD.to_owned(), version: 0, alerts: AlertLog::default() };
        answer.item.map_or_else(|| Ok(new()), |item| from_item(item, TASK))
    }
}
