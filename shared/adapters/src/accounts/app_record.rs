//! Records that concern the app and no account. They lie beside the accounts, since the same functions need them.

use super::{Accounts, UPDATE_TRIES_MAX, pause_after_conflict};
use crate::error::{SaveError, StoreError};
use crate::item::{self, text};
use domain::alert::AlertLog;
use domain::stored::Unknown;
use domain::{Audit, Stored};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Something that is kept once for the whole app.
pub trait AppRecord: Serialize + DeserializeOwned + Default {
    /// The record's key. No `open_id` and no folder of the bucket has a slash in it.
    const KEY: &'static str;

    /// The schema of its item, see [`Stored::SCHEMA`].
    const SCHEMA: u32;
}

/// The log of the alerts that concern no account.
impl AppRecord for AlertLog {
    const KEY: &'static str = "app/alerts";
    const SCHEMA: u32 = 1;
}

/// What is known of the app's audit.
impl AppRecord for Audit {
    const KEY: &'static str = "app/audit";
    const SCHEMA: u32 = 1;
}

/// What the log of alerts, the first of these records, once called itself.
const FIRST_NAME: &str = "alerts";

#[derive(Serialize, Deserialize)]
struct Entry<R> {
    open_id: String,
    schema: u32,
    version: u64,
    record: R,
    #[serde(skip)]
    unknown: Unknown,
}

impl<R: AppRecord> Stored for Entry<R> {
    const SCHEMA: u32 = R::SCHEMA;

    fn unknown(&self) -> &Unknown {
        &self.unknown
    }

    fn keep(&mut self, unknown: Unknown) {
        self.unknown = unknown;
    }
}

impl Accounts {
    /// Reads a record of the app, consistently. What was never written is as new.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn app<R: AppRecord>(&self) -> Result<R, StoreError> {
        self.entry().await.map(|entry| entry.record)
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
            let mut entry = self.entry::<R>().await?;
            let decision = match decide(&mut entry.record) {
                Ok(decision) => decision,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let loaded = entry.version;
            entry.version += 1;
            let item = item::write(&entry, &task)?;
            match item::put_if_version(&self.client, &self.table, item, loaded, &task).await {
                Ok(()) => return Ok(Ok(decision)),
                Err(SaveError::Conflict) => pause_after_conflict(attempt).await,
                Err(SaveError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::new(task, "too many others are changing it"))
    }

    async fn entry<R: AppRecord>(&self) -> Result<Entry<R>, StoreError> {
        let task = task::<R>("read");
        let get = self.client.get_item().table_name(&self.table).key("open_id", text(R::KEY));
        let answer = get.consistent_read(true).send().await.map_err(StoreError::of(&task))?;
        let Some(mut item) = answer.item else { return Ok(Entry::new()) };
        if let Some(record) = item.remove(FIRST_NAME) {
            item.entry("record".to_owned()).or_insert(record);
        }
        item::read(item, &[], &task)
    }
}

impl<R: AppRecord> Entry<R> {
    fn new() -> Self {
        let (open_id, record) = (R::KEY.to_owned(), R::default());
        Self { open_id, schema: R::SCHEMA, version: 0, record, unknown: Unknown::default() }
    }
}

fn task<R: AppRecord>(verb: &str) -> String {
    format!("{verb} the record {}", R::KEY)
}
