//! The accounts that a viewer may see, by name.

use crate::Console;
use crate::access::Access;
use crate::problem::Problem;
use adapters::Accounts;
use domain::Account;
use std::collections::{BTreeMap, BTreeSet};

/// Accounts that a page shows at once. A menu of more helps nobody, and a page stays small.
pub(crate) const ACCOUNTS_SHOWN_MAX: usize = 100;

/// The accounts that a viewer may see, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roster {
    accounts: BTreeMap<String, Account>,
}

impl Roster {
    /// Reads them, or the first of them.
    pub(crate) async fn of(access: &Access, console: &Console) -> Result<Self, Problem> {
        Ok(Self::page(access, console, None, ACCOUNTS_SHOWN_MAX).await?.0)
    }

    /// Reads at most so many of them, after the one with this `open_id`; and the `open_id` after which the others come, if
    /// there are more.
    pub(crate) async fn page(
        access: &Access,
        console: &Console,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Self, Option<String>), Problem> {
        let store = &console.gateway.tokens.accounts;
        let (accounts, next) = match access {
            Access::All => of_all(store, after, limit).await?,
            Access::Only(open_ids) => of_some(store, open_ids, after, limit).await?,
        };
        Ok((Self::from(accounts), next))
    }

    /// The accounts, by name.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = &Account> {
        let mut accounts: Vec<&Account> = self.accounts.values().collect();
        accounts.sort_by_key(|account| title(account).to_lowercase());
        accounts.into_iter()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// What to call an account: what TikTok shows, or its `open_id` where that is not known.
    pub(crate) fn name<'a>(&'a self, open_id: &'a str) -> &'a str {
        self.accounts.get(open_id).map_or(open_id, title)
    }
}

impl From<Vec<Account>> for Roster {
    fn from(accounts: Vec<Account>) -> Self {
        Self { accounts: accounts.into_iter().map(|account| (account.open_id.clone(), account)).collect() }
    }
}

/// A page of the store's may be short of some that are no accounts.
async fn of_all(
    store: &Accounts,
    after: Option<&str>,
    limit: usize,
) -> Result<(Vec<Account>, Option<String>), Problem> {
    let mut accounts = Vec::new();
    let mut cursor = after.map(str::to_owned);
    loop {
        let page = store.list(cursor.as_deref(), limit - accounts.len()).await?;
        accounts.extend(page.accounts);
        if page.next.is_none() || accounts.len() >= limit {
            return Ok((accounts, page.next));
        }
        cursor = page.next;
    }
}

async fn of_some(
    store: &Accounts,
    open_ids: &BTreeSet<String>,
    after: Option<&str>,
    limit: usize,
) -> Result<(Vec<Account>, Option<String>), Problem> {
    let mut left = open_ids.iter().filter(|open_id| after.is_none_or(|after| open_id.as_str() > after));
    let (mut accounts, mut last) = (Vec::new(), None);
    for open_id in left.by_ref().take(limit) {
        accounts.extend(store.get(open_id).await?);
        last = Some(open_id.clone());
    }
    Ok((accounts, last.filter(|_| left.next().is_some())))
}

/// The name that TikTok shows, else the username, else the `open_id`.
pub(crate) fn title(account: &Account) -> &str {
    account.nickname.as_deref().unwrap_or_else(|| account.name())
}
