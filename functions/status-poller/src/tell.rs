//! Telling what became of a post.

use crate::Poller;
use domain::{Alert, Post};

impl Poller {
    /// Logs a change of state, and alerts the operator where somebody must act.
    pub(crate) async fn tell(&self, post: &Post, before: &str) {
        let after = post.state.name();
        if after == before {
            return;
        }
        tracing::info!(
            post.id = %post.id,
            account.id = post.account,
            post.state = after,
            publish.id = post.state.publish_id(),
            tiktok.post_id = post.state.post_id(),
            reason = post.reason(),
            "a post has left the state it was in"
        );
        if let Some(alert) = Alert::about(post) {
            self.gateway.tokens.alert(&alert).await;
        }
    }
}
