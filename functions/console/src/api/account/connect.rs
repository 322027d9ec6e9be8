//! Connecting accounts, and ending their connections.

use super::account_of;
use crate::Console;
use crate::api::received::{Caller, Named};
use crate::api::view::AccountView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use gateway::DisconnectError;
use gateway::connection::BeginError;
use serde::Serialize;
use utoipa::ToSchema;

/// A connection that has begun in this browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Connection {
    /// TikTok's page, where the browser is to go. It comes back to the console's accounts.
    url: String,
}

/// Begin to connect an account
///
/// The way goes on in the browser that got the answer's cookie, and ends with the account in the hands of whoever has begun
/// it.
#[utoipa::path(
    post, operation_id = "connect_account", path = "/accounts/connect", tag = "accounts",
    responses(
        (status = OK, body = Connection, headers(("Set-Cookie" = String, description = "Without it the way back ends nowhere."))),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn connect(State(console): State<Console>, caller: Caller) -> Result<Response, Problem> {
    let begun = console.connections.begin(Some(caller.viewer.identity)).await.map_err(not_begun)?;
    let mut cookie = HeaderValue::try_from(begun.set_cookie).map_err(|_| Problem::internal())?;
    cookie.set_sensitive(true);
    let headers =
        [(header::SET_COOKIE, cookie), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((headers, Json(Connection { url: begun.consent_page.into() })).into_response())
}

/// End an account's connection
///
/// Nothing is posted for it any more. Its waiting posts are held, and go on when the same creator connects again.
#[utoipa::path(
    post, operation_id = "disconnect_account", path = "/accounts/{id}/disconnect", tag = "accounts",
    params(("id" = String, Path, description = "The account's `open_id`.")),
    responses(
        (status = OK, body = AccountView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = BAD_GATEWAY, description = "TikTok has not taken the permission back: ask again.",
         body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn disconnect(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
) -> Result<Json<AccountView>, Problem> {
    let account = account_of(&console, &caller.access, &id).await?;
    let reason = format!("{} has disconnected it in the console", caller.viewer.name);
    console.gateway.disconnect(&account.open_id, &reason).await.map_err(unfinished)?;
    let account = account_of(&console, &caller.access, &id).await?;
    Ok(Json(AccountView::of(&account, console.settings.daily_post_cap, console.clock.now())))
}

fn not_begun(error: BeginError) -> Problem {
    match error {
        BeginError::Store(error) => error.into(),
        BeginError::AppUnreadable(error) => {
            tracing::error!(error = runtime::chain(&error), "the app secret cannot be used");
            Problem::conflict(
                "the app secret is not filled in yet, or cannot be read: the operator must see to it",
            )
        }
    }
}

fn unfinished(error: DisconnectError) -> Problem {
    match error {
        DisconnectError::UnknownAccount => Problem::not_found(),
        DisconnectError::Store(error) => error.into(),
        DisconnectError::Revoke(error) => {
            tracing::warn!(error = runtime::chain(&error), "TikTok did not take a permission back");
            Problem::unavailable(
                "nothing is posted for the account any more, but TikTok has not taken the permission back: ask again",
            )
        }
    }
}
