//! The accounts that there are.

use super::account_of;
use crate::Console;
use crate::api::received::{Asked, Caller, Named};
use crate::api::view::AccountView;
use crate::problem::{FieldProblem, Problem};
use adapters::accounts::PAGE_ACCOUNTS_MAX;
use axum::Json;
use axum::extract::State;
use domain::Account;
use serde::{Deserialize, Serialize};
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
    let (accounts, next) = caller.access.accounts(&console, wanted.cursor.as_deref(), limit).await?;
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

fn view(console: &Console, account: &Account) -> AccountView {
    AccountView::of(account, console.settings.daily_post_cap, console.clock.now())
}
