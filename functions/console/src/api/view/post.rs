//! A post as the API shows it.

use super::AccountName;
use crate::api::schema::{Options, Privacy, StateName};
use domain::history::HistoryEntry;
use domain::state::Awaits;
use domain::{Failure, OptionsPatch, Post, PrivacyLevel, State};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Post)]
pub(crate) struct PostView {
    /// Names the post for ever: 32 hexadecimal digits.
    pub(crate) id: String,
    /// The account that it is posted for.
    pub(crate) account: AccountName,
    /// Where it stands.
    #[schema(value_type = StateName)]
    pub(crate) state: &'static str,
    /// Counts its changes.
    pub(crate) version: u64,
    /// Key of the video in the uploads bucket.
    pub(crate) key: String,
    /// Size of the video in bytes.
    pub(crate) size: u64,
    /// The caption; empty where none was given.
    pub(crate) caption: String,
    /// The level that was chosen, from an init on the one that was sent, and in the end the one that TikTok tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Privacy>)]
    pub(crate) privacy_level: Option<PrivacyLevel>,
    /// Everything that was said of how it is to be posted.
    #[schema(value_type = Options)]
    pub(crate) options: OptionsPatch,
    /// What a held post waits for: `options` or `account`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) awaits: Option<Awaits>,
    /// What a reader should know beside the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<FailureView>,
    /// When a waiting post goes out: of a queued one the moment it waits for, of a held one the time that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) scheduled_at: Option<Timestamp>,
    /// When its upload was first seen.
    pub(crate) created_at: Timestamp,
    /// When it last changed.
    pub(crate) updated_at: Timestamp,
    /// Where it stands in a list by time: when it was published, or is or was to be.
    pub(crate) listed_at: Timestamp,
    /// TikTok's id of the attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) publish_id: Option<String>,
    /// TikTok's id of the published post, once it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) post_id: Option<String>,
    /// Where it can be seen, once that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) post_url: Option<String>,
    /// How much of the video TikTok has confirmed, in percent, while it is being uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 100)]
    pub(crate) progress: Option<u8>,
    /// What may be done with it now.
    pub(crate) actions: ActionsView,
    /// Whether a picture of it is kept.
    pub(crate) has_thumbnail: bool,
    /// Everything that happened to it, in order. Only where one post is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) history: Option<Vec<HistoryView>>,
}

/// Why a post failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Failure)]
pub(crate) struct FailureView {
    /// What would have to change: `media`, `options`, `creator`, `audit`, `operator`, `tik_tok`, `source` or `request`.
    pub(crate) class: &'static str,
    /// TikTok's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// TikTok's id of the answer, which its support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log_id: Option<String>,
    /// Whether the same video with the same options may succeed later.
    pub(crate) retryable: bool,
}

/// What may be done with a post now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Actions)]
pub(crate) struct ActionsView {
    /// Call it off.
    pub(crate) cancel: bool,
    /// Have it tried again.
    pub(crate) retry: bool,
    /// Complete its options, change them, or give it another time.
    pub(crate) choose: bool,
}

/// One thing that happened to a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HistoryEntry)]
pub(crate) struct HistoryView {
    /// When it was recorded.
    pub(crate) at: Timestamp,
    /// Who saw it: one of the functions, or `operator` for a person.
    pub(crate) source: &'static str,
    /// What happened.
    pub(crate) event: String,
    /// The state in which that left the post.
    pub(crate) state: String,
    /// What a reader should know.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    pub(crate) detail: String,
    /// TikTok's id of the attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) publish_id: Option<String>,
    /// TikTok's id of the answer that told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log_id: Option<String>,
    /// HTTP status of that answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) http_status: Option<u16>,
}

impl PostView {
    /// A post as a list shows it, without its history.
    pub(crate) fn of(post: &Post, account: AccountName, has_thumbnail: bool) -> Self {
        Self {
            id: post.id.to_string(),
            account,
            state: post.state.name(),
            version: post.version,
            key: post.video.key.clone(),
            size: post.video.size,
            caption: post.options.caption.clone().unwrap_or_default(),
            privacy_level: post.privacy_level,
            options: post.options.clone(),
            awaits: awaits(&post.state),
            reason: post.reason().map(str::to_owned),
            failure: failure(&post.state).map(FailureView::of),
            scheduled_at: scheduled_at(post),
            created_at: post.created_at,
            updated_at: post.updated_at,
            listed_at: post.listed_at(),
            publish_id: post.state.publish_id().map(str::to_owned),
            post_id: post.state.post_id().map(str::to_owned),
            post_url: post_url(&post.state),
            progress: post.uploaded_percent(),
            actions: ActionsView::of(post),
            has_thumbnail,
            history: None,
        }
    }

    /// The same with everything that happened to the post.
    #[must_use]
    pub(crate) fn with_history(self, post: &Post) -> Self {
        Self { history: Some(post.history.iter().map(HistoryView::of).collect()), ..self }
    }
}

impl FailureView {
    fn of(failure: &Failure) -> Self {
        Self {
            class: failure.class.name(),
            code: failure.code.clone(),
            log_id: failure.log_id.clone(),
            retryable: failure.retryable(),
        }
    }
}

impl ActionsView {
    fn of(post: &Post) -> Self {
        let domain::Actions { cancel, retry, choose } = post.actions();
        Self { cancel, retry, choose }
    }
}

impl HistoryView {
    fn of(entry: &HistoryEntry) -> Self {
        Self {
            at: entry.at,
            source: entry.source.name(),
            event: entry.event.clone(),
            state: entry.state.clone(),
            detail: entry.detail.clone(),
            publish_id: entry.publish_id.clone(),
            log_id: entry.log_id.clone(),
            http_status: entry.http_status,
        }
    }
}

fn awaits(state: &State) -> Option<Awaits> {
    if let State::Held { awaits, .. } = state { Some(*awaits) } else { None }
}

fn failure(state: &State) -> Option<&Failure> {
    if let State::Failed { failure, .. } = state { Some(failure) } else { None }
}

fn post_url(state: &State) -> Option<String> {
    if let State::Published { post_url, .. } = state { post_url.clone() } else { None }
}

fn scheduled_at(post: &Post) -> Option<Timestamp> {
    match &post.state {
        State::Queued { not_before, .. } => Some(*not_before),
        State::Held { .. } => post.options.publish_at,
        State::Initializing { .. }
        | State::Uploading(_)
        | State::Processing { .. }
        | State::Published { .. }
        | State::Failed { .. }
        | State::Unconfirmed { .. }
        | State::Cancelled { .. } => None,
    }
}
