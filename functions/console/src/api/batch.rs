//! Many posts at once: a table is checked row by row before anything starts.

mod cell;
mod row;
mod table;

use crate::Console;
use crate::api::received::{Asked, Caller, Raw};
use crate::problem::{FieldProblem, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use domain::OptionsPatch;
use row::{Draft, RowView};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The largest table: 500 rows with captions of some hundred letters.
pub(crate) const TABLE_BYTES_MAX: usize = 1024 * 1024;

/// What a table leaves open.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Defaults {
    /// The account of the rows that name none, by `open_id` or username.
    account: Option<String>,
    /// What the rows say of TikTok's Music Usage Confirmation that say nothing: for a page that asks for it once, before
    /// anything is posted.
    music_usage_confirmed: Option<bool>,
}

/// What became of a table. Nothing is started by checking it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BatchCheck {
    /// Rows without an error.
    valid: usize,
    /// Every row in order.
    rows: Vec<RowView>,
}

/// Check a table of videos before anything is uploaded
///
/// One row for each video. The columns are `file`, `account` and the fields of [`Options`](Options); only `file` must be
/// there. They may be separated by commas, semicolons or tabs.
#[utoipa::path(
    post, operation_id = "check_batch", path = "/batch/check", tag = "batch", params(Defaults),
    request_body(content = String, content_type = "text/csv"),
    responses((status = OK, body = BatchCheck), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn check(
    State(console): State<Console>,
    caller: Caller,
    Asked(defaults): Asked<Defaults>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Json<BatchCheck>, Problem> {
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.split(';').next().is_none_or(|media_type| media_type.trim() != "text/csv") {
        return Err(Problem::unsupported("text/csv"));
    }
    let table = table::read(&body).map_err(Problem::fields)?;
    let now = console.clock.now();
    let music_usage_confirmed = defaults.music_usage_confirmed;
    let open = OptionsPatch { music_usage_confirmed, ..OptionsPatch::default() };
    let mut drafts: Vec<Draft> =
        table.into_iter().map(|record| Draft::of(record, open.clone(), now)).collect();
    row::find_duplicates(&mut drafts);
    let rows = row::with_accounts(&console, &caller.access, drafts, defaults.account.as_deref()).await?;
    let valid = rows.iter().filter(|row| row.errors.is_empty()).count();
    Ok(Json(BatchCheck { valid, rows }))
}

/// What is wrong with a cell.
fn wrong(column: &str, detail: impl Into<String>) -> FieldProblem {
    FieldProblem::new(column, detail)
}
