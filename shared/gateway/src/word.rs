//! TikTok's word on a post: what it teaches, what it makes of the post, and who is told.

use crate::calls::Gateway;
use adapters::StoreError;
use domain::audit::Evidence;
use domain::event::{Outcome, Publication, StatusReport};
use domain::{Alert, Event, Post, Source};

impl Gateway {
    /// Lets a post take TikTok's word on an attempt, and says whether it did: a post takes no word on another attempt or
    /// about what is over. What the word says of the app's audit is learnt first, so that it is not lost with a save.
    ///
    /// # Errors
    /// When the accounts cannot be read, or what was learnt cannot be written. The post is unchanged then.
    pub async fn take_word(
        &self,
        post: &mut Post,
        mut report: StatusReport,
        by: Source,
    ) -> Result<bool, StoreError> {
        if post.state.publish_id() != Some(&report.publish_id) {
            return Ok(false);
        }
        if let Some(evidence) = Evidence::of(post, &report) {
            self.learn_of_audit(evidence).await?;
        }
        if let Outcome::Published(publication) = &mut report.outcome {
            self.complete(publication, &post.account).await?;
        }
        let unknown = match &report.outcome {
            Outcome::Unknown { status } => Some(status.clone()),
            Outcome::Pending { .. } | Outcome::Published(_) | Outcome::Failed(_) | Outcome::TakenDown => None,
        };
        let told = post.history.len();
        let took = post.apply(Event::StatusReported(report), by.at(self.tokens.clock.now())).is_ok();
        if let Some(status) = unknown.filter(|_| took && post.history.len() > told) {
            tracing::warn!(post.id = %post.id, account.id = post.account, tiktok.status = status, "TikTok names a status that nobody knows; it counts as pending");
        }
        Ok(took)
    }

    /// Logs and counts that a post has left the state called `before`, and alerts the operator where somebody must act. Called
    /// after the save: what was not saved has not happened.
    pub async fn tell(&self, post: &Post, before: &str) {
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
        self.count_outcome(post, Some(before));
        if let Some(alert) = Alert::about(post) {
            self.tokens.alert(&alert).await;
        }
    }

    /// Adds the post's address where TikTok gives only its id.
    async fn complete(&self, publication: &mut Publication, open_id: &str) -> Result<(), StoreError> {
        let (Some(post_id), None) = (&publication.post_id, &publication.post_url) else { return Ok(()) };
        let account = self.tokens.accounts.get(open_id).await?;
        let username = account.and_then(|account| account.username);
        publication.post_url = username.map(|username| post_url(&username, post_id));
        Ok(())
    }
}

/// A video's public address, as TikTok's own pages link to it.
fn post_url(username: &str, post_id: &str) -> String {
    format!("https://www.tiktok.com/@{username}/video/{post_id}")
}
