//! What became of a post.

use std::fmt;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use crate::call::exchange;
use crate::post_id::post_id;
use crate::{Answer, CallError, PrivacyLevel, TikTok, answer, tolerant};

/// Where TikTok is with a post.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StatusReport {
    /// How far it is.
    pub status: PublishStatus,
    /// Why it failed; see [`classify_fail_reason`](crate::classify_fail_reason).
    #[serde(default, deserialize_with = "words")]
    pub fail_reason: Option<String>,
    /// The public post's id, digit for digit. It comes only for public posts and only after moderation, so a complete
    /// post without one is normal.
    #[serde(rename = "publicaly_available_post_id", default, deserialize_with = "post_id")]
    pub post_id: Option<String>,
    /// How many bytes of the video TikTok holds; an interrupted upload goes on from there.
    #[serde(default, deserialize_with = "tolerant::integer")]
    pub uploaded_bytes: Option<u64>,
    /// The level the post got. `SELF_ONLY` where another was asked for means that the app's audit has not passed.
    #[serde(default, deserialize_with = "level")]
    pub privacy_level: Option<PrivacyLevel>,
    /// Where the post can be seen.
    #[serde(default, deserialize_with = "words")]
    pub share_url: Option<String>,
}

/// How far TikTok is with a post.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum PublishStatus {
    /// `PROCESSING_UPLOAD`: waiting for chunks, or working on them.
    ProcessingUpload,
    /// `PROCESSING_DOWNLOAD`: fetching the video from a URL.
    ProcessingDownload,
    /// `SEND_TO_USER_INBOX`: the creator has to finish it in the app.
    SendToUserInbox,
    /// `PUBLISH_COMPLETE`: posted.
    PublishComplete,
    /// `FAILED`: it will never be posted.
    Failed,
    /// A status that is not in TikTok's documents, verbatim. Count it as still under way.
    Other(String),
}

impl TikTok {
    /// Asks what became of a post. Never posts anything, so it is always safe to repeat.
    ///
    /// # Errors
    /// Besides those of any API call [`PublishId`](crate::Refusal::PublishId).
    pub async fn fetch_status(
        &self,
        token: &SecretString,
        publish_id: &str,
    ) -> Result<Answer<StatusReport>, CallError> {
        let body = serde_json::json!({ "publish_id": publish_id });
        let request = self.api_post_json("v2/post/publish/status/fetch/", token, &body)?;
        answer::read(&exchange(request).await?)
    }
}

/// TikTok's spelling.
impl fmt::Display for PublishStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::ProcessingUpload => "PROCESSING_UPLOAD",
            Self::ProcessingDownload => "PROCESSING_DOWNLOAD",
            Self::SendToUserInbox => "SEND_TO_USER_INBOX",
            Self::PublishComplete => "PUBLISH_COMPLETE",
            Self::Failed => "FAILED",
            Self::Other(status) => status,
        })
    }
}

impl From<String> for PublishStatus {
    fn from(status: String) -> Self {
        match status.as_str() {
            "PROCESSING_UPLOAD" => Self::ProcessingUpload,
            "PROCESSING_DOWNLOAD" => Self::ProcessingDownload,
            "SEND_TO_USER_INBOX" => Self::SendToUserInbox,
            "PUBLISH_COMPLETE" => Self::PublishComplete,
            "FAILED" => Self::Failed,
            _ => Self::Other(status),
        }
    }
}

/// TikTok also writes an empty string for "nothing to say".
fn words<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    Ok(tolerant::text(field)?.filter(|text| !text.is_empty()))
}

fn level<'de, D: Deserializer<'de>>(field: D) -> Result<Option<PrivacyLevel>, D::Error> {
    Ok(words(field)?.map(PrivacyLevel::from))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::call::Reply;

    fn read(json: &str) -> StatusReport {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn every_documented_status_is_known_and_others_are_kept() {
        let rows = [
            ("PROCESSING_UPLOAD", PublishStatus::ProcessingUpload),
            ("PROCESSING_DOWNLOAD", PublishStatus::ProcessingDownload),
            ("SEND_TO_USER_INBOX", PublishStatus::SendToUserInbox),
            ("PUBLISH_COMPLETE", PublishStatus::PublishComplete),
            ("FAILED", PublishStatus::Failed),
            ("ON_HOLD", PublishStatus::Other("ON_HOLD".to_owned())),
        ];
        for (text, status) in rows {
            assert_eq!(read(&format!(r#"{{"status":"{text}"}}"#)).status, status);
            assert_eq!(status.to_string(), text);
        }
    }

    #[test]
    fn a_complete_public_post_is_read_in_full() {
        let report = read(
            r#"{"status":"PUBLISH_COMPLETE","fail_reason":"","publicaly_available_post_id":[7305190193011035393],
                "uploaded_bytes":4294967296,"downloaded_bytes":0,"privacy_level":"SELF_ONLY",
                "share_url":"https://www.tiktok.com/@alice/video/7305190193011035393"}"#,
        );
        assert_eq!(report.fail_reason, None);
        assert_eq!(report.post_id.as_deref(), Some("7305190193011035393"));
        assert_eq!(report.uploaded_bytes, Some(4_294_967_296));
        assert_eq!(report.privacy_level, Some(PrivacyLevel::SelfOnly));
        assert!(report.share_url.is_some());
    }

    #[test]
    fn odd_side_fields_never_hide_the_status() {
        let report = read(
            r#"{"status":"FAILED","fail_reason":"internal","publicaly_available_post_id":{"a":1},
                "uploaded_bytes":"many","privacy_level":null,"share_url":[]}"#,
        );
        assert_eq!(report.status, PublishStatus::Failed);
        assert_eq!(report.fail_reason.as_deref(), Some("internal"));
        assert_eq!((report.post_id, report.uploaded_bytes, report.share_url), (None, None, None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(http_status in 100..600u16, body: Vec<u8>) {
            let reply = Reply { http_status, headers: Default::default(), body: body.into() };
            prop_assert!(answer::read::<StatusReport>(&reply).is_err());
        }

        #[test]
        fn any_text_in_any_field_is_read_without_panic(status: String, value: String) {
            let field = serde_json::to_string(&value).unwrap();
            let report = format!(
                r#"{{"status":{},"publicaly_available_post_id":{field},"uploaded_bytes":{field},"privacy_level":[{field}]}}"#,
                serde_json::to_string(&status).unwrap(),
            );
            prop_assert!(serde_json::from_str::<StatusReport>(&report).is_ok());
        }
    }
}
