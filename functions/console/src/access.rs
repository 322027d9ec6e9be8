//! Which accounts somebody may see and act for: the one place that decides.

use crate::Console;
use crate::problem::Problem;
use crate::viewer::{Role, Viewer};
use std::collections::BTreeSet;

/// The accounts that somebody may see and act for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Every one.
    All,
    /// These, by their `open_id`.
    Only(BTreeSet<String>),
}

impl Access {
    /// What a viewer may see.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub async fn of(viewer: &Viewer, console: &Console) -> Result<Self, Problem> {
        match viewer.role {
            Role::Operator => Ok(Self::All),
            Role::Creator => {
                let creator = console.gateway.tokens.accounts.creator(&viewer.identity).await?;
                Ok(Self::Only(creator.accounts))
            }
        }
    }

    /// Whether an account is among them.
    pub fn includes(&self, open_id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(accounts) => accounts.contains(open_id),
        }
    }

    /// Goes on only where the account is among them. What is somebody else's is not there at all, so that nobody learns
    /// that it exists.
    ///
    /// # Errors
    /// 404 where it is not.
    pub fn demand(&self, open_id: &str) -> Result<(), Problem> {
        if self.includes(open_id) { Ok(()) } else { Err(Problem::not_found()) }
    }
}
