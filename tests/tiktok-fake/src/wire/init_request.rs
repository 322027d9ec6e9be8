//! The body of init, read strictly: every rule that the body breaks by itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::json_body;
use super::refusal::{Code, Refusal};
use crate::chunk_plan::ChunkPlan;

/// The longest caption, in UTF-16 code units: an emoji counts two.
const CAPTION_UNITS_MAX: usize = 2_200;

const PRIVACY_LEVELS: [&str; 4] =
    ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"];

/// An init whose body is in order.
#[derive(Debug)]
pub(super) struct InitRequest {
    pub(super) privacy_level: String,
    /// Exactly as it was sent.
    pub(super) post_info: Value,
    pub(super) plan: ChunkPlan,
}

#[derive(Deserialize)]
struct Body {
    post_info: PostInfo,
    source_info: SourceInfo,
    #[serde(flatten)]
    unknown: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct PostInfo {
    title: Option<String>,
    privacy_level: String,
    #[serde(rename = "disable_duet")]
    _disable_duet: Option<bool>,
    #[serde(rename = "disable_comment")]
    _disable_comment: Option<bool>,
    #[serde(rename = "disable_stitch")]
    _disable_stitch: Option<bool>,
    #[serde(rename = "video_cover_timestamp_ms")]
    _video_cover_timestamp_ms: Option<u32>,
    brand_content_toggle: bool,
    #[serde(rename = "brand_organic_toggle")]
    _brand_organic_toggle: bool,
    #[serde(rename = "is_aigc")]
    _is_aigc: Option<bool>,
    #[serde(flatten)]
    unknown: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct SourceInfo {
    source: String,
    video_size: Option<u64>,
    chunk_size: Option<u64>,
    total_chunk_count: Option<u64>,
    #[serde(flatten)]
    unknown: BTreeMap<String, Value>,
}

/// Reads the body of init. An unknown field is a violation: TikTok would silently ignore a misspelt choice.
pub(super) fn read(body: Value) -> Result<InitRequest, Refusal> {
    let raw_post_info = body["post_info"].clone();
    let Body { post_info, source_info, unknown } = json_body::fields(body)?;
    let unknown = unknown.keys().chain(post_info.unknown.keys()).chain(source_info.unknown.keys());
    if let Some(field) = unknown.into_iter().next() {
        return Err(Refusal::violation(Code::InvalidParams, format!("init with the unknown field {field}")));
    }
    check_post_info(&post_info)?;
    Ok(InitRequest {
        plan: plan(&source_info)?,
        privacy_level: post_info.privacy_level,
        post_info: raw_post_info,
    })
}

fn check_post_info(post_info: &PostInfo) -> Result<(), Refusal> {
    let units = post_info.title.as_deref().unwrap_or_default().encode_utf16().count();
    if units > CAPTION_UNITS_MAX {
        return Err(invalid("The title is too long"));
    }
    if !PRIVACY_LEVELS.contains(&post_info.privacy_level.as_str()) {
        return Err(invalid("The privacy level is invalid"));
    }
    if post_info.brand_content_toggle && post_info.privacy_level == "SELF_ONLY" {
        return Err(invalid("Branded content cannot be private"));
    }
    Ok(())
}

fn plan(source_info: &SourceInfo) -> Result<ChunkPlan, Refusal> {
    match source_info.source.as_str() {
        "FILE_UPLOAD" => {}
        "PULL_FROM_URL" => {
            return Err(Refusal::new(Code::UrlOwnershipUnverified, "The URL's ownership is unverified"));
        }
        _ => return Err(invalid("The source is invalid")),
    }
    let plan = ChunkPlan {
        video_size: source_info.video_size.ok_or_else(|| invalid("The video size is missing"))?,
        chunk_size: source_info.chunk_size.ok_or_else(|| invalid("The chunk size is missing"))?,
        total_chunk_count: source_info
            .total_chunk_count
            .ok_or_else(|| invalid("The total chunk count is missing"))?,
    };
    plan.check().map_err(|error| invalid(&error.to_string()))?;
    Ok(plan)
}

fn invalid(message: &str) -> Refusal {
    Refusal::new(Code::InvalidParams, message)
}
