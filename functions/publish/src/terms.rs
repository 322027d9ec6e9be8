//! What a post is sent with, given what the creator allows right now.

use domain::privacy::{PrivacyChoice, choose};
use domain::{ChunkPlan, Failure, FailureClass, PostOptions, PrivacyFallback, PrivacyLevel};
use tiktok::{CreatorInfo, FileUpload, InitRequest, PostInfo};

/// An init that the creator's account will take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) privacy_level: PrivacyLevel,
    /// Whether the level is not the one that was chosen.
    pub(crate) fell_back: bool,
    pub(crate) request: InitRequest,
}

/// Brings options and creator together: never more public than was chosen, and what the creator has disabled stays
/// disabled.
pub(crate) fn terms(
    options: &PostOptions,
    creator: &CreatorInfo,
    plan: ChunkPlan,
    fallback: PrivacyFallback,
) -> Result<Terms, Failure> {
    let offered: Vec<PrivacyLevel> =
        creator.privacy_level_options.iter().filter_map(|level| level.as_str().parse().ok()).collect();
    let (privacy_level, fell_back) =
        match choose(options.privacy_level, &offered, fallback, options.branded_content) {
            PrivacyChoice::AsChosen(level) => (level, false),
            PrivacyChoice::FellBack => (PrivacyLevel::SelfOnly, true),
            PrivacyChoice::Refused { offered } => return Err(not_offered(options, &offered)),
        };
    let post = PostInfo {
        title: options.caption.clone(),
        privacy_level: level_name(privacy_level),
        disable_duet: !options.allow_duet || creator.duet_disabled,
        disable_comment: !options.allow_comment || creator.comment_disabled,
        disable_stitch: !options.allow_stitch || creator.stitch_disabled,
        video_cover_timestamp_ms: options.cover_ms.map(u64::from),
        brand_content_toggle: options.branded_content,
        brand_organic_toggle: options.your_brand,
        is_aigc: options.ai_generated,
    };
    let source =
        FileUpload { video_size: plan.size, chunk_size: plan.chunk_size, total_chunk_count: plan.count };
    Ok(Terms { privacy_level, fell_back, request: InitRequest { post, source } })
}

fn level_name(level: PrivacyLevel) -> tiktok::PrivacyLevel {
    level.as_str().to_owned().into()
}

fn not_offered(options: &PostOptions, offered: &[PrivacyLevel]) -> Failure {
    let offered: Vec<&str> = offered.iter().map(|level| level.as_str()).collect();
    let offered = if offered.is_empty() { "nothing".to_owned() } else { offered.join(", ") };
    let why = if options.branded_content { ", and branded content cannot be private" } else { "" };
    Failure::local(
        FailureClass::Options,
        format!("the creator's account offers {offered}, not {}{why}", options.privacy_level),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> PostOptions {
        PostOptions {
            caption: "hello".into(),
            privacy_level: PrivacyLevel::PublicToEveryone,
            allow_comment: true,
            allow_duet: true,
            allow_stitch: false,
            your_brand: true,
            branded_content: false,
            ai_generated: true,
            cover_ms: Some(1500),
        }
    }

    fn creator(levels: &[&str]) -> CreatorInfo {
        CreatorInfo {
            username: "alice".into(),
            nickname: "Alice".into(),
            avatar_url: None,
            privacy_level_options: levels.iter().map(|level| (*level).to_owned().into()).collect(),
            comment_disabled: false,
            duet_disabled: true,
            stitch_disabled: false,
            max_video_post_duration: None,
        }
    }

    const PLAN: ChunkPlan = ChunkPlan { size: 9, chunk_size: 9, count: 1 };

    #[test]
    fn what_the_creator_disabled_stays_disabled() {
        let creator = creator(&["PUBLIC_TO_EVERYONE", "SELF_ONLY"]);
        let terms = terms(&options(), &creator, PLAN, PrivacyFallback::SelfOnly).unwrap();
        let post = terms.request.post;
        assert_eq!((post.disable_comment, post.disable_duet, post.disable_stitch), (false, true, true));
        assert_eq!((post.brand_organic_toggle, post.brand_content_toggle, post.is_aigc), (true, false, true));
        assert!(!terms.fell_back);
    }

    #[test]
    fn a_level_that_is_not_offered_falls_back_or_fails_by_the_setting() {
        let creator = creator(&["FOLLOWER_OF_CREATOR", "SELF_ONLY"]);
        let fallen = terms(&options(), &creator, PLAN, PrivacyFallback::SelfOnly).unwrap();
        assert_eq!((fallen.privacy_level, fallen.fell_back), (PrivacyLevel::SelfOnly, true));
        let failure = terms(&options(), &creator, PLAN, PrivacyFallback::Fail).unwrap_err();
        assert!(failure.reason.contains("offers FOLLOWER_OF_CREATOR, SELF_ONLY, not PUBLIC_TO_EVERYONE"));
    }

    #[test]
    fn a_level_of_tomorrow_does_not_disturb() {
        let creator = creator(&["CLOSE_FRIENDS", "PUBLIC_TO_EVERYONE"]);
        assert!(terms(&options(), &creator, PLAN, PrivacyFallback::Fail).is_ok());
    }
}
