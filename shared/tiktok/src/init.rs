//! Opening a post.

use secrecy::SecretString;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::call::exchange;
use crate::{Answer, CallError, PrivacyLevel, TikTok, UploadUrl, answer};

/// A post to open: how it is to appear, and how its video will be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InitRequest {
    /// How the post is to appear.
    #[serde(rename = "post_info")]
    pub post: PostInfo,
    /// How the video will be sent.
    #[serde(rename = "source_info")]
    pub source: FileUpload,
}

/// How a post is to appear, in TikTok's own fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostInfo {
    /// The caption, at most 2200 UTF-16 code units. Left out when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// One of the creator's [`privacy_level_options`](crate::CreatorInfo::privacy_level_options).
    pub privacy_level: PrivacyLevel,
    /// No duets with this post.
    pub disable_duet: bool,
    /// No comments on this post.
    pub disable_comment: bool,
    /// No stitches of this post.
    pub disable_stitch: bool,
    /// The frame shown as the cover, in milliseconds from the start; the first one if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_cover_timestamp_ms: Option<u64>,
    /// Paid partnership: the post promotes another business.
    pub brand_content_toggle: bool,
    /// The post promotes the creator's own business.
    pub brand_organic_toggle: bool,
    /// Labelled as made with AI.
    pub is_aigc: bool,
}

/// A video sent in chunks, one after the other: all of `chunk_size` bytes except the last, which takes the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileUpload {
    /// Bytes of the whole video.
    pub video_size: u64,
    /// Bytes of each chunk but the last.
    pub chunk_size: u64,
    /// `floor(video_size / chunk_size)`: the remainder rides in the last chunk.
    pub total_chunk_count: u64,
}

impl Serialize for FileUpload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("FileUpload", 4)?;
        fields.serialize_field("source", "FILE_UPLOAD")?;
        fields.serialize_field("video_size", &self.video_size)?;
        fields.serialize_field("chunk_size", &self.chunk_size)?;
        fields.serialize_field("total_chunk_count", &self.total_chunk_count)?;
        fields.end()
    }
}

/// An opened post. Store the `publish_id` before the first byte is sent: it is the only way to learn what became of it.
#[derive(Clone, Debug, Deserialize)]
pub struct InitAnswer {
    /// The post, as far as the API is concerned.
    pub publish_id: String,
    /// Where the chunks go, for one hour.
    pub upload_url: UploadUrl,
}

impl TikTok {
    /// Opens a post. Nothing is published before the last chunk has arrived, so an init that is never followed up does
    /// no harm beyond counting against the creator's limits.
    ///
    /// # Errors
    /// Besides those of any API call all that concern the creator, the app's audit and the post's options.
    pub async fn init_video(
        &self,
        token: &SecretString,
        request: &InitRequest,
    ) -> Result<Answer<InitAnswer>, CallError> {
        let request = self.api_post_json("v2/post/publish/video/init/", token, request)?;
        answer::read(&exchange(request).await?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(title: &str, cover: Option<u64>) -> InitRequest {
        InitRequest {
            post: PostInfo {
                title: title.to_owned(),
                privacy_level: PrivacyLevel::SelfOnly,
                disable_duet: true,
                disable_comment: false,
                disable_stitch: true,
                video_cover_timestamp_ms: cover,
                brand_content_toggle: false,
                brand_organic_toggle: true,
                is_aigc: false,
            },
            source: FileUpload { video_size: 50_000_123, chunk_size: 10_000_000, total_chunk_count: 5 },
        }
    }

    #[test]
    fn the_body_has_tiktoks_fields_and_no_others() {
        let expected = json!({
            "post_info": {
                "title": "hello #world 🎬", "privacy_level": "SELF_ONLY", "disable_duet": true, "disable_comment": false,
                "disable_stitch": true, "video_cover_timestamp_ms": 1500, "brand_content_toggle": false,
                "brand_organic_toggle": true, "is_aigc": false,
            },
            "source_info": {
                "source": "FILE_UPLOAD", "video_size": 50_000_123, "chunk_size": 10_000_000, "total_chunk_count": 5,
            },
        });
        assert_eq!(serde_json::to_value(request("hello #world 🎬", Some(1_500))).unwrap(), expected);
    }

    #[test]
    fn an_empty_caption_and_an_unset_cover_are_left_out() {
        let body = serde_json::to_value(request("", None)).unwrap();
        assert!(body["post_info"].get("title").is_none());
        assert!(body["post_info"].get("video_cover_timestamp_ms").is_none());
    }
}
