//! Who is signed in.

use crate::access::Access;
use crate::api::received::Caller;
use crate::problem::Problem;
use crate::viewer::Role;
use axum::Json;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Session {
    /// Whose it is, as a post's history calls them.
    name: String,
    /// What they may do: `operator` everything, `creator` what concerns the accounts that they have connected.
    role: &'static str,
    /// The accounts that a creator may see and post for, by `open_id`; absent for an operator, who may for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    accounts: Option<BTreeSet<String>>,
    /// To be sent as the header `x-csrf-token` with every change.
    csrf_token: String,
    /// When it ends.
    until: Timestamp,
}

/// Who is signed in, and for how long
#[utoipa::path(
    get, operation_id = "read_session", path = "/session", tag = "session",
    responses((status = OK, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn session(caller: Caller) -> Json<Session> {
    let Caller { viewer, access } = caller;
    let role = match viewer.role {
        Role::Operator => "operator",
        Role::Creator => "creator",
    };
    let accounts = match access {
        Access::All => None,
        Access::Only(accounts) => Some(accounts),
    };
    Json(Session { name: viewer.name, role, accounts, csrf_token: viewer.csrf_token, until: viewer.until })
}
