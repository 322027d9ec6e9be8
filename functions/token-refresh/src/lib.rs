//! Refreshes the tokens that fall due, on a schedule, and sees to what else an account needs. When asked, it ends an
//! account's connection.
//!
//! The due accounts are found by an index, so a run costs what is due and not what exists. What a run does not reach
//! before its deadline is still due at the next one.

mod disconnect;
mod request;
mod resume;
mod visit;

pub use disconnect::{Disconnected, RefusedDisconnect};

use adapters::{Posts, StoreError};
use futures::StreamExt;
use gateway::Gateway;
use jiff::Timestamp;
use request::Request;
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;
use visit::Visited;

/// Accounts per partition and query.
const ACCOUNTS_PER_SHARD_MAX: i32 = 250;

/// Refreshes at the same time: enough to hide TikTok's answering time, few enough not to look like an attack.
const REFRESHES_AT_ONCE: usize = 16;

/// What one run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Accounts that were due.
    pub due: usize,
    /// Pairs that this run exchanged.
    pub exchanged: usize,
    /// Accounts that another run had refreshed already.
    pub adopted: usize,
    /// Accounts whose refresh failed; each has been logged, and is tried again or must be reconnected.
    pub failed: usize,
    /// Accounts that were left for the next run.
    pub left: usize,
}

/// What a run answers to whoever has asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// To the schedule.
    Refreshed(Summary),
    /// To the operator.
    Disconnected(Disconnected),
}

/// Why a run has not done what it was asked to.
#[derive(Debug, Error)]
pub enum RunError {
    /// Nobody knows what is meant.
    #[error("the event is neither the schedule's nor of the form {{\"disconnect\": \"USERNAME\"}}")]
    UnknownRequest(#[source] serde_json::Error),
    /// See [`RefusedDisconnect`].
    #[error(transparent)]
    Disconnect(#[from] RefusedDisconnect),
    /// The due accounts cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Does what the event asks for, and stops in time before `deadline`.
///
/// # Errors
/// See [`RunError`].
pub async fn answer(
    gateway: &Gateway,
    posts: &Posts,
    event: Value,
    deadline: Timestamp,
) -> Result<Answer, RunError> {
    match Request::read(event).map_err(RunError::UnknownRequest)? {
        Request::Refresh => Ok(Answer::Refreshed(run(gateway, posts, deadline).await?)),
        Request::Disconnect { account } => {
            Ok(Answer::Disconnected(disconnect::disconnect(gateway, &account).await?))
        }
    }
}

/// Sees to the accounts that are due, and stops in time before `deadline`.
///
/// # Errors
/// When the due accounts cannot be read. A failed refresh is no error of the run: the others go on.
pub async fn run(gateway: &Gateway, posts: &Posts, deadline: Timestamp) -> Result<Summary, StoreError> {
    let gateway = &gateway.until(deadline);
    let tokens = &gateway.tokens;
    let begun_at = tokens.clock.now();
    let due = tokens.accounts.due_for_refresh(begun_at, ACCOUNTS_PER_SHARD_MAX).await?;
    let mut summary = Summary { due: due.len(), ..Summary::default() };
    let mut visits = futures::stream::iter(due)
        .map(|open_id| async move { visit::visit(gateway, posts, &open_id).await })
        .buffer_unordered(REFRESHES_AT_ONCE);
    while let Some(visited) = visits.next().await {
        match visited {
            Visited::Exchanged => summary.exchanged += 1,
            Visited::Adopted => summary.adopted += 1,
            Visited::Failed => summary.failed += 1,
            Visited::Left => summary.left += 1,
        }
    }
    tracing::info!(
        accounts.due = summary.due,
        accounts.exchanged = summary.exchanged,
        accounts.adopted = summary.adopted,
        accounts.failed = summary.failed,
        accounts.left = summary.left,
        duration_ms = tokens.clock.now().duration_since(begun_at).as_millis() as u64,
        "refreshed"
    );
    Ok(summary)
}
