//! One account that is due.

use crate::resume::resume_posts;
use adapters::{Posts, StoreError};
use gateway::{Gateway, TokenError};

/// What a visit to an account came to.
pub(crate) enum Visited {
    Exchanged,
    Adopted,
    Failed,
    Left,
}

/// Refreshes the account's tokens where that is due, and then sees to what else it needs.
pub(crate) async fn visit(gateway: &Gateway, posts: &Posts, open_id: &str) -> Visited {
    if !gateway.tokens.has_time() {
        return Visited::Left;
    }
    let visited = match gateway.tokens.refresh_due(open_id).await {
        Ok(refreshed) if refreshed.exchanged => Visited::Exchanged,
        Ok(_) | Err(TokenError::Busy) => Visited::Adopted,
        Err(TokenError::NoTime) => return Visited::Left,
        // The gateway has logged why.
        Err(_) => Visited::Failed,
    };
    if let Err(error) = see_to_the_rest(gateway, posts, open_id).await {
        tracing::warn!(account.id = open_id, error = %runtime::chain(&error), "an account could not be seen to");
    }
    visited
}

/// Lets posts go on that waited for the account, tells the operator what a run before this one did not come to tell, and
/// asks for names that are not known yet.
async fn see_to_the_rest(gateway: &Gateway, posts: &Posts, open_id: &str) -> Result<(), StoreError> {
    let tokens = &gateway.tokens;
    let Some(account) = tokens.accounts.get(open_id).await? else { return Ok(()) };
    if account.is_connected() && account.resumes_posts {
        resume_posts(gateway, posts, open_id).await?;
    }
    tokens.tell_what_is_due(&account).await?;
    if account.is_connected()
        && account.username.is_none()
        && let Err(error) = gateway.ask_names(open_id).await
    {
        tracing::info!(account.id = open_id, error = %runtime::chain(&error), "an account's names are not known yet");
    }
    Ok(())
}
