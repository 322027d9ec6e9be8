//! Letting posts go on that were held because their account was disconnected.

use adapters::{Posts, SaveError, StoreError};
use domain::{Event, Source};
use gateway::Gateway;

/// Lets every such post of the account go on. The account stays due until all do, so that a crash on the way is made good
/// by the next run. A post that another version has written waits for that version, and no other waits for it.
pub(crate) async fn resume_posts(gateway: &Gateway, posts: &Posts, open_id: &str) -> Result<(), StoreError> {
    let now = gateway.tokens.clock.now();
    let mut left = None;
    for id in posts.held(open_id).await? {
        let mut post = match posts.get(&id).await {
            Ok(Some(post)) => post,
            Ok(None) => continue,
            Err(error) if error.is_unreadable() => {
                left = Some(error);
                continue;
            }
            Err(error) => return Err(error),
        };
        if post.apply(Event::AccountReturned, Source::TokenRefresh.at(now)).is_err() {
            // Held for something else, or not held any more.
            continue;
        }
        match posts.save(&mut post).await {
            Ok(()) => {
                tracing::info!(post.id = %id, account.id = open_id, post.state = post.state.name(), "a held post goes on");
            }
            Err(SaveError::Conflict) => {}
            Err(SaveError::Store(error)) => return Err(error),
        }
    }
    if let Some(error) = left {
        return Err(error);
    }
    let done = gateway.tokens.accounts.update(open_id, |account| {
        account.posts_resumed();
        Ok::<(), std::convert::Infallible>(())
    });
    done.await.map(drop)
}
