//! The loop that carries a post as far as it can go now.

use crate::Publish;
use crate::record::RunError;
use adapters::queue::{HINT_DELAY_MAX, Hint};
use domain::{Event, Lease, Post, PostId, Step};
use jiff::{SignedDuration, Timestamp};

/// How long a run may be silent about a post before others take it over, while no chunk is on its way: longer than
/// every check and the init together, with their timeouts.
pub(crate) const LEASE_WHILE_PREPARING: SignedDuration = SignedDuration::from_secs(180);

/// One run on one post.
pub(crate) struct Run<'a> {
    pub(crate) publish: &'a Publish,
    /// The owner of this run's leases.
    pub(crate) owner: String,
    /// When the function is stopped.
    pub(crate) deadline: Timestamp,
}

impl Publish {
    /// Carries a post as far as it can go now.
    pub(crate) async fn drive(&self, id: &PostId, deadline: Timestamp) -> Result<(), RunError> {
        let run = Run { publish: self, owner: runtime::run_id("publish"), deadline };
        match run.to_rest(id).await {
            Err(RunError::Overtaken) => {
                tracing::info!(post.id = %id, "another run has taken the post over");
                Ok(())
            }
            other => other,
        }
    }
}

impl Run<'_> {
    async fn to_rest(&self, id: &PostId) -> Result<(), RunError> {
        let Some(mut post) = self.publish.posts.get(id).await? else {
            tracing::warn!(post.id = %id, "a hint names a post that does not exist");
            return Ok(());
        };
        loop {
            match post.next_step(&self.owner, self.publish.clock.now()) {
                // A hint at a held post says that its options may be complete now.
                Step::Rest if self.publish.read_again(&mut post).await? => continue,
                Step::Rest => {
                    self.publish.tell_of_held(&post).await;
                    tell_of_rest(&post);
                    return Ok(());
                }
                Step::Poll | Step::Wait { .. } => {
                    tell_of_rest(&post);
                    return Ok(());
                }
                Step::Leased { until } => {
                    tracing::info!(post.id = %id, lease.until = %until, "another run works on the post");
                    return Ok(());
                }
                Step::Submit => self.submit(&mut post).await?,
                Step::Resume => {
                    self.claim(&mut post, LEASE_WHILE_PREPARING).await?;
                    if self.resynchronise(&mut post).await? {
                        self.upload(&mut post).await?;
                    }
                }
            }
            if post.lease.is_none() {
                // Handed over, deferred or done: whoever looks next finds out from the post.
                return Ok(());
            }
        }
    }

    /// Takes the post's lease, or renews it.
    pub(crate) async fn claim(&self, post: &mut Post, length: SignedDuration) -> Result<(), RunError> {
        let until = self.publish.clock.now() + length;
        let found = post.state.name();
        self.publish.apply(post, Event::Claimed(Lease { owner: self.owner.clone(), until }))?;
        self.publish.save(post, Some(found)).await
    }

    /// Puts the post off, with a hint for the time when that is near. A post that goes on waiting for the same thing is
    /// left to `dispatch`, which lets the accounts take turns: a hundred posts that wait for one budget would otherwise
    /// hint at themselves every few seconds, and one of them would get it.
    pub(crate) async fn defer(
        &self,
        post: &mut Post,
        until: Timestamp,
        reason: String,
    ) -> Result<(), RunError> {
        let told = post.history.len();
        self.publish.record(post, Event::Deferred { until, reason }).await?;
        // What was told before is not told again.
        if post.history.len() > told { self.hint_at(post, until).await } else { Ok(()) }
    }

    /// Leaves the rest to the next run.
    pub(crate) async fn hand_over(
        &self,
        post: &mut Post,
        resume_at: Timestamp,
        reason: &str,
    ) -> Result<(), RunError> {
        self.publish.record(post, Event::HandedOver { resume_at, reason: reason.to_owned() }).await?;
        self.hint_at(post, resume_at).await
    }

    /// Sends a hint for a moment that the queue can wait for. Beyond that, and should the hint be lost, `dispatch`
    /// finds the post in the due index.
    pub(crate) async fn hint_at(&self, post: &Post, at: Timestamp) -> Result<(), RunError> {
        let wait = at.duration_since(self.publish.clock.now()).max(SignedDuration::ZERO).unsigned_abs();
        if wait <= HINT_DELAY_MAX {
            self.publish.hints.send(&Hint { post_id: post.id.clone() }, wait).await?;
        }
        Ok(())
    }
}

fn tell_of_rest(post: &Post) {
    tracing::info!(post.id = %post.id, account.id = post.account, post.state = post.state.name(), "there is nothing to do for the post now");
}
