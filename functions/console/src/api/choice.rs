//! What a person chooses for a post, and what is wrong with it field by field.

use crate::problem::{FieldProblem, Problem};
use domain::options::CAPTION_UTF16_UNITS_MAX;
use domain::{OptionsPatch, PrivacyLevel};
use jiff::{SignedDuration, Timestamp};

/// How long ago a time may lie that is chosen: as long as a page may be looked at before it is sent, and clocks differ.
const PAST_MAX: SignedDuration = SignedDuration::from_mins(5);

/// A choice in which nothing is left open, as the page means it that shows every field: what is not ticked is off, and no
/// time is now.
///
/// # Errors
/// 422 with what is wrong, field by field.
pub(crate) fn whole(choice: OptionsPatch, now: Timestamp) -> Result<OptionsPatch, Problem> {
    let errors = errors(&choice);
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let whole = choice.filled(now);
    match whole.complete() {
        Ok(_) => Ok(whole),
        Err(error) => Err(Problem::invalid(error.to_string())),
    }
}

/// What is wrong with a choice that is to be whole.
pub(crate) fn errors(choice: &OptionsPatch) -> Vec<FieldProblem> {
    let mut errors = Vec::new();
    if choice.privacy_level.is_none() {
        errors.push(FieldProblem::new("privacy_level", "choose who may see the post: there is no default"));
    }
    if choice.music_usage_confirmed != Some(true) {
        let detail =
            "the creator must agree to TikTok's Music Usage Confirmation: true, or nothing is posted";
        errors.push(FieldProblem::new("music_usage_confirmed", detail));
    }
    let units = choice.caption.as_deref().unwrap_or_default().encode_utf16().count();
    if units > CAPTION_UTF16_UNITS_MAX {
        let detail =
            format!("it has {units} UTF-16 units, and TikTok takes at most {CAPTION_UTF16_UNITS_MAX}");
        errors.push(FieldProblem::new("caption", detail));
    }
    if choice.branded_content == Some(true) && choice.privacy_level == Some(PrivacyLevel::SelfOnly) {
        let detail =
            "branded content cannot be posted as SELF_ONLY: choose another privacy level, or none of it";
        errors.push(FieldProblem::new("branded_content", detail));
    }
    errors
}

/// What is wrong with a time to publish at, if it was chosen to lie ahead.
pub(crate) fn past(publish_at: Timestamp, now: Timestamp) -> Option<FieldProblem> {
    let is_past = now.duration_since(publish_at) > PAST_MAX;
    is_past.then(|| FieldProblem::new("publish_at", format!("{publish_at} lies in the past")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn choice() -> OptionsPatch {
        OptionsPatch {
            privacy_level: Some(PrivacyLevel::PublicToEveryone),
            music_usage_confirmed: Some(true),
            ..OptionsPatch::default()
        }
    }

    fn wrong(choice: &OptionsPatch) -> Vec<String> {
        errors(choice).into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn what_is_not_ticked_is_off_and_no_time_is_now() {
        let whole = whole(choice(), NOW).unwrap();
        assert!(whole.is_whole());
        assert_eq!((whole.allow_comment, whole.publish_at), (Some(false), Some(NOW)));
    }

    #[test]
    fn every_field_that_is_wrong_is_told() {
        assert_eq!(wrong(&choice()), [""; 0]);
        assert_eq!(wrong(&OptionsPatch::default()), ["privacy_level", "music_usage_confirmed"]);
        let withdrawn = OptionsPatch { music_usage_confirmed: Some(false), ..choice() };
        assert_eq!(wrong(&withdrawn), ["music_usage_confirmed"]);
        let contradicts = OptionsPatch {
            caption: Some("😀".repeat(1101)),
            privacy_level: Some(PrivacyLevel::SelfOnly),
            branded_content: Some(true),
            ..choice()
        };
        assert_eq!(wrong(&contradicts), ["caption", "branded_content"]);
        assert_eq!(super::whole(contradicts, NOW).unwrap_err().status, 422);
    }

    #[test]
    fn a_time_lies_in_the_past_when_no_slow_page_explains_it() {
        assert_eq!(past(NOW - SignedDuration::from_mins(5), NOW), None);
        assert!(past(NOW - SignedDuration::from_mins(6), NOW).is_some());
    }
}
