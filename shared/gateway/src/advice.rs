//! What a person can do about a refusal.

use domain::FailureClass;

/// What to do, in words. TikTok's code decides where it says more than the class does.
pub(crate) fn advice(class: FailureClass, code: Option<&str>) -> &'static str {
    match code {
        Some("video_duration_exceeds_max" | "duration_check_failed") => {
            "trim it to what the creator may post (ffmpeg -i in.mp4 -t SECONDS -c copy out.mp4) and upload it again"
        }
        Some("frame_rate_check_failed") => {
            "bring it to 23 to 60 frames a second (ffmpeg -i in.mp4 -r 30 out.mp4) and upload it again"
        }
        Some("picture_size_check_failed") => {
            "bring each side to 360 to 4096 pixels (ffmpeg -i in.mp4 -vf scale=1080:-2 out.mp4) and upload it again"
        }
        Some("privacy_level_option_mismatch") => "choose a privacy level that the creator's account offers",
        Some("auth_removed" | "scope_not_authorized" | "scope_permission_missed") => {
            "the creator must connect again and grant every scope"
        }
        Some("spam_risk_user_banned_from_posting") => {
            "TikTok has banned the creator from posting; ask TikTok"
        }
        Some(_) | None => class_advice(class),
    }
}

fn class_advice(class: FailureClass) -> &'static str {
    match class {
        FailureClass::Media => {
            "encode it anew (ffmpeg -i in -c:v libx264 -pix_fmt yuv420p -c:a aac out.mp4) and upload it again"
        }
        FailureClass::Options => "correct the options in a sidecar; the post then goes on",
        FailureClass::Creator => "look at the creator's account in TikTok's app",
        FailureClass::Audit => {
            "until the app passes TikTok's audit, the creator's account must be private and the post SELF_ONLY; then \
             retry"
        }
        FailureClass::Operator => "correct the app's settings, then retry",
        FailureClass::TikTok => "it is TikTok's fault; retry later",
        FailureClass::Source => "upload the video again",
        FailureClass::Request => "this is no fault of the video; please report it with the log id",
    }
}
