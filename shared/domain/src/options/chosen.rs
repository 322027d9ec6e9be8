//! What a person chooses in the console: a source of options of its own, and the strongest.

use super::OptionsPatch;
use jiff::Timestamp;

/// Fields that options have.
const FIELDS: usize = 11;

impl OptionsPatch {
    /// The fields that are set, by their names.
    pub fn named(&self) -> Vec<&'static str> {
        let fields: [(&'static str, bool); FIELDS] = [
            ("caption", self.caption.is_some()),
            ("privacy_level", self.privacy_level.is_some()),
            ("allow_comment", self.allow_comment.is_some()),
            ("allow_duet", self.allow_duet.is_some()),
            ("allow_stitch", self.allow_stitch.is_some()),
            ("your_brand", self.your_brand.is_some()),
            ("branded_content", self.branded_content.is_some()),
            ("ai_generated", self.ai_generated.is_some()),
            ("cover_ms", self.cover_ms.is_some()),
            ("publish_at", self.publish_at.is_some()),
            ("music_usage_confirmed", self.music_usage_confirmed.is_some()),
        ];
        fields.into_iter().filter_map(|(name, is_set)| is_set.then_some(name)).collect()
    }

    /// Whether nothing is left for a weaker source to say.
    pub fn is_whole(&self) -> bool {
        self.named().len() == FIELDS
    }

    /// The same choice with everything said that was left open, as a page means it that shows every field: what is not
    /// ticked is off, no caption is an empty one, no cover is the first frame, and no time is now. The two choices that
    /// only a person can make, `privacy_level` and `music_usage_confirmed`, stay open where they were.
    #[must_use]
    pub fn filled(self, now: Timestamp) -> Self {
        self.or(Self {
            caption: Some(String::new()),
            privacy_level: None,
            allow_comment: Some(false),
            allow_duet: Some(false),
            allow_stitch: Some(false),
            your_brand: Some(false),
            branded_content: Some(false),
            ai_generated: Some(false),
            cover_ms: Some(0),
            publish_at: Some(now),
            music_usage_confirmed: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::PrivacyLevel;

    #[test]
    fn a_filled_choice_is_whole_once_a_person_has_made_the_two_that_are_theirs() {
        let now = Timestamp::UNIX_EPOCH;
        let open = OptionsPatch::default().filled(now);
        assert!(!open.is_whole());
        assert_eq!(open.named().len(), FIELDS - 2);
        let made = OptionsPatch {
            privacy_level: Some(PrivacyLevel::SelfOnly),
            music_usage_confirmed: Some(true),
            ..open
        };
        assert!(made.is_whole() && made.complete().is_ok());
    }

    #[test]
    fn what_was_said_is_not_filled_over() {
        let said = OptionsPatch { allow_duet: Some(true), cover_ms: Some(7), ..OptionsPatch::default() };
        let filled = said.filled(Timestamp::UNIX_EPOCH);
        assert_eq!((filled.allow_duet, filled.cover_ms), (Some(true), Some(7)));
    }

    #[test]
    fn every_field_has_its_name() {
        let whole = OptionsPatch {
            privacy_level: Some(PrivacyLevel::SelfOnly),
            music_usage_confirmed: Some(true),
            ..OptionsPatch::default().filled(Timestamp::UNIX_EPOCH)
        };
        let json = serde_json::to_value(&whole).unwrap();
        let mut stored: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut named = whole.named();
        stored.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, stored);
    }
}
