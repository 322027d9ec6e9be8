//! What becomes of a video once its last byte has arrived.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::after_seconds;

/// What becomes of a video. It is taken from the settings when the upload ends, and can be changed per post.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fate {
    /// Seconds from the last byte to the outcome.
    pub processing_seconds: u64,
    /// The status that is told until then; an unknown one is a test of the client's patience.
    pub processing_status: String,
    /// How processing ends.
    pub outcome: Outcome,
    /// Seconds from the outcome until the post has an id; `None` = it never gets one. Only public posts get one.
    pub post_id_seconds: Option<u64>,
    /// How `publicaly_available_post_id` looks once there is an id.
    pub post_id_shape: PostIdShape,
    /// How `publicaly_available_post_id` looks while there is none.
    pub missing_post_id_shape: MissingPostIdShape,
    /// The post becomes `SELF_ONLY`, whatever was asked for, as before an audit.
    pub downgraded_to_self_only: bool,
    /// A completed post also shows `privacy_level`, `share_url` and `video_id`, as on some pages.
    pub completion_details: bool,
}

impl Default for Fate {
    fn default() -> Self {
        Self {
            processing_seconds: 2,
            processing_status: "PROCESSING_UPLOAD".to_owned(),
            outcome: Outcome::Complete,
            post_id_seconds: Some(0),
            post_id_shape: PostIdShape::IntegerArray,
            missing_post_id_shape: MissingPostIdShape::Absent,
            downgraded_to_self_only: false,
            completion_details: false,
        }
    }
}

/// How processing ends.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// `PUBLISH_COMPLETE`.
    Complete,
    /// `FAILED`, with this `fail_reason`.
    Failed(String),
    /// Never: the known case of a post that stays in progress.
    Never,
}

/// How an existing post id is written.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostIdShape {
    /// `7412345678901234567`
    Integer,
    /// `[7412345678901234567]`
    IntegerArray,
    /// `"7412345678901234567"`
    Text,
    /// `["7412345678901234567"]`
    TextArray,
}

impl PostIdShape {
    /// The id as this shape writes it.
    pub(crate) fn write(self, post_id: i64) -> Value {
        match self {
            Self::Integer => json!(post_id),
            Self::IntegerArray => json!([post_id]),
            Self::Text => json!(post_id.to_string()),
            Self::TextArray => json!([post_id.to_string()]),
        }
    }
}

/// How the absence of a post id is written.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingPostIdShape {
    /// The field is not there.
    Absent,
    /// `[]`
    EmptyArray,
}

impl Fate {
    /// When processing ends, if it does.
    pub(crate) fn finished_at(&self, uploaded_at: Timestamp) -> Option<Timestamp> {
        match self.outcome {
            Outcome::Complete | Outcome::Failed(_) => {
                Some(after_seconds(uploaded_at, self.processing_seconds))
            }
            Outcome::Never => None,
        }
    }

    /// When a completed post gets its id, if it does.
    pub(crate) fn public_at(&self, uploaded_at: Timestamp) -> Option<Timestamp> {
        match self.outcome {
            Outcome::Complete => {
                let finished_at = after_seconds(uploaded_at, self.processing_seconds);
                self.post_id_seconds.map(|seconds| after_seconds(finished_at, seconds))
            }
            Outcome::Failed(_) | Outcome::Never => None,
        }
    }
}
