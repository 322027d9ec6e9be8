//! Options in an object's user metadata (`x-amz-meta-privacy-level` and so on).

use super::{OptionsError, OptionsPatch};
use percent_encoding::percent_decode_str;
use std::fmt::Display;
use std::str::FromStr;

impl OptionsPatch {
    /// Reads the metadata fields that are ours and ignores the rest: other tools keep theirs in the same place.
    ///
    /// Values may be percent-encoded UTF-8, because S3 metadata carries ASCII only.
    pub fn from_metadata<'a>(
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, OptionsError> {
        let mut patch = Self::default();
        for (name, value) in fields {
            let field = MetadataField::new(name, value)?;
            match field.name.as_str() {
                "caption" => patch.caption = Some(field.value),
                "privacy-level" => patch.privacy_level = Some(field.parse()?),
                "allow-comment" => patch.allow_comment = Some(field.parse()?),
                "allow-duet" => patch.allow_duet = Some(field.parse()?),
                "allow-stitch" => patch.allow_stitch = Some(field.parse()?),
                "your-brand" => patch.your_brand = Some(field.parse()?),
                "branded-content" => patch.branded_content = Some(field.parse()?),
                "ai-generated" => patch.ai_generated = Some(field.parse()?),
                "cover-ms" => patch.cover_ms = Some(field.parse()?),
                "publish-at" => patch.publish_at = Some(field.parse()?),
                "music-usage-confirmed" => patch.music_usage_confirmed = Some(field.parse()?),
                _ => {}
            }
        }
        Ok(patch)
    }
}

struct MetadataField {
    name: String,
    value: String,
}

impl MetadataField {
    fn new(name: &str, value: &str) -> Result<Self, OptionsError> {
        let name = name.to_ascii_lowercase();
        let value = percent_decode_str(value)
            .decode_utf8()
            .map_err(|_| unreadable(&name, &"the value is not percent-encoded UTF-8"))?
            .into_owned();
        Ok(Self { name, value })
    }

    fn parse<T: FromStr<Err: Display>>(&self) -> Result<T, OptionsError> {
        self.value.trim().parse().map_err(|error| unreadable(&self.name, &error))
    }
}

fn unreadable(name: &str, detail: &dyn Display) -> OptionsError {
    OptionsError::Unreadable { source_name: format!("x-amz-meta-{name}"), detail: detail.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::PrivacyLevel;

    #[test]
    fn every_field_has_a_metadata_name() {
        let patch = OptionsPatch::from_metadata([
            ("caption", "Gr%C3%BC%C3%9Fe%20%F0%9F%98%80 100%"),
            ("Privacy-Level", "SELF_ONLY"),
            ("allow-comment", "true"),
            ("allow-duet", "false"),
            ("allow-stitch", "true"),
            ("your-brand", "true"),
            ("branded-content", "false"),
            ("ai-generated", "true"),
            ("cover-ms", "1500"),
            ("publish-at", "2026-11-22T18%3A00%3A00Z"),
            ("music-usage-confirmed", "true"),
            ("s3cmd-attrs", "uid:0"),
        ])
        .unwrap();
        assert_eq!(patch.caption.as_deref(), Some("Grüße 😀 100%"));
        assert_eq!(patch.privacy_level, Some(PrivacyLevel::SelfOnly));
        assert_eq!(patch.cover_ms, Some(1500));
        assert_eq!(patch.publish_at, Some("2026-11-22T18:00:00Z".parse().unwrap()));
        let json = serde_json::to_value(&patch).unwrap();
        assert_eq!(json.as_object().unwrap().len(), 11, "a field of the type has no metadata name: {json}");
    }

    #[test]
    fn a_wrong_value_names_its_field() {
        let error = OptionsPatch::from_metadata([("privacy-level", "PUBLIC")]).unwrap_err().to_string();
        assert!(error.starts_with("x-amz-meta-privacy-level: unknown privacy level `PUBLIC`"), "{error}");
        let error = OptionsPatch::from_metadata([("caption", "%ff")]).unwrap_err().to_string();
        assert!(error.contains("not percent-encoded UTF-8"), "{error}");
    }
}
