//! Which accounts a creator owns who signs in to the console.

use super::{Accounts, Record};
use crate::error::StoreError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is known of a creator who signs in: nothing but the accounts that they have connected themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creator {
    /// Their accounts, by `open_id`. Nothing else gives a creator the right to see or post anything.
    pub accounts: BTreeSet<String>,
}

impl Record for Creator {
    const SCHEMA: u32 = 1;
}

/// Nothing is to be changed, so nothing is saved.
struct Unchanged;

impl Accounts {
    /// The creator of this identity, read consistently. Whoever has connected nothing owns nothing.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn creator(&self, identity: &str) -> Result<Creator, StoreError> {
        self.record(&key(identity)).await
    }

    /// Gives a creator an account that they have just connected.
    ///
    /// # Errors
    /// When the table cannot be read or written.
    pub async fn add_to_creator(&self, identity: &str, open_id: &str) -> Result<(), StoreError> {
        let key = key(identity);
        let added = self.update_record(&key, |creator: &mut Creator| {
            if creator.accounts.insert(open_id.to_owned()) { Ok(()) } else { Err(Unchanged) }
        });
        added.await.map(drop)
    }

    /// Takes an account away from a creator. The account itself stays as it is.
    ///
    /// # Errors
    /// When the table cannot be read or written.
    pub async fn remove_from_creator(&self, identity: &str, open_id: &str) -> Result<(), StoreError> {
        let key = key(identity);
        let removed =
            self.update_record(
                &key,
                |creator: &mut Creator| {
                    if creator.accounts.remove(open_id) { Ok(()) } else { Err(Unchanged) }
                },
            );
        removed.await.map(drop)
    }
}

fn key(identity: &str) -> String {
    format!("creator/{identity}")
}
