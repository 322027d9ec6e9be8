//! Who may see a post.

use serde::{Deserialize, Serialize};

/// A privacy level in TikTok's words. Levels that TikTok adds later are kept as they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum PrivacyLevel {
    /// `PUBLIC_TO_EVERYONE`
    PublicToEveryone,
    /// `MUTUAL_FOLLOW_FRIENDS`
    MutualFollowFriends,
    /// `FOLLOWER_OF_CREATOR`
    FollowerOfCreator,
    /// `SELF_ONLY`
    SelfOnly,
    /// A level that is not in TikTok's documents, verbatim.
    Other(String),
}

impl PrivacyLevel {
    /// TikTok's spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::PublicToEveryone => "PUBLIC_TO_EVERYONE",
            Self::MutualFollowFriends => "MUTUAL_FOLLOW_FRIENDS",
            Self::FollowerOfCreator => "FOLLOWER_OF_CREATOR",
            Self::SelfOnly => "SELF_ONLY",
            Self::Other(level) => level,
        }
    }
}

impl From<String> for PrivacyLevel {
    fn from(level: String) -> Self {
        match level.as_str() {
            "PUBLIC_TO_EVERYONE" => Self::PublicToEveryone,
            "MUTUAL_FOLLOW_FRIENDS" => Self::MutualFollowFriends,
            "FOLLOWER_OF_CREATOR" => Self::FollowerOfCreator,
            "SELF_ONLY" => Self::SelfOnly,
            _ => Self::Other(level),
        }
    }
}

impl From<PrivacyLevel> for String {
    fn from(level: PrivacyLevel) -> Self {
        level.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_keeps_its_spelling_both_ways() {
        for level in [
            "PUBLIC_TO_EVERYONE",
            "MUTUAL_FOLLOW_FRIENDS",
            "FOLLOWER_OF_CREATOR",
            "SELF_ONLY",
            "CLOSE_FRIENDS",
        ] {
            let json = format!("{level:?}");
            let read: PrivacyLevel = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
            assert_eq!(matches!(read, PrivacyLevel::Other(_)), level == "CLOSE_FRIENDS");
        }
    }
}
