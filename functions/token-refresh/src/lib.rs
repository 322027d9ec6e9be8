//! Refreshes the tokens that fall due, on a schedule, and sees to what else an account needs.
//!
//! The due accounts are found by an index, so a run costs what is due and not what exists. What a run does not reach
//! before its deadline is still due at the next one.

mod resume;
mod visit;

use adapters::{Posts, StoreError};
use futures::StreamExt;
use gateway::Gateway;
use jiff::Timestamp;
use serde::Serialize;
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
