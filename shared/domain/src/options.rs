//! How a post is to be posted: what was said about it, and where.

mod chosen;
mod metadata;
mod resolve;
#[cfg(test)]
mod schema;

pub use resolve::{Consent, OptionsSource, Resolution, resolve};

use crate::privacy::PrivacyLevel;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest caption: 2200 UTF-16 code units, so that an emoji counts 2 (TikTok's `post_info.title`).
pub const CAPTION_UTF16_UNITS_MAX: usize = 2200;

/// The largest sidecar or defaults file that is read. A full sidecar needs less than 20 KiB.
pub const SIDECAR_BYTES_MAX: u64 = 64 * 1024;

/// What one source says about a post. A field that is absent is left to the next source.
///
/// `docs/sidecar.schema.json` is made of this type and its comments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "Reeldrop sidecar", description = schema::DESCRIPTION))]
#[serde(deny_unknown_fields)]
pub struct OptionsPatch {
    /// Caption with its hashtags and mentions: at most 2200 UTF-16 code units, so that an emoji counts 2.
    #[cfg_attr(test, schemars(length(max = CAPTION_UTF16_UNITS_MAX)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who may see the post. There is no default: until a person has chosen, the post is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_level: Option<PrivacyLevel>,
    /// Whether comments are allowed; not by default, and not where the creator's account disables them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_comment: Option<bool>,
    /// Whether duets are allowed; not by default, and not where the creator's account disables them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_duet: Option<bool>,
    /// Whether stitches are allowed; not by default, and not where the creator's account disables them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_stitch: Option<bool>,
    /// Discloses that the post promotes the creator's own brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub your_brand: Option<bool>,
    /// Discloses that the post promotes another brand. Such a post cannot be `SELF_ONLY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branded_content: Option<bool>,
    /// Labels the post as made by AI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai_generated: Option<bool>,
    /// Position of the cover frame in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_ms: Option<u32>,
    /// Not to be posted before this moment (RFC 3339, with its offset); absent means now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<Timestamp>,
    /// The creator's agreement to TikTok's Music Usage Confirmation. Until it is given, the post is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub music_usage_confirmed: Option<bool>,
}

/// Options that are complete and do not contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostOptions {
    /// Caption; empty where none was given.
    pub caption: String,
    /// Who may see the post.
    pub privacy_level: PrivacyLevel,
    /// Whether comments are allowed.
    pub allow_comment: bool,
    /// Whether duets are allowed.
    pub allow_duet: bool,
    /// Whether stitches are allowed.
    pub allow_stitch: bool,
    /// Promotes the creator's own brand.
    pub your_brand: bool,
    /// Promotes another brand.
    pub branded_content: bool,
    /// Made by AI.
    pub ai_generated: bool,
    /// Cover frame in milliseconds.
    pub cover_ms: Option<u32>,
}

/// Why options cannot be used as they are.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OptionsError {
    /// Choices that only a person can make are missing: the post is held.
    #[error("waiting for {}: upload a sidecar that sets it", .0.join(" and "))]
    Missing(Vec<&'static str>),
    /// The caption is longer than TikTok takes.
    #[error("the caption has {units} UTF-16 units, and TikTok takes at most {CAPTION_UTF16_UNITS_MAX}")]
    CaptionTooLong {
        /// Length in UTF-16 code units.
        units: usize,
    },
    /// Branded content must be visible to others (Content Sharing Guidelines, point 3b).
    #[error("branded content cannot be posted as SELF_ONLY: choose another privacy_level")]
    BrandedContentPrivate,
    /// A source could not be read as options.
    #[error("{source_name}: {detail}")]
    Unreadable {
        /// The sidecar's key, or the metadata field.
        source_name: String,
        /// What is wrong with it.
        detail: String,
    },
}

impl OptionsPatch {
    /// Reads a sidecar or a defaults file. Unknown fields and wrong types are refused, so that a misspelt name never
    /// silently changes what is posted.
    pub fn from_json(source_name: &str, json: &[u8]) -> Result<Self, OptionsError> {
        let unreadable =
            |detail: String| OptionsError::Unreadable { source_name: source_name.to_owned(), detail };
        // serde would also read a struct from a JSON array, field by field.
        if json.trim_ascii_start().first() != Some(&b'{') {
            return Err(unreadable("expected a JSON object".to_owned()));
        }
        serde_json::from_slice(json).map_err(|error| unreadable(error.to_string()))
    }

    /// Fills what this patch leaves open from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            caption: self.caption.or(other.caption),
            privacy_level: self.privacy_level.or(other.privacy_level),
            allow_comment: self.allow_comment.or(other.allow_comment),
            allow_duet: self.allow_duet.or(other.allow_duet),
            allow_stitch: self.allow_stitch.or(other.allow_stitch),
            your_brand: self.your_brand.or(other.your_brand),
            branded_content: self.branded_content.or(other.branded_content),
            ai_generated: self.ai_generated.or(other.ai_generated),
            cover_ms: self.cover_ms.or(other.cover_ms),
            publish_at: self.publish_at.or(other.publish_at),
            music_usage_confirmed: self.music_usage_confirmed.or(other.music_usage_confirmed),
        }
    }

    /// The complete options, or what is missing or contradictory.
    pub fn complete(&self) -> Result<PostOptions, OptionsError> {
        let caption = self.caption.clone().unwrap_or_default();
        let units = caption.encode_utf16().count();
        if units > CAPTION_UTF16_UNITS_MAX {
            return Err(OptionsError::CaptionTooLong { units });
        }
        let branded_content = self.branded_content.unwrap_or(false);
        if branded_content && self.privacy_level == Some(PrivacyLevel::SelfOnly) {
            return Err(OptionsError::BrandedContentPrivate);
        }
        let Some(privacy_level) = self.privacy_level.filter(|_| self.music_usage_confirmed == Some(true))
        else {
            return Err(OptionsError::Missing(self.missing()));
        };
        Ok(PostOptions {
            caption,
            privacy_level,
            allow_comment: self.allow_comment.unwrap_or(false),
            allow_duet: self.allow_duet.unwrap_or(false),
            allow_stitch: self.allow_stitch.unwrap_or(false),
            your_brand: self.your_brand.unwrap_or(false),
            branded_content,
            ai_generated: self.ai_generated.unwrap_or(false),
            cover_ms: self.cover_ms,
        })
    }

    fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.privacy_level.is_none() {
            missing.push("privacy_level");
        }
        if self.music_usage_confirmed != Some(true) {
            missing.push("music_usage_confirmed = true");
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> OptionsPatch {
        OptionsPatch {
            privacy_level: Some(PrivacyLevel::PublicToEveryone),
            music_usage_confirmed: Some(true),
            ..OptionsPatch::default()
        }
    }

    #[test]
    fn interactions_and_labels_are_off_unless_asked_for() {
        let options = complete().complete().unwrap();
        assert!(!options.allow_comment && !options.allow_duet && !options.allow_stitch);
        assert!(!options.your_brand && !options.branded_content && !options.ai_generated);
    }

    #[test]
    fn what_only_a_person_can_choose_is_named_when_it_is_missing() {
        let error = OptionsPatch::default().complete().unwrap_err();
        assert!(error.to_string().contains("privacy_level and music_usage_confirmed"), "{error}");
        let unconfirmed = OptionsPatch { music_usage_confirmed: Some(false), ..complete() };
        assert_eq!(unconfirmed.complete(), Err(OptionsError::Missing(vec!["music_usage_confirmed = true"])));
    }

    #[test]
    fn a_caption_is_measured_in_utf16_units() {
        let fits = OptionsPatch { caption: Some("😀".repeat(1100)), ..complete() };
        assert!(fits.complete().is_ok());
        let long = OptionsPatch { caption: Some("😀".repeat(1100) + "!"), ..complete() };
        assert_eq!(long.complete(), Err(OptionsError::CaptionTooLong { units: 2201 }));
    }

    #[test]
    fn branded_content_cannot_be_private() {
        let patch = OptionsPatch {
            privacy_level: Some(PrivacyLevel::SelfOnly),
            branded_content: Some(true),
            ..complete()
        };
        assert_eq!(patch.complete(), Err(OptionsError::BrandedContentPrivate));
    }

    #[test]
    fn a_sidecar_with_a_misspelt_field_is_refused_by_name() {
        let error = OptionsPatch::from_json("alice/clip.mp4.json", br#"{"captoin":"x"}"#).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("alice/clip.mp4.json") && text.contains("captoin"), "{text}");
    }

    #[test]
    fn a_sidecar_of_the_wrong_type_is_refused() {
        for json in
            ["", "[]", "null", "{\"cover_ms\":-1}", "{\"allow_duet\":\"yes\"}", "{\"publish_at\":\"soon\"}"]
        {
            assert!(OptionsPatch::from_json("s", json.as_bytes()).is_err(), "{json}");
        }
    }
}
