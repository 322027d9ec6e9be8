//! Who may see a post.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// TikTok's privacy levels, under TikTok's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PrivacyLevel {
    /// Everybody; offered to public accounts.
    PublicToEveryone,
    /// Followers whom the creator follows back.
    MutualFollowFriends,
    /// The creator's followers; offered to private accounts.
    FollowerOfCreator,
    /// The creator alone.
    SelfOnly,
}

impl PrivacyLevel {
    /// Every level, the most public first.
    pub const ALL: [Self; 4] =
        [Self::PublicToEveryone, Self::MutualFollowFriends, Self::FollowerOfCreator, Self::SelfOnly];

    /// TikTok's name of the level.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PublicToEveryone => "PUBLIC_TO_EVERYONE",
            Self::MutualFollowFriends => "MUTUAL_FOLLOW_FRIENDS",
            Self::FollowerOfCreator => "FOLLOWER_OF_CREATOR",
            Self::SelfOnly => "SELF_ONLY",
        }
    }
}

impl fmt::Display for PrivacyLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is none of TikTok's privacy levels.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "unknown privacy level `{0}`, expected PUBLIC_TO_EVERYONE, MUTUAL_FOLLOW_FRIENDS, FOLLOWER_OF_CREATOR or SELF_ONLY"
)]
pub struct UnknownPrivacyLevel(pub String);

impl FromStr for PrivacyLevel {
    type Err = UnknownPrivacyLevel;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == name)
            .ok_or_else(|| UnknownPrivacyLevel(name.to_owned()))
    }
}

/// What happens when the creator no longer offers the level that was chosen (setting `PrivacyFallback`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivacyFallback {
    /// The post goes out to the creator alone, and the operator is told.
    SelfOnly,
    /// The post fails.
    Fail,
}

/// The privacy level that an init will carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivacyChoice {
    /// The level that was chosen is offered.
    AsChosen(PrivacyLevel),
    /// The chosen level is not offered; `SELF_ONLY` is, and the setting allows it.
    FellBack,
    /// Nothing that is offered may be used.
    Refused {
        /// What the creator offers, for the reason on the post.
        offered: Vec<PrivacyLevel>,
    },
}

/// Picks the level to send: never a more public one than was chosen, and never `SELF_ONLY` for branded content
/// (TikTok's Content Sharing Guidelines, point 3b).
pub fn choose(
    chosen: PrivacyLevel,
    offered: &[PrivacyLevel],
    fallback: PrivacyFallback,
    branded_content: bool,
) -> PrivacyChoice {
    if offered.contains(&chosen) {
        return PrivacyChoice::AsChosen(chosen);
    }
    match fallback {
        PrivacyFallback::SelfOnly if !branded_content && offered.contains(&PrivacyLevel::SelfOnly) => {
            PrivacyChoice::FellBack
        }
        PrivacyFallback::SelfOnly | PrivacyFallback::Fail => {
            PrivacyChoice::Refused { offered: offered.to_vec() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PrivacyLevel::{FollowerOfCreator, MutualFollowFriends, PublicToEveryone, SelfOnly};

    #[test]
    fn an_offered_level_is_used_as_chosen() {
        let choice = choose(PublicToEveryone, &[PublicToEveryone, SelfOnly], PrivacyFallback::Fail, false);
        assert_eq!(choice, PrivacyChoice::AsChosen(PublicToEveryone));
    }

    #[test]
    fn a_level_that_is_not_offered_falls_back_to_private_only_where_the_setting_says_so() {
        let offered = [FollowerOfCreator, MutualFollowFriends, SelfOnly];
        assert_eq!(
            choose(PublicToEveryone, &offered, PrivacyFallback::SelfOnly, false),
            PrivacyChoice::FellBack
        );
        let refused = PrivacyChoice::Refused { offered: offered.to_vec() };
        assert_eq!(choose(PublicToEveryone, &offered, PrivacyFallback::Fail, false), refused);
    }

    #[test]
    fn branded_content_never_becomes_private() {
        let refused = PrivacyChoice::Refused { offered: vec![SelfOnly] };
        assert_eq!(choose(PublicToEveryone, &[SelfOnly], PrivacyFallback::SelfOnly, true), refused);
    }

    #[test]
    fn every_level_is_read_back_from_its_name() {
        for level in PrivacyLevel::ALL {
            assert_eq!(level.as_str().parse(), Ok(level));
            assert_eq!(serde_json::to_value(level).unwrap(), level.as_str());
        }
    }
}
