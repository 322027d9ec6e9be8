//! One question about one post.

use crate::Poller;
use crate::turns::Turns;
use adapters::{SaveError, StoreError};
use domain::{Event, Post, PostId, Source, Step};
use gateway::GatewayError;
use jiff::Timestamp;
use thiserror::Error;

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The post has left the state it was in.
    Settled,
    /// TikTok has not decided.
    Pending,
    /// The question was not due any more, or must wait for its budget.
    NotNow,
}

/// Why a question was not answered. The post is asked about again.
#[derive(Debug, Error)]
pub(crate) enum AskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Gateway(#[from] GatewayError),
}

impl AskError {
    /// Whether another version has written what is asked about, so that this run need not come back to it.
    pub(crate) fn is_unreadable(&self) -> bool {
        match self {
            Self::Store(error) => error.is_unreadable(),
            Self::Gateway(_) => false,
        }
    }
}

impl Poller {
    /// Asks about one post, unless the run has come to its end: what is still due is the next run's.
    pub(crate) async fn ask_before(
        &self,
        end: Timestamp,
        id: &PostId,
        turns: &Turns,
    ) -> Result<Asked, AskError> {
        if self.clock.now() >= end { Ok(Asked::NotNow) } else { self.ask(id, turns).await }
    }

    /// Asks about one post and saves what TikTok says.
    async fn ask(&self, id: &PostId, turns: &Turns) -> Result<Asked, AskError> {
        let Some(mut post) = self.posts.get(id).await? else { return Ok(Asked::NotNow) };
        let now = self.clock.now();
        if post.next_step("status-poller", now) != Step::Poll {
            return Ok(Asked::NotNow);
        }
        let Some(publish_id) = post.state.publish_id().map(str::to_owned) else { return Ok(Asked::NotNow) };
        if let Err(until) = self.gateway.take_status_slot(&post.account).await? {
            let turn = turns.next(&post.account, until);
            return self.put_off(post, turn).await;
        }
        let answer = match self.gateway.fetch_status(&post.account, &publish_id).await {
            Ok(answer) => answer,
            Err(error) => {
                self.keep_unanswered(post, &error).await?;
                return Err(error.into());
            }
        };
        let (before, had_id) = (post.state.name(), post.state.post_id().is_some());
        let report = gateway::report(&publish_id, answer);
        if !self.gateway.take_word(&mut post, report, Source::StatusPoller).await? {
            return Ok(Asked::NotNow);
        }
        match self.posts.save(&mut post).await {
            Ok(()) => {}
            Err(SaveError::Conflict) => return Ok(Asked::NotNow),
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
        self.gateway.tell(&post, before).await;
        if post.state.name() != before {
            return Ok(Asked::Settled);
        }
        if post.state.post_id().is_some() && !had_id {
            tracing::info!(post.id = %post.id, account.id = post.account, tiktok.post_id = post.state.post_id(), "more is known of a post");
        } else {
            tracing::info!(
                post.id = %post.id,
                account.id = post.account,
                post.state = before,
                publish.id = publish_id,
                post.due_at = post.due().map(|due| tracing::field::display(due.at)),
                "a post has not changed"
            );
        }
        Ok(Asked::Pending)
    }

    /// Asks again later. After too long a silence the post is unconfirmed, and the operator is told.
    async fn keep_unanswered(&self, mut post: Post, error: &GatewayError) -> Result<(), StoreError> {
        let before = post.state.name();
        let unanswered = Event::PollUnanswered { detail: runtime::chain(error) };
        if post.apply(unanswered, Source::StatusPoller.at(self.clock.now())).is_err() {
            return Ok(());
        }
        match self.posts.save(&mut post).await {
            Ok(()) => self.gateway.tell(&post, before).await,
            Err(SaveError::Conflict) => {}
            Err(SaveError::Store(error)) => return Err(error),
        }
        Ok(())
    }

    /// Leaves the post as it is and asks again later, so that it does not stand in the way of the others.
    async fn put_off(&self, mut post: Post, until: Timestamp) -> Result<Asked, AskError> {
        tracing::info!(post.id = %post.id, account.id = post.account, post.due_at = %until, "a question waits for its account's budget");
        if post.apply(Event::PollPutOff { until }, Source::StatusPoller.at(self.clock.now())).is_ok() {
            match self.posts.save(&mut post).await {
                Ok(()) | Err(SaveError::Conflict) => {}
                Err(SaveError::Store(error)) => return Err(error.into()),
            }
        }
        Ok(Asked::NotNow)
    }
}
