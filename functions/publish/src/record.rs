//! Telling a post what happened, saving it, and telling others.

use crate::Publish;
use adapters::{SaveError, StoreError};
use domain::event::StatusReport;
use domain::{Alert, Event, Post, Source};
use thiserror::Error;

/// Why a run does not go on.
#[derive(Debug, Error)]
pub(crate) enum RunError {
    /// Somebody else has taken the post over: their run goes on, this one ends quietly.
    #[error("another run has taken the post over")]
    Overtaken,
    /// A store failed; the message comes again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SaveError> for RunError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Conflict => Self::Overtaken,
            SaveError::Store(error) => Self::Store(error),
        }
    }
}

impl Publish {
    /// Applies an event and saves the post.
    pub(crate) async fn record(&self, post: &mut Post, event: Event) -> Result<(), RunError> {
        let found = post.state.name();
        let completes_upload = matches!(event, Event::UploadCompleted { .. });
        self.apply(post, event)?;
        self.save(post, Some(found)).await?;
        if completes_upload {
            self.count_upload(post);
        }
        Ok(())
    }

    /// Applies an event without saving it, where another follows at once.
    pub(crate) fn apply(&self, post: &mut Post, event: Event) -> Result<(), RunError> {
        let name = event.name();
        if let Err(invalid) = post.apply(event, Source::Publish.at(self.clock.now())) {
            tracing::error!(post.id = %post.id, error = %invalid, "a run worked on something that is no longer true");
            return Err(RunError::Overtaken);
        }
        log(post, name);
        Ok(())
    }

    /// Lets the post take TikTok's word on its attempt, and saves it.
    pub(crate) async fn take_word(&self, post: &mut Post, report: StatusReport) -> Result<(), RunError> {
        let found = post.state.name();
        if !self.gateway.take_word(post, report, Source::Publish).await? {
            return Err(RunError::Overtaken);
        }
        log(post, "status_reported");
        self.save(post, Some(found)).await
    }

    /// Saves the post as it stands, counts what became of it, and alerts the operator if somebody must act. `found` is the
    /// state in which this run found the post, none for a new one.
    pub(crate) async fn save(&self, post: &mut Post, found: Option<&str>) -> Result<(), RunError> {
        self.posts.save(post).await?;
        self.gateway.count_outcome(post, found);
        if let Some(alert) = Alert::about(post) {
            self.alert(&alert).await;
        }
        Ok(())
    }

    /// Sends an alert. One that is withheld or cannot be sent is logged: the post's own record stays the truth.
    pub(crate) async fn alert(&self, alert: &Alert) {
        self.gateway.tokens.alert(alert).await;
    }
}

/// Logs what an event has made of a post, with what the history says of it.
pub(crate) fn log(post: &Post, event: &str) {
    let entry = post.history.last().filter(|entry| entry.event == event);
    tracing::info!(
        post.id = %post.id,
        account.id = post.account,
        post.event = event,
        post.state = post.state.name(),
        publish.id = post.state.publish_id(),
        reason = entry.map(|entry| entry.detail.as_str()).or(post.reason()),
        tiktok.log_id = entry.and_then(|entry| entry.log_id.as_deref()),
        tiktok.http_status = entry.and_then(|entry| entry.http_status),
        "the post has moved on"
    );
}
