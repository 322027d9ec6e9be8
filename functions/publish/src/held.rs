//! Posts that wait for somebody to say how they are to be posted.

use crate::Publish;
use crate::record::{RunError, log};
use adapters::accounts::Found;
use adapters::queue::Hint;
use adapters::videos::VideoHead;
use domain::{Alert, Awaits, Event, Post, Source, State};
use futures::TryStreamExt;
use futures::stream;
use jiff::SignedDuration;
use std::time::Duration;

/// How long a post may be held for its options before the operator is told. A queue delays a hint by 15 minutes at most.
const HELD_IN_SILENCE: SignedDuration = SignedDuration::from_mins(10);

/// Hints that are sent at the same time.
const SENDS_AT_ONCE: usize = 16;

impl Publish {
    /// Defaults have come: they may complete what an account's held posts wait for. Each gets a hint, so that its options
    /// are read again by a run of its own, however many there are.
    pub(crate) async fn hint_at_held(&self, folder: &str) -> Result<(), RunError> {
        let account = match self.gateway.tokens.accounts.find(folder).await? {
            Found::One(account) => account,
            Found::Nobody => {
                tracing::info!(account.folder = folder, "defaults have come before their account");
                return Ok(());
            }
            Found::Several => {
                tracing::warn!(account.folder = folder, "defaults have come for a name of several accounts");
                return Ok(());
            }
        };
        let held = self.posts.held(&account.open_id).await?;
        tracing::info!(account.id = account.open_id, posts.held = held.len(), "new defaults have come");
        stream::iter(held.into_iter().map(Ok))
            .try_for_each_concurrent(SENDS_AT_ONCE, |post_id| async move {
                self.hints.send(&Hint { post_id }, Duration::ZERO).await
            })
            .await?;
        Ok(())
    }

    /// Looks at a post again that has just been held for its options: they may come a moment after the video, and only
    /// when they have not come by then is the operator told.
    pub(crate) async fn look_again(&self, post: &Post) -> Result<(), RunError> {
        if matches!(post.state, State::Held { awaits: Awaits::Options, .. }) {
            self.hints.send(&Hint { post_id: post.id.clone() }, HELD_IN_SILENCE.unsigned_abs()).await?;
        }
        Ok(())
    }

    /// Tells the operator of a post that has waited for its options for long enough.
    pub(crate) async fn tell_of_held(&self, post: &Post) {
        let held_for = self.clock.now().duration_since(post.created_at);
        if let Some(alert) = Alert::of_held(post).filter(|_| held_for >= HELD_IN_SILENCE) {
            self.alert(&alert).await;
        }
    }

    /// Reads the options of a held post again. Says whether it has something new to do.
    pub(crate) async fn read_again(&self, post: &mut Post) -> Result<bool, RunError> {
        if !matches!(post.state, State::Held { .. }) {
            return Ok(false);
        }
        let video = &post.video;
        let Some(head) = self.videos.head(&video.bucket, &video.key, video.version_id.as_deref()).await?
        else {
            return Ok(false);
        };
        let before = post.version;
        self.learn(post, &head).await?;
        Ok(post.version != before)
    }

    /// Tells a post what its sources of options say now. One that is already on its way, or at its end, stays as it was
    /// chosen.
    pub(crate) async fn learn(&self, post: &mut Post, head: &VideoHead) -> Result<(), RunError> {
        let resolution = self.read_options(head, post.chosen.as_ref()).await?;
        if !post.learns_from(&resolution) {
            return Ok(());
        }
        let found = post.state.name();
        let event = Event::OptionsRead(resolution);
        let name = event.name();
        if post.apply(event, Source::Publish.at(self.clock.now())).is_err() {
            tracing::info!(post.id = %post.id, account.id = post.account, post.state = found, "new options have come too late");
            return Ok(());
        }
        log(post, name);
        self.save(post, Some(found)).await
    }
}
