//! Why TikTok gave up on a video after it had been uploaded.

/// What a `fail_reason` of a status report or a webhook means for the post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailClass {
    /// The video was checked after the upload and refused. Permanent.
    Media,
    /// TikTok's own fault. A new attempt is allowed.
    TikTokInternal,
    /// The creator took the app's permission away while the video was processed.
    AuthRemoved,
    /// The creator's daily number of posts is used up, over all apps.
    CreatorCap,
    /// The creator, or what the creator wrote, is not let through. Permanent.
    Creator,
    /// Cancelled, or a reason that is not in TikTok's documents. Permanent; keep the reason as it was given.
    Unknown,
}

/// Reads a `fail_reason`. A reason that is not known counts as permanent, so that nothing is posted on a guess.
#[must_use]
pub fn classify_fail_reason(fail_reason: &str) -> FailClass {
    match fail_reason {
        "file_format_check_failed"
        | "duration_check_failed"
        | "frame_rate_check_failed"
        | "picture_size_check_failed" => FailClass::Media,
        "internal" => FailClass::TikTokInternal,
        "auth_removed" => FailClass::AuthRemoved,
        "spam_risk_too_many_posts" => FailClass::CreatorCap,
        "spam_risk_user_banned_from_posting" | "spam_risk_text" | "spam_risk" => FailClass::Creator,
        _ => FailClass::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_fail_reason_has_its_class() {
        let rows = [
            ("file_format_check_failed", FailClass::Media),
            ("duration_check_failed", FailClass::Media),
            ("frame_rate_check_failed", FailClass::Media),
            ("picture_size_check_failed", FailClass::Media),
            ("internal", FailClass::TikTokInternal),
            ("auth_removed", FailClass::AuthRemoved),
            ("spam_risk_too_many_posts", FailClass::CreatorCap),
            ("spam_risk_user_banned_from_posting", FailClass::Creator),
            ("spam_risk_text", FailClass::Creator),
            ("spam_risk", FailClass::Creator),
            ("publish_cancelled", FailClass::Unknown),
            ("a_reason_of_next_year", FailClass::Unknown),
            ("", FailClass::Unknown),
        ];
        for (reason, class) in rows {
            assert_eq!(classify_fail_reason(reason), class, "{reason}");
        }
    }
}
