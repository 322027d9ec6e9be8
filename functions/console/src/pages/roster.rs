//! The accounts that a viewer may see, by name.

use crate::Console;
use crate::access::Access;
use crate::problem::Problem;
use domain::Account;
use std::collections::BTreeMap;

/// Accounts that a page shows at once. A menu of more helps nobody, and a page stays small.
pub(crate) const ACCOUNTS_SHOWN_MAX: usize = 100;

/// The accounts that a viewer may see, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roster {
    accounts: BTreeMap<String, Account>,
    /// Whether there are more.
    is_cut: bool,
}

impl Roster {
    /// Reads them, or the first of them.
    pub(crate) async fn of(access: &Access, console: &Console) -> Result<Self, Problem> {
        let (first, next) = Self::page(access, console, None, ACCOUNTS_SHOWN_MAX).await?;
        Ok(if next.is_some() { first.cut() } else { first })
    }

    /// Reads at most so many of them, after the one with this `open_id`; and the `open_id` after which the others come, if
    /// there are more.
    pub(crate) async fn page(
        access: &Access,
        console: &Console,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Self, Option<String>), Problem> {
        let (mut accounts, mut next) = access.accounts(console, after, limit).await?;
        // A page of the store's may be short of some that are no accounts.
        while next.is_some() && accounts.len() < limit {
            let (more, last) = access.accounts(console, next.as_deref(), limit - accounts.len()).await?;
            accounts.extend(more);
            next = last;
        }
        Ok((Self::from(accounts), next))
    }

    /// The accounts, by name.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = &Account> {
        let mut accounts: Vec<&Account> = self.accounts.values().collect();
        accounts.sort_by_key(|account| title(account).to_lowercase());
        accounts.into_iter()
    }

    /// The same as a part of what there is.
    pub(crate) fn cut(self) -> Self {
        Self { is_cut: true, ..self }
    }

    /// Whether there are more than these.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
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
        Self {
            accounts: accounts.into_iter().map(|account| (account.open_id.clone(), account)).collect(),
            is_cut: false,
        }
    }
}

/// The name that TikTok shows, else the username, else the `open_id`.
pub(crate) fn title(account: &Account) -> &str {
    account.nickname.as_deref().unwrap_or_else(|| account.name())
}
