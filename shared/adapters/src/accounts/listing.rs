//! All accounts, a page at a time.

use super::record::is_record;
use super::{Accounts, OWN_ATTRIBUTES, open_id_of};
use crate::error::{StoreError, refused};
use crate::item::{self, text};
use domain::Account;
use futures::FutureExt;
use std::collections::HashMap;

/// The most accounts of one page.
pub const PAGE_ACCOUNTS_MAX: usize = 100;

/// Some of the accounts, in no order that means anything.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountsPage {
    /// The accounts. There may be fewer than were asked for, or none, and still more to come.
    pub accounts: Vec<Account>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl Accounts {
    /// A page of at most `limit` accounts, of [`PAGE_ACCOUNTS_MAX`], after the `cursor` of the page before. One that only
    /// a newer version can read is left out, with a warning.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn list(&self, cursor: Option<&str>, limit: usize) -> Result<AccountsPage, StoreError> {
        let task = "list the accounts";
        let limit = i32::try_from(limit.clamp(1, PAGE_ACCOUNTS_MAX)).unwrap_or(1);
        let start = cursor.map(|open_id| HashMap::from([("open_id".to_owned(), text(open_id))]));
        let scan = self.client.scan().table_name(&self.table).limit(limit).set_exclusive_start_key(start);
        let answer = scan.send().boxed().await.map_err(refused(task))?;
        let mut accounts = Vec::new();
        for item in answer.items.unwrap_or_default() {
            if is_record(&open_id_of(item.clone(), task)?) {
                continue;
            }
            match item::read::<Account>(item, &OWN_ATTRIBUTES, task) {
                Ok(account) => accounts.push(account),
                Err(error) if error.is_unreadable() => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "an account is missing in the list"
                    );
                }
                Err(error) => return Err(error),
            }
        }
        let next = answer.last_evaluated_key.map(|last| open_id_of(last, task)).transpose()?;
        Ok(AccountsPage { accounts, next })
    }
}
