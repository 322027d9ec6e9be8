//! Asking TikTok where an upload stands.

use crate::drive::{LEASE_WHILE_PREPARING, Run};
use crate::record::RunError;
use domain::{Event, Post, State};
use gateway::UploadProgress;
use jiff::SignedDuration;

/// The pause before another run asks again.
const ASK_AGAIN_PAUSE: SignedDuration = SignedDuration::from_secs(30);

impl Run<'_> {
    /// Asks TikTok, and tells the post. Says whether the upload goes on in this run.
    pub(crate) async fn resynchronise(&self, post: &mut Post) -> Result<bool, RunError> {
        let State::Uploading(upload) = post.state.clone() else { return Ok(false) };
        let now = self.publish.clock.now();
        if let Err(until) = self.publish.gateway.take_status_slot(&post.account).await? {
            self.hand_over(post, until, "the account's status questions of this minute are used up").await?;
            return Ok(false);
        }
        let answer = match self.publish.gateway.fetch_status(&post.account, &upload.publish_id).await {
            Ok(answer) => answer,
            Err(error) => {
                let reason =
                    format!("TikTok could not be asked where the upload stands: {}", runtime::chain(&error));
                self.hand_over(post, now + ASK_AGAIN_PAUSE, &reason).await?;
                return Ok(false);
            }
        };
        let http_status = Some(answer.http_status);
        match gateway::progress(&upload.publish_id, post.video.size, answer) {
            UploadProgress::Uploading { .. } if now >= upload.upload_url_expires_at => {
                self.lose_address(post, "the upload_url has ended before the upload did".to_owned()).await?;
                Ok(false)
            }
            UploadProgress::Uploading { uploaded_bytes } => {
                let next_offset = uploaded_bytes.unwrap_or(upload.next_offset);
                let lease_until = now + LEASE_WHILE_PREPARING;
                self.publish.record(post, Event::Resynchronised { next_offset, lease_until }).await?;
                Ok(true)
            }
            UploadProgress::Processing => {
                let detail = "TikTok says that all bytes are in".to_owned();
                self.publish.record(post, Event::UploadCompleted { detail, http_status }).await?;
                Ok(false)
            }
            UploadProgress::Decided(report) => {
                self.publish.record(post, Event::StatusReported(report)).await?;
                Ok(false)
            }
        }
    }
}
