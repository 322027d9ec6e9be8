//! What the events of an upload make of a post: from the init's answer to the last byte.

use super::{InvalidTransition, Noted};
use crate::address_end::AddressEnd;
use crate::event::{AnswerTrace, Event};
use crate::history::Seen;
use crate::post::Post;
use crate::state::{State, Upload};

impl Post {
    pub(super) fn take_upload_event(&mut self, event: Event, seen: Seen) -> Result<(), InvalidTransition> {
        let (name, now) = (event.name(), seen.at);
        let invalid = InvalidTransition { state: self.state.name(), event: name };
        let noted = match (&mut self.state, event) {
            (
                State::Initializing { .. },
                Event::InitAnswered { publish_id, upload_url, upload_url_expires_at, plan, answer },
            ) => {
                let detail = format!("{} chunks of {} bytes", plan.count, plan.chunk_size);
                self.state = State::Uploading(Upload {
                    publish_id,
                    upload_url,
                    upload_url_expires_at,
                    plan,
                    next_offset: 0,
                    last_chunk_started: false,
                    resume_at: None,
                });
                Noted { detail, answer }
            }
            (State::Initializing { .. }, Event::InitUnanswered { retry_at, detail }) => {
                self.try_again(retry_at, detail)
            }
            (State::Uploading(upload), Event::LastChunkStarted) => {
                upload.last_chunk_started = true;
                self.updated_at = now;
                return Ok(());
            }
            (State::Uploading(upload), Event::ChunkStored { next_offset, lease_until }) => {
                upload.next_offset = next_offset;
                self.renew(lease_until, now);
                return Ok(());
            }
            (State::Uploading(upload), Event::Resynchronised { next_offset, lease_until }) => {
                upload.next_offset = next_offset;
                self.renew(lease_until, now);
                Noted::because(format!("TikTok holds {next_offset} bytes"))
            }
            (State::Uploading(upload), Event::UploadCompleted { detail, http_status }) => {
                let publish_id = upload.publish_id.clone();
                self.start_processing(publish_id, now);
                Noted { detail, answer: AnswerTrace { log_id: None, http_status } }
            }
            (State::Uploading(upload), Event::UploadAddressLost { retry_at, detail }) => {
                if upload.last_chunk_started {
                    let publish_id = upload.publish_id.clone();
                    self.start_processing(publish_id, now);
                    Noted::because(format!(
                        "{detail}; the last chunk may have arrived, so only TikTok's status decides"
                    ))
                } else {
                    self.try_again(retry_at, detail)
                }
            }
            (State::Uploading(upload), Event::UploadNeverCompleted { uploaded_bytes, retry_at })
                if upload.after_address_end(Some(uploaded_bytes), now) == AddressEnd::SendAnew =>
            {
                let detail = format!(
                    "TikTok holds {uploaded_bytes} of {} bytes and takes no more, so the upload was never completed",
                    upload.plan.size
                );
                self.try_again(retry_at, detail)
            }
            _ => return Err(invalid),
        };
        self.record_with(name, noted, seen);
        Ok(())
    }
}
