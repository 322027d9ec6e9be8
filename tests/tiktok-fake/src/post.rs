//! One post: from init over its upload to its outcome. No clock and no I/O; time arrives as a value.

use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chunk_plan::ChunkPlan;
use crate::fate::{Fate, MissingPostIdShape, Outcome};
use crate::names;
use crate::report::{PostReport, ReceivedChunk};

/// One post, as TikTok keeps it.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) publish_id: String,
    pub(crate) open_id: String,
    /// Exactly as the client sent it.
    pub(crate) post_info: Value,
    pub(crate) privacy_level: String,
    pub(crate) plan: ChunkPlan,
    pub(crate) initialised_at: Timestamp,
    pub(crate) upload_id: String,
    pub(crate) upload_token: String,
    pub(crate) upload_expires_at: Timestamp,
    pub(crate) content_type: Option<String>,
    pub(crate) chunks: Vec<ReceivedChunk>,
    /// Over all stored chunks. A chunk in flight works on a copy, so a broken one leaves no trace.
    pub(crate) hash: Sha256,
    pub(crate) uploaded: Option<Uploaded>,
    pub(crate) post_id: i64,
    /// Which of the post's events were sent.
    pub(crate) told: Told,
}

/// A complete upload, and what becomes of it.
#[derive(Clone, Debug)]
pub(crate) struct Uploaded {
    pub(crate) at: Timestamp,
    pub(crate) fate: Fate,
}

/// Which of the post's events were sent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    pub(crate) outcome: bool,
    pub(crate) public: bool,
}

/// Where a post stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Bytes are missing. Such a post never becomes more than that.
    Uploading,
    /// All bytes are here.
    Processing,
    /// It is posted; `public` once it has an id that others can see.
    Complete { public: bool },
    /// It failed, with this `fail_reason`.
    Failed(String),
}

impl Post {
    /// Bytes of all stored chunks.
    pub(crate) fn bytes_received(&self) -> u64 {
        self.chunks.last().map_or(0, |chunk| chunk.last + 1)
    }

    /// Where the post stands at this time.
    pub(crate) fn standing(&self, now: Timestamp) -> Standing {
        let Some(Uploaded { at, fate }) = &self.uploaded else {
            return Standing::Uploading;
        };
        if fate.finished_at(*at).is_none_or(|finished_at| now < finished_at) {
            return Standing::Processing;
        }
        match &fate.outcome {
            Outcome::Complete => Standing::Complete { public: self.public_at().is_some_and(|at| at <= now) },
            Outcome::Failed(reason) => Standing::Failed(reason.clone()),
            Outcome::Never => Standing::Processing,
        }
    }

    /// When processing ends, if it is known to.
    pub(crate) fn finished_at(&self) -> Option<Timestamp> {
        self.uploaded.as_ref().and_then(|uploaded| uploaded.fate.finished_at(uploaded.at))
    }

    /// When the post gets an id that others can see. Only public posts do.
    pub(crate) fn public_at(&self) -> Option<Timestamp> {
        let uploaded = self.uploaded.as_ref()?;
        let is_public = self.effective_privacy_level() == "PUBLIC_TO_EVERYONE";
        if is_public { uploaded.fate.public_at(uploaded.at) } else { None }
    }

    /// What was asked for, unless the post is downgraded.
    pub(crate) fn effective_privacy_level(&self) -> &str {
        match &self.uploaded {
            Some(uploaded) if uploaded.fate.downgraded_to_self_only => "SELF_ONLY",
            Some(_) | None => &self.privacy_level,
        }
    }

    /// The `data` of status/fetch.
    pub(crate) fn status_data(&self, now: Timestamp, username: &str) -> Value {
        let standing = self.standing(now);
        let mut data =
            json!({ "status": self.status_text(&standing), "uploaded_bytes": self.bytes_received() });
        match standing {
            Standing::Uploading | Standing::Processing => {}
            Standing::Failed(reason) => data["fail_reason"] = json!(reason),
            Standing::Complete { public } => self.add_completion(&mut data, public, username),
        }
        data
    }

    /// What the report says of this post.
    pub(crate) fn report(&self, now: Timestamp) -> PostReport {
        let standing = self.standing(now);
        let finished_at = self.finished_at().filter(|at| *at <= now);
        let public = standing == Standing::Complete { public: true };
        PostReport {
            publish_id: self.publish_id.clone(),
            open_id: self.open_id.clone(),
            post_info: self.post_info.clone(),
            plan: self.plan,
            content_type: self.content_type.clone(),
            chunks: self.chunks.clone(),
            bytes_received: self.bytes_received(),
            sha256: self.uploaded.as_ref().map(|_| hex::encode(self.hash.clone().finalize())),
            initialised_at: self.initialised_at,
            uploaded_at: self.uploaded.as_ref().map(|uploaded| uploaded.at),
            finished_at,
            status: self.status_text(&standing).to_owned(),
            fail_reason: if let Standing::Failed(reason) = standing { Some(reason) } else { None },
            privacy_level: self.effective_privacy_level().to_owned(),
            post_id: public.then(|| self.post_id.to_string()),
        }
    }

    fn status_text(&self, standing: &Standing) -> &str {
        match (standing, &self.uploaded) {
            (Standing::Processing, Some(uploaded)) => &uploaded.fate.processing_status,
            (Standing::Uploading | Standing::Processing, _) => "PROCESSING_UPLOAD",
            (Standing::Complete { .. }, _) => "PUBLISH_COMPLETE",
            (Standing::Failed(_), _) => "FAILED",
        }
    }

    fn add_completion(&self, data: &mut Value, public: bool, username: &str) {
        let Some(Uploaded { fate, .. }) = &self.uploaded else { return };
        match fate.missing_post_id_shape {
            _ if public => data["publicaly_available_post_id"] = fate.post_id_shape.write(self.post_id),
            MissingPostIdShape::Absent => {}
            MissingPostIdShape::EmptyArray => data["publicaly_available_post_id"] = json!([]),
        }
        if fate.downgraded_to_self_only || fate.completion_details {
            data["privacy_level"] = json!(self.effective_privacy_level());
        }
        if fate.completion_details && public {
            data["video_id"] = json!(self.post_id.to_string());
            data["share_url"] = json!(format!("https://www.tiktok.com/@{username}/video/{}", self.post_id));
        }
    }
}

/// A post as init creates it: nothing received yet.
pub(crate) fn initialised(
    now: Timestamp,
    open_id: &str,
    post_info: Value,
    plan: ChunkPlan,
    upload_expires_at: Timestamp,
) -> Post {
    let (upload_id, upload_token) = names::upload();
    let privacy_level = post_info["privacy_level"].as_str().unwrap_or_default().to_owned();
    Post {
        publish_id: names::publish_id(),
        open_id: open_id.to_owned(),
        post_info,
        privacy_level,
        plan,
        initialised_at: now,
        upload_id,
        upload_token,
        upload_expires_at,
        content_type: None,
        chunks: Vec::new(),
        hash: Sha256::new(),
        uploaded: None,
        post_id: names::post_id(),
        told: Told::default(),
    }
}
