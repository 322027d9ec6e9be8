//! What a creator may post just now.

use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use crate::call::exchange;
use crate::{Answer, CallError, PrivacyLevel, TikTok, answer, tolerant};

/// What TikTok demands to be asked before every post, and shown to the creator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreatorInfo {
    /// The name in the account's URL; it can change. Empty where TikTok leaves it out.
    #[serde(rename = "creator_username", default, deserialize_with = "tolerant::text_or_empty")]
    pub username: String,
    /// The name on the profile page; empty where TikTok leaves it out.
    #[serde(rename = "creator_nickname", default, deserialize_with = "tolerant::text_or_empty")]
    pub nickname: String,
    /// Lives for two hours.
    #[serde(rename = "creator_avatar_url", default, deserialize_with = "tolerant::text")]
    pub avatar_url: Option<String>,
    /// The levels this creator can choose from. They depend on the account and on whether the app is audited.
    pub privacy_level_options: Vec<PrivacyLevel>,
    /// The creator has switched comments off in the account's settings.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub comment_disabled: bool,
    /// The creator has switched duets off in the account's settings.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub duet_disabled: bool,
    /// The creator has switched stitches off in the account's settings.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub stitch_disabled: bool,
    /// The longest video this creator may post, where TikTok says so.
    #[serde(rename = "max_video_post_duration_sec", default, deserialize_with = "seconds")]
    pub max_video_post_duration: Option<Duration>,
}

impl TikTok {
    /// Asks what the creator may post. TikTok demands this before every post.
    ///
    /// # Errors
    /// Besides those of any API call [`CreatorCapReached`](crate::CallErrorKind::CreatorCapReached) and
    /// [`Creator`](crate::Refusal::Creator), which TikTok sends with HTTP 200 here: the creator may not post now.
    pub async fn creator_info(&self, token: &SecretString) -> Result<Answer<CreatorInfo>, CallError> {
        let nothing = serde_json::json!({});
        let request = self.api_post_json("v2/post/publish/creator_info/query/", token, &nothing)?;
        answer::read(&exchange(request).await?)
    }
}

/// Zero stands for "not said": no creator is limited to videos of no length.
fn seconds<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Duration>, D::Error> {
    Ok(tolerant::integer(field)?.filter(|seconds| *seconds > 0).map(Duration::from_secs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_answer_is_read() {
        let info: CreatorInfo = serde_json::from_str(
            r#"{"creator_avatar_url":"https://p.example/a","creator_username":"alice","creator_nickname":"Alice",
                "privacy_level_options":["PUBLIC_TO_EVERYONE","SELF_ONLY"],"comment_disabled":false,
                "duet_disabled":true,"stitch_disabled":true,"max_video_post_duration_sec":300}"#,
        )
        .unwrap();
        let expected = CreatorInfo {
            username: "alice".to_owned(),
            nickname: "Alice".to_owned(),
            avatar_url: Some("https://p.example/a".to_owned()),
            privacy_level_options: vec![PrivacyLevel::PublicToEveryone, PrivacyLevel::SelfOnly],
            comment_disabled: false,
            duet_disabled: true,
            stitch_disabled: true,
            max_video_post_duration: Some(Duration::from_secs(300)),
        };
        assert_eq!(info, expected);
    }

    #[test]
    fn an_answer_without_privacy_levels_is_no_answer() {
        assert!(serde_json::from_str::<CreatorInfo>(r#"{"creator_username":"alice"}"#).is_err());
    }
}
