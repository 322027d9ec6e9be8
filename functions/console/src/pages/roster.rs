//! The accounts that a viewer may see, by name.

use crate::Console;
use crate::access::Access;
use crate::problem::Problem;
use adapters::Accounts;
use domain::Account;
use std::collections::BTreeMap;

/// Accounts that a page shows at once. A menu of more helps nobody, and a page stays small.
pub(crate) const ACCOUNTS_SHOWN_MAX: usize = 100;

/// The accounts that a viewer may see, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roster {
    accounts: BTreeMap<String, Account>,
}

impl Roster {
    /// Reads them.
    pub(crate) async fn of(access: &Access, console: &Console) -> Result<Self, Problem> {
        let store = &console.gateway.tokens.accounts;
        let accounts = match access {
            Access::All => first(store).await?,
            Access::Only(open_ids) => {
                let mut own = Vec::new();
                for open_id in open_ids {
                    own.extend(store.get(open_id).await?);
                }
                own
            }
        };
        Ok(Self::from(accounts))
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

/// The first accounts that there are. A page of theirs may be short of some that are no accounts.
async fn first(store: &Accounts) -> Result<Vec<Account>, Problem> {
    let mut accounts = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.list(cursor.as_deref(), ACCOUNTS_SHOWN_MAX - accounts.len()).await?;
        accounts.extend(page.accounts);
        if page.next.is_none() || accounts.len() >= ACCOUNTS_SHOWN_MAX {
            return Ok(accounts);
        }
        cursor = page.next;
    }
}

/// The name that TikTok shows, else the username, else the `open_id`.
pub(crate) fn title(account: &Account) -> &str {
    account.nickname.as_deref().unwrap_or_else(|| account.name())
}
