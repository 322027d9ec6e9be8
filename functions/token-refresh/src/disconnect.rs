//! The operator ends an account's connection.

use adapters::StoreError;
use adapters::accounts::Found;
use gateway::{DisconnectError, Gateway};
use serde::Serialize;
use thiserror::Error;

/// What the account's record and the history of its held posts say.
const REASON: &str = "the operator has disconnected it";

/// A connection that was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disconnected {
    /// The account's `open_id`.
    pub disconnected: String,
    /// What it was called last.
    pub username: Option<String>,
}

/// Why an account is not, or not altogether, disconnected.
#[derive(Debug, Error)]
pub enum RefusedDisconnect {
    /// There is no such account.
    #[error("no account is called {0}: name it by its username or open_id, as its folder is named")]
    UnknownAccount(String),
    /// The name could mean either of several.
    #[error("several accounts are called {0}: name the open_id of the one that is meant")]
    Ambiguous(String),
    /// Nothing is posted for the account any more, but its tokens may still work. To be asked again is safe.
    #[error("nothing more is posted for {open_id}, but its connection is not ended altogether: ask again")]
    Unfinished {
        /// The account.
        open_id: String,
        /// What failed.
        #[source]
        failed: DisconnectError,
    },
    /// The accounts cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends the connection of the account that is called so.
pub(crate) async fn disconnect(gateway: &Gateway, name: &str) -> Result<Disconnected, RefusedDisconnect> {
    let account = match gateway.tokens.accounts.find(name).await? {
        Found::One(account) => account,
        Found::Nobody => return Err(RefusedDisconnect::UnknownAccount(name.to_owned())),
        Found::Several => return Err(RefusedDisconnect::Ambiguous(name.to_owned())),
    };
    let open_id = account.open_id.clone();
    match gateway.disconnect(&open_id, REASON).await {
        Ok(()) => Ok(Disconnected { disconnected: open_id, username: account.username }),
        Err(failed) => Err(RefusedDisconnect::Unfinished { open_id, failed }),
    }
}
