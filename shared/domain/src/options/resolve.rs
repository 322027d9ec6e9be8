//! One set of options out of up to four sources.

use super::{OptionsError, OptionsPatch, PostOptions};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where options were said, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionsSource {
    /// A person's choice in the console, kept in the post.
    Console,
    /// `{key}.json` beside the video.
    Sidecar,
    /// The object's user metadata.
    Metadata,
    /// `{account}/_defaults.json`.
    Defaults,
}

impl fmt::Display for OptionsSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Console => "console",
            Self::Sidecar => "sidecar",
            Self::Metadata => "metadata",
            Self::Defaults => "defaults",
        })
    }
}

/// The creator's agreement to TikTok's Music Usage Confirmation, with where and when it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The source that said so.
    pub source: OptionsSource,
    /// When Reeldrop read it.
    pub at: Timestamp,
}

/// What all sources together say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The fields as merged, complete or not.
    pub options: OptionsPatch,
    /// The consent, once given.
    pub consent: Option<Consent>,
    /// Whether a post can be made of it.
    pub verdict: Result<PostOptions, OptionsError>,
}

/// Merges the sources, the first that sets a field wins. A source that cannot be read spoils the whole: a post is not
/// made from half of what was said, unless stronger ones have left nothing for it to say.
pub fn resolve(
    sources: impl IntoIterator<Item = (OptionsSource, Result<OptionsPatch, OptionsError>)>,
    now: Timestamp,
) -> Resolution {
    let mut options = OptionsPatch::default();
    let mut consent = None;
    let mut unreadable = None;
    for (source, patch) in sources {
        match patch {
            Ok(patch) => {
                let decides = options.music_usage_confirmed.is_none();
                if decides && patch.music_usage_confirmed == Some(true) {
                    consent = Some(Consent { source, at: now });
                }
                options = options.or(patch);
            }
            Err(_) if options.is_whole() => {}
            Err(error) => unreadable = unreadable.or(Some(error)),
        }
    }
    let verdict = match unreadable {
        Some(error) => Err(error),
        None => options.complete(),
    };
    Resolution { options, consent, verdict }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::PrivacyLevel;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn the_first_source_that_sets_a_field_wins() {
        let now = Timestamp::UNIX_EPOCH;
        let sidecar = OptionsPatch { caption: Some("from the sidecar".into()), ..OptionsPatch::default() };
        let metadata = OptionsPatch {
            caption: Some("from the metadata".into()),
            privacy_level: Some(PrivacyLevel::SelfOnly),
            ..OptionsPatch::default()
        };
        let defaults = OptionsPatch {
            privacy_level: Some(PrivacyLevel::PublicToEveryone),
            music_usage_confirmed: Some(true),
            ..OptionsPatch::default()
        };
        let resolution = resolve(
            [
                (OptionsSource::Sidecar, Ok(sidecar)),
                (OptionsSource::Metadata, Ok(metadata)),
                (OptionsSource::Defaults, Ok(defaults)),
            ],
            now,
        );
        let options = resolution.verdict.unwrap();
        assert_eq!(options.caption, "from the sidecar");
        assert_eq!(options.privacy_level, PrivacyLevel::SelfOnly);
        assert_eq!(resolution.consent, Some(Consent { source: OptionsSource::Defaults, at: now }));
    }

    #[test]
    fn a_consent_withdrawn_by_a_stronger_source_stays_withdrawn() {
        let no = OptionsPatch { music_usage_confirmed: Some(false), ..OptionsPatch::default() };
        let yes = OptionsPatch {
            music_usage_confirmed: Some(true),
            privacy_level: Some(PrivacyLevel::SelfOnly),
            ..OptionsPatch::default()
        };
        let resolution = resolve(
            [(OptionsSource::Sidecar, Ok(no)), (OptionsSource::Defaults, Ok(yes))],
            Timestamp::UNIX_EPOCH,
        );
        assert_eq!(resolution.consent, None);
        assert!(matches!(resolution.verdict, Err(OptionsError::Missing(_))));
    }

    #[test]
    fn a_whole_choice_needs_no_sidecar_and_so_none_that_can_be_read() {
        let unreadable = || Err(OptionsPatch::from_json("clip.mp4.json", b"[]").unwrap_err());
        let choice = |chosen| {
            resolve([(OptionsSource::Console, Ok(chosen)), (OptionsSource::Sidecar, unreadable())], NOW)
        };
        let whole = OptionsPatch {
            privacy_level: Some(PrivacyLevel::SelfOnly),
            music_usage_confirmed: Some(true),
            ..OptionsPatch::default().filled(NOW)
        };
        assert!(choice(whole.clone()).verdict.is_ok());
        let partial = OptionsPatch { caption: None, ..whole };
        assert!(matches!(choice(partial).verdict, Err(OptionsError::Unreadable { .. })));
    }
}
