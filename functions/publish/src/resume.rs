//! Asking TikTok where an upload stands.

use crate::drive::{LEASE_WHILE_PREPARING, Run};
use crate::record::RunError;
use domain::state::Upload;
use domain::{AddressEnd, Event, Post, State};
use gateway::UploadProgress;
use jiff::SignedDuration;

/// The pause before another run asks again.
const ASK_AGAIN_PAUSE: SignedDuration = SignedDuration::from_secs(30);

impl Run<'_> {
    /// Asks TikTok, and tells the post. Says whether the upload goes on in this run.
    pub(crate) async fn resynchronise(&self, post: &mut Post) -> Result<bool, RunError> {
        let State::Uploading(upload) = &post.state else { return Ok(false) };
        let has_ended = self.publish.clock.now() >= upload.upload_url_expires_at;
        self.ask_where_it_stands(post, has_ended).await
    }

    /// The `upload_url` takes no more bytes. Before the last chunk that settles it; after, TikTok is asked.
    pub(crate) async fn end_address(&self, post: &mut Post) -> Result<(), RunError> {
        self.ask_where_it_stands(post, true).await.map(drop)
    }

    async fn ask_where_it_stands(&self, post: &mut Post, address_ended: bool) -> Result<bool, RunError> {
        let State::Uploading(upload) = post.state.clone() else { return Ok(false) };
        let now = self.publish.clock.now();
        if address_ended && !upload.last_chunk_started {
            self.lose_address(post, "the upload_url has ended before the upload did".to_owned()).await?;
            return Ok(false);
        }
        if let Err(until) = self.publish.gateway.take_status_slot(&post.account).await? {
            self.hand_over(post, until, "the account's status questions of this minute are used up").await?;
            return Ok(false);
        }
        let answer = match self.publish.gateway.fetch_status(&post.account, &upload.publish_id).await {
            Ok(answer) => answer,
            Err(error) => {
                let reason =
                    format!("TikTok could not be asked where the upload stands: {}", runtime::chain(&error));
                let again = AddressEnd::AskAgain { at: now + ASK_AGAIN_PAUSE };
                match if address_ended { upload.after_silence(now) } else { again } {
                    AddressEnd::AskAgain { at } => self.hand_over(post, at, &reason).await?,
                    AddressEnd::SendAnew | AddressEnd::LeaveToStatus => {
                        self.lose_address(post, reason).await?;
                    }
                }
                return Ok(false);
            }
        };
        let http_status = Some(answer.http_status);
        match gateway::progress(&upload.publish_id, post.video.size, answer) {
            UploadProgress::Uploading { uploaded_bytes } if address_ended => {
                self.judge_address_end(post, &upload, uploaded_bytes).await?;
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
                self.publish.take_word(post, report).await?;
                Ok(false)
            }
        }
    }

    /// The last chunk was sent, and TikTok says that it still waits for bytes, which can come no more.
    async fn judge_address_end(
        &self,
        post: &mut Post,
        upload: &Upload,
        uploaded_bytes: Option<u64>,
    ) -> Result<(), RunError> {
        let now = self.publish.clock.now();
        match (upload.after_address_end(uploaded_bytes, now), uploaded_bytes) {
            (AddressEnd::SendAnew, Some(uploaded_bytes)) => {
                let never_completed = Event::UploadNeverCompleted { uploaded_bytes, retry_at: now };
                self.publish.record(post, never_completed).await?;
                self.hint_at(post, now).await
            }
            (AddressEnd::AskAgain { at }, _) => {
                self.hand_over(post, at, "the upload_url has ended, and the last bytes may still arrive")
                    .await
            }
            (AddressEnd::SendAnew, None) | (AddressEnd::LeaveToStatus, _) => {
                self.lose_address(post, "the upload_url has ended".to_owned()).await
            }
        }
    }
}
