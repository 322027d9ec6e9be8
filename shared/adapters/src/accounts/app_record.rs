//! Records that concern the app and no account. They lie beside the accounts, since the same functions need them.

use super::{Accounts, Record};
use crate::error::StoreError;
use domain::Audit;
use domain::alert::AlertLog;

/// Something that is kept once for the whole app.
pub trait AppRecord: Record {
    /// The record's key.
    const KEY: &'static str;
}

impl Record for AlertLog {
    const SCHEMA: u32 = 1;
}

/// The log of the alerts that concern no account.
impl AppRecord for AlertLog {
    const KEY: &'static str = "app/alerts";
}

impl Record for Audit {
    const SCHEMA: u32 = 1;
}

/// What is known of the app's audit.
impl AppRecord for Audit {
    const KEY: &'static str = "app/audit";
}

impl Accounts {
    /// Reads a record of the app, consistently. What was never written is as new.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn app<R: AppRecord>(&self) -> Result<R, StoreError> {
        self.record(R::KEY).await
    }

    /// Lets `decide` change a record of the app, as [`update`](Self::update) does for an account's record.
    ///
    /// # Errors
    /// When the table cannot be read or written.
    pub async fn update_app<R: AppRecord, T, E>(
        &self,
        decide: impl FnMut(&mut R) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        self.update_record(R::KEY, decide).await
    }
}
