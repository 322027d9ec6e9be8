//! Refreshes the tokens that fall due, on a schedule.
//!
//! The due accounts are found by an index, so a run costs what is due and not what exists. What a run does not reach
//! before its deadline is still due at the next one.

use adapters::StoreError;
use futures::StreamExt;
use gateway::{TokenError, Tokens};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// Accounts per partition and query.
const ACCOUNTS_PER_SHARD_MAX: i32 = 250;

/// Refreshes at the same time: enough to hide TikTok's answering time, few enough not to look like an attack.
const REFRESHES_AT_ONCE: usize = 16;

/// A refresh that has begun must be able to end before the function is stopped: an answer from TikTok that is not
/// stored is a lost account.
const TIME_FOR_ONE: SignedDuration = SignedDuration::from_secs(45);

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

enum Done {
    Exchanged,
    Adopted,
    Failed,
    Left,
}

/// Refreshes what is due, and stops in time before `deadline`.
///
/// # Errors
/// When the due accounts cannot be read. A failed refresh is no error of the run: the others go on.
pub async fn run(tokens: &Tokens, deadline: Timestamp) -> Result<Summary, StoreError> {
    let due = tokens.accounts.due_for_refresh(tokens.clock.now(), ACCOUNTS_PER_SHARD_MAX).await?;
    let mut summary = Summary { due: due.len(), ..Summary::default() };
    let mut refreshes = futures::stream::iter(due)
        .map(|open_id| async move { refresh(tokens, &open_id, deadline).await })
        .buffer_unordered(REFRESHES_AT_ONCE);
    while let Some(done) = refreshes.next().await {
        match done {
            Done::Exchanged => summary.exchanged += 1,
            Done::Adopted => summary.adopted += 1,
            Done::Failed => summary.failed += 1,
            Done::Left => summary.left += 1,
        }
    }
    tracing::info!(
        accounts.due = summary.due,
        accounts.exchanged = summary.exchanged,
        accounts.adopted = summary.adopted,
        accounts.failed = summary.failed,
        accounts.left = summary.left,
        "refreshed"
    );
    Ok(summary)
}

async fn refresh(tokens: &Tokens, open_id: &str, deadline: Timestamp) -> Done {
    if tokens.clock.now() + TIME_FOR_ONE > deadline {
        return Done::Left;
    }
    match tokens.refresh_due(open_id).await {
        Ok(refreshed) if refreshed.exchanged => Done::Exchanged,
        Ok(_) | Err(TokenError::Busy) => Done::Adopted,
        Err(error) => {
            tracing::warn!(account.id = open_id, error = %runtime::chain(&error), "an account could not be refreshed");
            Done::Failed
        }
    }
}
