//! The accounts that there are.

use super::account_of;
use crate::Console;
use crate::access::Access;
use crate::api::received::{Asked, Caller, Named};
use crate::api::view::AccountView;
use crate::problem::{FieldProblem, Problem};
use adapters::StoreError;
use adapters::accounts::PAGE_ACCOUNTS_MAX;
use axum::Json;
use axum::extract::State;
use domain::Account;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};

/// Which accounts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Where the page before has ended: its `next`.
    cursor: Option<String>,
    /// The most accounts of the page.
    #[param(minimum = 1, maximum = 100, default = 100)]
    limit: Option<usize>,
}

/// Some accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct AccountsPage {
    /// The accounts. There may be fewer than were asked for, or none, and still more to come.
    pub(crate) accounts: Vec<AccountView>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

/// List the accounts
#[utoipa::path(
    get, operation_id = "list_accounts", path = "/accounts", tag = "accounts", params(Wanted),
    responses((status = OK, body = AccountsPage), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn list(
    State(console): State<Console>,
    caller: Caller,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<AccountsPage>, Problem> {
    let limit = wanted.limit.unwrap_or(PAGE_ACCOUNTS_MAX);
    if !(1..=PAGE_ACCOUNTS_MAX).contains(&limit) {
        let detail = format!("it may be 1 to {PAGE_ACCOUNTS_MAX}");
        return Err(Problem::fields(vec![FieldProblem::new("limit", detail)]));
    }
    let (accounts, next) = seen(&console, &caller.access, wanted.cursor.as_deref(), limit).await?;
    let accounts = accounts.iter().map(|account| view(&console, account)).collect();
    Ok(Json(AccountsPage { accounts, next }))
}

/// Read an account
#[utoipa::path(
    get, operation_id = "read_account", path = "/accounts/{id}", tag = "accounts",
    params(("id" = String, Path, description = "The account's `open_id`.")),
    responses((status = OK, body = AccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn read(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
) -> Result<Json<AccountView>, Problem> {
    let account = account_of(&console, &caller.access, &id).await?;
    Ok(Json(view(&console, &account)))
}

/// A page of the accounts that whoever asks may see, and where the next one begins. Somebody's own are few, and in the
/// order of their ids.
async fn seen(
    console: &Console,
    access: &Access,
    cursor: Option<&str>,
    limit: usize,
) -> Result<(Vec<Account>, Option<String>), StoreError> {
    let accounts = &console.gateway.tokens.accounts;
    let own = match access {
        Access::All => {
            let page = accounts.list(cursor, limit).await?;
            return Ok((page.accounts, page.next));
        }
        Access::Only(own) => own,
    };
    let (page, next) = page_of(own, cursor, limit);
    let read = futures::future::try_join_all(page.into_iter().map(|open_id| accounts.get(open_id))).await?;
    Ok((read.into_iter().flatten().collect(), next))
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

fn view(console: &Console, account: &Account) -> AccountView {
    AccountView::of(account, console.settings.daily_post_cap, console.clock.now())
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
