//! Records that lie beside the accounts and are none: their keys have a slash, which no `open_id` and no folder of the
//! bucket has.

use super::{Accounts, UPDATE_TRIES_MAX, pause_after_conflict};
use crate::error::{SaveError, StoreError, refused};
use crate::item::{self, text};
use domain::Stored;
use domain::stored::Unknown;
use futures::FutureExt;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What such a record holds. One that was never written is as new.
pub trait Record: Serialize + DeserializeOwned + Default {
    /// The schema of its item, see [`Stored::SCHEMA`].
    const SCHEMA: u32;
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

impl<R: Record> Stored for Entry<R> {
    const SCHEMA: u32 = R::SCHEMA;

    fn unknown(&self) -> &Unknown {
        &self.unknown
    }

    fn keep(&mut self, unknown: Unknown) {
        self.unknown = unknown;
    }
}

/// Whether a key is that of a record, and so no account's.
pub(super) fn is_record(key: &str) -> bool {
    key.contains('/')
}

impl Accounts {
    pub(super) async fn record<R: Record>(&self, key: &str) -> Result<R, StoreError> {
        self.entry(key).await.map(|entry| entry.record)
    }

    pub(super) async fn update_record<R: Record, T, E>(
        &self,
        key: &str,
        mut decide: impl FnMut(&mut R) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        let task = format!("change the record {key}");
        for attempt in 0..UPDATE_TRIES_MAX {
            let mut entry = self.entry::<R>(key).await?;
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

    async fn entry<R: Record>(&self, key: &str) -> Result<Entry<R>, StoreError> {
        let task = format!("read the record {key}");
        let get = self.client.get_item().table_name(&self.table).key("open_id", text(key));
        let answer = get.consistent_read(true).send().boxed().await.map_err(refused(&task))?;
        let Some(mut item) = answer.item else { return Ok(Entry::new(key)) };
        if let Some(record) = item.remove(FIRST_NAME) {
            item.entry("record".to_owned()).or_insert(record);
        }
        item::read(item, &[], &task)
    }
}

impl<R: Record> Entry<R> {
    fn new(key: &str) -> Self {
        let (open_id, record) = (key.to_owned(), R::default());
        Self { open_id, schema: R::SCHEMA, version: 0, record, unknown: Unknown::default() }
    }
}
