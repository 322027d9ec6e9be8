//! The upload: one chunk after the other. How far it has come is saved now and then, and always before the last chunk.

use crate::ahead::Ahead;
use crate::drive::Run;
use crate::progress::Saved;
use crate::record::RunError;
use crate::send::{Sent, lease_for, time_for};
use domain::state::Upload;
use domain::{ByteRange, Event, Failure, FailureClass, Post, State};
use jiff::SignedDuration;

/// Kept free before Lambda's deadline beside the time of one chunk: to save, to send a hint, and for slow clocks.
const HAND_OVER_MARGIN: SignedDuration = SignedDuration::from_secs(15);

/// Questions to TikTok about where one upload stands, in one run. An upload that needs more is handed over: something
/// is wrong that another minute may cure.
const QUESTIONS_MAX: u32 = 5;

/// The pause before the next run when this one could not get ahead.
const STUCK_PAUSE: SignedDuration = SignedDuration::from_secs(60);

impl Run<'_> {
    /// Sends what TikTok does not hold yet. Ends when the upload is complete, cannot go on, or time is up.
    pub(crate) async fn upload(&self, post: &mut Post) -> Result<(), RunError> {
        let mut questions = 0;
        let mut ahead = None;
        let State::Uploading(upload) = &post.state else { return Ok(()) };
        let mut saved = Saved { offset: upload.next_offset, at: self.publish.clock.now() };
        loop {
            let State::Uploading(upload) = &post.state else { return Ok(()) };
            let now = self.publish.clock.now();
            if now >= upload.upload_url_expires_at {
                return self.end_address(post).await;
            }
            let sent = match upload.plan.range_from(upload.next_offset) {
                None => Sent::Unclear("TikTok holds all bytes but has not said that it is done".to_owned()),
                Some(range) if self.is_late_for(range) => {
                    return self.hand_over(post, now, "the function's time is nearly up").await;
                }
                Some(range) => self.send(post, range, &mut ahead).await?,
            };
            match sent {
                Sent::Stored { next_offset } if self.goes_on_unsaved(post, next_offset, &saved) => {
                    self.remember(post, next_offset)?;
                }
                Sent::Stored { next_offset } => {
                    self.store(post, next_offset, ahead.as_ref()).await?;
                    saved = Saved { offset: next_offset, at: self.publish.clock.now() };
                }
                Sent::Complete => {
                    let detail = format!("{} bytes sent", post.video.size);
                    let completed = Event::UploadCompleted { detail, http_status: None };
                    return self.publish.record(post, completed).await;
                }
                Sent::AddressLost => return self.end_address(post).await,
                Sent::Refused(failure) => return self.refuse_upload(post, failure).await,
                Sent::NotNow(reason) => return self.hand_over(post, now + STUCK_PAUSE, &reason).await,
                Sent::Unclear(reason) => {
                    questions += 1;
                    if questions > QUESTIONS_MAX {
                        return self.hand_over(post, now + STUCK_PAUSE, &reason).await;
                    }
                    tracing::info!(post.id = %post.id, reason, "TikTok is asked where the upload stands");
                    if !self.resynchronise(post).await? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Whether the next chunk may be sent without a save before it: it is not the last, this run has the post to itself for
    /// as long as it may take, and not much would have to be found out again.
    fn goes_on_unsaved(&self, post: &Post, next_offset: u64, saved: &Saved) -> bool {
        let State::Uploading(upload) = &post.state else { return false };
        let Some(next) = upload.plan.range_from(next_offset) else { return false };
        !upload.plan.is_last(next)
            && !self.is_late_for(next)
            && !self.may_outlive_lease(post, next)
            && !saved.is_behind(next_offset, self.publish.clock.now())
    }

    /// Tells the post how far the upload has come, under the lease that was saved.
    fn remember(&self, post: &mut Post, next_offset: u64) -> Result<(), RunError> {
        let lease_until = post.lease.as_ref().ok_or(RunError::Overtaken)?.until;
        self.publish.apply(post, Event::ChunkStored { next_offset, lease_until })
    }

    /// Saves how far the upload has come, together with the intent to send the last chunk if that comes next and its
    /// bytes are there.
    async fn store(&self, post: &mut Post, next_offset: u64, ahead: Option<&Ahead>) -> Result<(), RunError> {
        let State::Uploading(upload) = &post.state else { return Ok(()) };
        let next = upload.plan.range_from(next_offset);
        let lease_until = self.publish.clock.now() + next.map_or(STUCK_PAUSE, lease_for);
        let goes_on = next.filter(|range| !self.is_late_for(*range));
        let announces = goes_on.is_some_and(|range| {
            needs_announcement(upload, range) && ahead.is_some_and(|ahead| ahead.has(range))
        });
        let found = post.state.name();
        self.publish.apply(post, Event::ChunkStored { next_offset, lease_until })?;
        if announces {
            self.publish.apply(post, Event::LastChunkStarted)?;
        }
        self.publish.save(post, Some(found)).await
    }

    /// Writes down what must be known before bytes of this range leave: that from now on the upload may be complete, and
    /// that this run has the post to itself for as long as they may take.
    pub(crate) async fn announce(&self, post: &mut Post, range: ByteRange) -> Result<(), RunError> {
        let State::Uploading(upload) = &post.state else { return Ok(()) };
        let is_news = needs_announcement(upload, range);
        if is_news {
            self.publish.apply(post, Event::LastChunkStarted)?;
        }
        if is_news || self.may_outlive_lease(post, range) {
            self.claim(post, lease_for(range)).await?;
        }
        Ok(())
    }

    fn may_outlive_lease(&self, post: &Post, range: ByteRange) -> bool {
        let now = self.publish.clock.now();
        post.lease.as_ref().is_none_or(|lease| lease.until.duration_since(now) < time_for(range))
    }

    pub(crate) async fn lose_address(&self, post: &mut Post, detail: String) -> Result<(), RunError> {
        let retry_at = self.publish.clock.now();
        self.publish.record(post, Event::UploadAddressLost { retry_at, detail }).await?;
        self.hint_at(post, retry_at).await
    }

    /// A refusal ends the post, unless the last chunk may have arrived: then only TikTok's status decides.
    async fn refuse_upload(&self, post: &mut Post, failure: Failure) -> Result<(), RunError> {
        if !may_be_complete(post) {
            return self.publish.record(post, Event::Refused(failure)).await;
        }
        if !self.resynchronise(post).await? {
            return Ok(());
        }
        let State::Uploading(upload) = &post.state else { return Ok(()) };
        if failure.class == FailureClass::Source {
            // What was sent of the last chunk may still arrive; when that is over, TikTok is asked for the last time.
            let resume_at = upload.settled_at();
            return self.hand_over(post, resume_at, &failure.reason).await;
        }
        self.lose_address(post, failure.reason).await
    }

    pub(crate) fn is_late_for(&self, range: ByteRange) -> bool {
        let left = self.deadline.duration_since(self.publish.clock.now());
        left < time_for(range).saturating_add(HAND_OVER_MARGIN)
    }
}

fn needs_announcement(upload: &Upload, range: ByteRange) -> bool {
    upload.plan.is_last(range) && !upload.last_chunk_started
}

fn may_be_complete(post: &Post) -> bool {
    matches!(&post.state, State::Uploading(upload) if upload.last_chunk_started)
}
