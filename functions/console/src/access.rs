//! Which accounts somebody may see and act for: the one place that decides.

use crate::Console;
use crate::problem::Problem;
use crate::viewer::{Role, Viewer};
use adapters::StoreError;
use adapters::accounts::Found;
use adapters::posts::Whose;
use domain::Account;
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

    /// Whose posts are meant: those of `account`, or of all that may be seen.
    ///
    /// # Errors
    /// 404 for somebody else's account.
    pub fn whose(&self, account: Option<&str>) -> Result<Whose, Problem> {
        match (account, self) {
            (Some(account), _) => {
                self.demand(account)?;
                Ok(Whose::Accounts(BTreeSet::from([account.to_owned()])))
            }
            (None, Self::All) => Ok(Whose::Everybody),
            (None, Self::Only(accounts)) => Ok(Whose::Accounts(accounts.clone())),
        }
    }

    /// The account that somebody names by its `open_id` or username. Of somebody else's nothing is learnt, not even that there
    /// are several.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub async fn find(&self, console: &Console, name: &str) -> Result<Found, StoreError> {
        if name.contains('/') {
            return Ok(Found::Nobody);
        }
        Ok(match console.gateway.tokens.accounts.find(name).await? {
            Found::One(account) if self.includes(&account.open_id) => Found::One(account),
            Found::Several if *self == Self::All => Found::Several,
            Found::One(_) | Found::Several | Found::Nobody => Found::Nobody,
        })
    }

    /// A page of at most `limit` accounts after the `cursor` of the page before, and the cursor of the next one. Somebody's
    /// own are few, and in the order of their ids.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub async fn accounts(
        &self,
        console: &Console,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Account>, Option<String>), StoreError> {
        let accounts = &console.gateway.tokens.accounts;
        let own = match self {
            Self::All => {
                let page = accounts.list(cursor, limit).await?;
                return Ok((page.accounts, page.next));
            }
            Self::Only(own) => own,
        };
        let (page, next) = page_of(own, cursor, limit);
        let read =
            futures::future::try_join_all(page.into_iter().map(|open_id| accounts.get(open_id))).await?;
        Ok((read.into_iter().flatten().collect(), next))
    }
}

fn page_of<'a>(
    own: &'a BTreeSet<String>,
    cursor: Option<&str>,
    limit: usize,
) -> (Vec<&'a str>, Option<String>) {
    let mut left =
        own.iter().map(String::as_str).filter(|open_id| cursor.is_none_or(|cursor| *open_id > cursor));
    let page: Vec<&str> = left.by_ref().take(limit).collect();
    let next = left.next().and(page.last().map(|last| (*last).to_owned()));
    (page, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebodys_own_accounts_are_paged_to_their_end() {
        let own = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(page_of(&own, None, 2), (vec!["a", "b"], Some("b".to_owned())));
        assert_eq!(page_of(&own, Some("b"), 2), (vec!["c"], None));
        assert_eq!(page_of(&own, None, 3), (vec!["a", "b", "c"], None));
        assert_eq!(page_of(&BTreeSet::new(), None, 3), (vec![], None));
    }
}
