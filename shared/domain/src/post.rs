//! A post: the one truth about one version of one object.

use crate::history::{HistoryEntry, Seen, Source};
use crate::lease::Lease;
use crate::options::{Consent, OptionsPatch, Resolution};
use crate::privacy::PrivacyLevel;
use crate::state::{Awaits, State};
use crate::stored::{Stored, Unknown};
use crate::video::Video;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The version of the stored form, see [`Stored::SCHEMA`]. With the second came a person's choice, which a version that
/// overlooked it would overrule; a post that nobody has chosen for is stored as of the first.
pub const POST_SCHEMA: u32 = 2;
const SCHEMA_WITHOUT_CHOICE: u32 = 1;

/// A post's id: derived from bucket, key and version id, so that the same upload seen twice is one post.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostId(String);

impl PostId {
    /// The id of one object version. Without a version id the entity tag stands in for it.
    pub fn of(bucket: &str, key: &str, version: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [bucket, key, version] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hex::encode(&hash.finalize()[..16]))
    }

    /// The id of the post that a video makes.
    pub fn of_video(video: &Video) -> Self {
        Self::of(&video.bucket, &video.key, video.version_id.as_deref().unwrap_or(&video.etag))
    }

    /// Takes an id as it was stored or sent.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text: 32 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One video on its way to one creator's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Derived from the object version.
    pub id: PostId,
    /// Version of the stored form.
    pub schema: u32,
    /// Counts the saves. A save succeeds only if nobody else has saved since the load.
    pub version: u64,
    /// The creator's `open_id`.
    pub account: String,
    /// The object.
    #[serde(flatten)]
    pub video: Video,
    /// What a person has chosen in the console: stronger than whatever else is said, and kept here because it is said
    /// nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<OptionsPatch>,
    /// What was said about the post in all, as far as it was said.
    pub options: OptionsPatch,
    /// The creator's consent, once given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// The level that was chosen, from an init on the one that was sent, and in the end the one that TikTok says it got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_level: Option<PrivacyLevel>,
    /// Inits begun since the post was queued.
    pub attempts: u32,
    /// The run that works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
    /// Where it stands.
    #[serde(flatten)]
    pub state: State,
    /// When the upload was first seen.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Everything that happened, in order.
    pub history: Vec<HistoryEntry>,
    /// What a newer version has stored with it.
    #[serde(skip)]
    pub unknown: Unknown,
}

impl Stored for Post {
    const SCHEMA: u32 = POST_SCHEMA;

    fn schema(&self) -> u32 {
        if self.chosen.is_some() { POST_SCHEMA } else { SCHEMA_WITHOUT_CHOICE }
    }

    fn unknown(&self) -> &Unknown {
        &self.unknown
    }

    fn keep(&mut self, unknown: Unknown) {
        self.unknown = unknown;
    }
}

/// What falls due, and which function sees to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Who sees to it.
    pub work: Work,
    /// When.
    pub at: Timestamp,
}

/// The kinds of work that posts wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// `dispatch` hints, `publish` works.
    Publish,
    /// `status-poller` asks.
    Poll,
}

impl Work {
    /// The name of the index partitions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Poll => "poll",
        }
    }
}

impl Post {
    /// A post for an upload that was just seen, with what its options make of it.
    pub fn received(account: &str, video: Video, resolution: Resolution, now: Timestamp) -> Self {
        let seen = Source::Publish.at(now);
        let mut post = Self::of(account, video, seen);
        post.read_options(resolution, seen);
        post
    }

    /// A post for an upload that a person has made in the console, with what they chose for it.
    pub fn uploaded(account: &str, video: Video, by: &str, choice: OptionsPatch, now: Timestamp) -> Self {
        let seen = Source::Operator.at(now);
        let mut post = Self::of(account, video, seen);
        // A new post is held, and takes any choice.
        let _ = post.choose(by, choice, seen);
        post
    }

    fn of(account: &str, video: Video, seen: Seen) -> Self {
        let mut post = Self {
            id: PostId::of_video(&video),
            schema: POST_SCHEMA,
            version: 0,
            account: account.to_owned(),
            chosen: None,
            options: OptionsPatch::default(),
            consent: None,
            privacy_level: None,
            attempts: 0,
            lease: None,
            state: State::Held { reason: String::new(), awaits: Awaits::Options },
            created_at: seen.at,
            updated_at: seen.at,
            history: Vec::new(),
            unknown: Unknown::default(),
            video,
        };
        let size = post.video.size;
        post.record("received", format!("a video of {size} bytes"), seen);
        post
    }

    /// When work on the post falls due next, and whose it is. Nothing while a person must act, or when it has ended.
    pub fn due(&self) -> Option<Due> {
        let publish = |at: Timestamp| {
            let at = self.lease.as_ref().map_or(at, |lease| at.max(lease.until));
            Some(Due { work: Work::Publish, at })
        };
        let poll = |at: Option<Timestamp>| at.map(|at| Due { work: Work::Poll, at });
        match &self.state {
            State::Queued { not_before, .. } => publish(*not_before),
            State::Initializing { .. } => publish(self.updated_at),
            State::Uploading(upload) => publish(upload.resume_at.unwrap_or(self.updated_at)),
            State::Processing { next_poll_at, .. } => poll(Some(*next_poll_at)),
            State::Published { next_poll_at, .. } | State::Unconfirmed { next_poll_at, .. } => {
                poll(*next_poll_at)
            }
            State::Held { .. } | State::Failed { .. } | State::Cancelled { .. } => None,
        }
    }

    /// Where the post stands in a list by time: when it was published, or is or was to be.
    pub fn listed_at(&self) -> Timestamp {
        match &self.state {
            State::Published { published_at, .. } => *published_at,
            State::Held { .. }
            | State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. }
            | State::Failed { .. }
            | State::Unconfirmed { .. }
            | State::Cancelled { .. } => self.own_time(self.created_at),
        }
    }

    /// How much of the video TikTok has confirmed, in percent, while it is being uploaded.
    pub fn uploaded_percent(&self) -> Option<u8> {
        let State::Uploading(upload) = &self.state else { return None };
        let percent = u128::from(upload.next_offset) * 100 / u128::from(upload.plan.size.max(1));
        Some(u8::try_from(percent.min(100)).unwrap_or(100))
    }

    /// Whether nothing will happen to the post any more unless a person wants it: nothing is due, nobody is waited for.
    pub fn has_ended(&self) -> bool {
        self.due().is_none() && !matches!(self.state, State::Held { .. })
    }

    /// The reason a reader should see beside the state, where there is one.
    pub fn reason(&self) -> Option<&str> {
        match &self.state {
            State::Held { reason, .. } | State::Unconfirmed { reason, .. } | State::Cancelled { reason } => {
                Some(reason)
            }
            State::Queued { reason, .. } => reason.as_deref(),
            State::Failed { failure, .. } => Some(&failure.reason),
            State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. }
            | State::Published { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_depends_on_every_part_and_on_where_it_ends() {
        let id = PostId::of("bucket", "a/b.mp4", "1");
        assert_eq!(id, PostId::of("bucket", "a/b.mp4", "1"));
        assert_eq!(id.as_str().len(), 32);
        for other in [PostId::of("bucket", "a/b.mp4", "2"), PostId::of("bucketa", "/b.mp4", "1")] {
            assert_ne!(id, other);
        }
    }
}
