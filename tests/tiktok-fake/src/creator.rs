//! The people with accounts on this TikTok.

use serde::{Deserialize, Serialize};

use crate::names;

/// What a creator says to the consent page without being asked.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// The page is drawn, and somebody clicks.
    Ask,
    /// Consents at once, except to `withheld_scopes`.
    Grant,
    /// Cancels at once.
    Refuse,
}

/// One creator. Every field has a default, so a test names only what matters to it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Creator {
    /// Identifies the creator to the app; made up where it is not given.
    pub open_id: String,
    /// Identifies the creator to all apps of one developer; made up where it is not given.
    pub union_id: String,
    /// The name after the `@`; made up where it is not given.
    pub username: String,
    /// The name that people read.
    pub nickname: String,
    /// A private account; decides which privacy levels are offered.
    pub private: bool,
    /// Offered instead of the levels that follow from `private`.
    pub privacy_level_options: Option<Vec<String>>,
    /// Nobody may comment on this creator's posts.
    pub comment_disabled: bool,
    /// Nobody may make duets with this creator's posts.
    pub duet_disabled: bool,
    /// Nobody may stitch this creator's posts.
    pub stitch_disabled: bool,
    /// The longest video this creator may post, in seconds.
    pub max_video_post_duration_sec: u32,
    /// Banned from posting.
    pub banned: bool,
    /// This creator's cap on posts in any 24 hours, instead of the setting's.
    pub daily_post_cap: Option<u32>,
    /// What this creator says to the consent page, instead of the setting's.
    pub consent: Option<Consent>,
    /// Scopes that this creator switches off when consenting at once.
    pub withheld_scopes: Vec<String>,
    /// The life of this creator's access tokens in seconds, instead of the setting's.
    pub access_seconds: Option<u64>,
    /// The life of this creator's refresh tokens in seconds, instead of the setting's.
    pub refresh_seconds: Option<u64>,
    /// Events about this creator never arrive: nobody is promised one.
    pub events_lost: bool,
}

impl Default for Creator {
    fn default() -> Self {
        Self {
            open_id: names::open_id(),
            union_id: names::union_id(),
            username: names::username(),
            nickname: "Creator".to_owned(),
            private: false,
            privacy_level_options: None,
            comment_disabled: false,
            duet_disabled: false,
            stitch_disabled: false,
            max_video_post_duration_sec: 600,
            banned: false,
            daily_post_cap: None,
            consent: None,
            withheld_scopes: Vec::new(),
            access_seconds: None,
            refresh_seconds: None,
            events_lost: false,
        }
    }
}

impl Creator {
    /// The creator that a fake starts with: a public account.
    pub fn demo() -> Self {
        Self { username: "reeldrop_demo".to_owned(), nickname: "Reeldrop Demo".to_owned(), ..Self::default() }
    }

    /// The levels that an audited app is offered for this account.
    pub fn offered_privacy_levels(&self) -> Vec<String> {
        let by_account = if self.private {
            ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
        } else {
            ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
        };
        self.privacy_level_options.clone().unwrap_or_else(|| by_account.map(str::to_owned).to_vec())
    }
}
