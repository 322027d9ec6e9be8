//! What TikTok says of a creator now, for the page that posts.

use super::account_of;
use crate::Console;
use crate::api::received::{Caller, Named};
use crate::api::schema::Privacy;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use gateway::PageInfo;
use jiff::Timestamp;
use serde::Serialize;
use tiktok::{CreatorInfo, PrivacyLevel};
use utoipa::ToSchema;

/// What TikTok says of a creator now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
#[schema(as = CreatorInfo)]
pub(crate) enum CreatorInfoView {
    /// The creator may post, and this is what they may choose from.
    Ready {
        /// The creator's username.
        username: String,
        /// The name that TikTok shows.
        nickname: String,
        /// Address of the creator's picture; it lives for two hours.
        #[serde(skip_serializing_if = "Option::is_none")]
        avatar_url: Option<String>,
        /// The levels that the creator may choose from.
        #[schema(value_type = Vec<Privacy>)]
        privacy_level_options: Vec<PrivacyLevel>,
        /// The creator has switched comments off.
        comment_disabled: bool,
        /// The creator has switched duets off.
        duet_disabled: bool,
        /// The creator has switched stitches off.
        stitch_disabled: bool,
        /// The longest video that the creator may post, in seconds, where TikTok says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        max_video_post_duration_s: Option<u64>,
    },
    /// Nobody knows now. It passes by itself.
    Wait {
        /// When to ask again.
        until: Timestamp,
        /// Why, in words.
        reason: String,
    },
    /// TikTok takes no post of this creator now: the page stops here.
    NoMorePosts {
        /// When to ask again, where that is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// Why, in words.
        reason: String,
    },
    /// Nothing goes on before the account is connected again.
    Reconnect {
        /// Why, in words.
        reason: String,
    },
    /// Nothing goes on before the operator has seen to the app.
    Unusable {
        /// Why, in words.
        reason: String,
    },
}

/// Ask TikTok what a creator may post now
///
/// The question counts against the same six calls a minute as the account's posts.
#[utoipa::path(
    get, operation_id = "read_creator_info", path = "/accounts/{id}/creator-info", tag = "accounts",
    params(("id" = String, Path, description = "The account's `open_id`.")),
    responses(
        (status = OK, body = CreatorInfoView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn creator_info(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response, Problem> {
    let account = account_of(&console, &caller.access, &id).await?;
    let info = console.gateway.creator_info_for_page(&account.open_id).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(CreatorInfoView::of(info))).into_response())
}

impl CreatorInfoView {
    fn of(info: PageInfo) -> Self {
        match info {
            PageInfo::Ready(info) => Self::ready(*info),
            PageInfo::Wait { until, reason } => Self::Wait { until, reason },
            PageInfo::NoMorePosts { until, reason } => Self::NoMorePosts { until, reason },
            PageInfo::Reconnect { reason } => Self::Reconnect { reason },
            PageInfo::Unusable { reason } => Self::Unusable { reason },
        }
    }

    fn ready(info: CreatorInfo) -> Self {
        Self::Ready {
            username: info.username,
            nickname: info.nickname,
            avatar_url: info.avatar_url,
            privacy_level_options: info.privacy_level_options,
            comment_disabled: info.comment_disabled,
            duet_disabled: info.duet_disabled,
            stitch_disabled: info.stitch_disabled,
            max_video_post_duration_s: info.max_video_post_duration.map(|longest| longest.as_secs()),
        }
    }
}
