//! From TikTok's codes to what the caller does next.

use std::time::Duration;

use crate::{CallErrorKind, Refusal};

/// Which of TikTok's two dialects an answer is in. It matters only for a 401 whose code says nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Surface {
    /// The posting API, called with a creator's token.
    Api,
    /// The token endpoints, called with the app's credentials.
    OAuth,
}

/// What a failed answer asks of the caller. `code` is TikTok's, unless it was absent or `ok`; `reset_after` is what
/// the rate headers said.
///
/// A 5xx speaks before the code: whatever the body claims, the far side was in trouble while it wrote it. Otherwise
/// the code speaks before the status, because several refusals come with HTTP 200.
pub(crate) fn classify(
    surface: Surface,
    http_status: u16,
    code: Option<&str>,
    reset_after: Option<Duration>,
) -> CallErrorKind {
    let rate_limited =
        CallErrorKind::RateLimited { wait: reset_after.unwrap_or(CallErrorKind::RATE_LIMIT_WAIT) };
    if http_status >= 500 {
        return CallErrorKind::Unavailable;
    }
    if let Some(kind) = code.and_then(known) {
        return kind;
    }
    match (http_status, code) {
        (429, _) | (_, Some("rate_limit_exceeded")) => rate_limited,
        (401, _) => match surface {
            Surface::Api => CallErrorKind::TokenRejected,
            Surface::OAuth => CallErrorKind::AppRefused,
        },
        (_, Some(_)) => CallErrorKind::Refused(Refusal::Unknown),
        (_, None) => CallErrorKind::Unreadable,
    }
}

/// The codes of TikTok's documents, of the API and of OAuth alike: no code means two things. `rate_limit_exceeded` is
/// not among them, since its class needs the wait.
fn known(code: &str) -> Option<CallErrorKind> {
    Some(match code {
        "access_token_invalid" => CallErrorKind::TokenRejected,
        "scope_not_authorized" | "scope_permission_missed" => CallErrorKind::ScopeMissing,
        "spam_risk_too_many_posts" => CallErrorKind::CreatorCapReached,
        "reached_active_user_cap" => CallErrorKind::AppCapReached,
        "unaudited_client_can_only_post_to_private_accounts" | "unaudited_client_only_self_visibility" => {
            CallErrorKind::NotAudited
        }
        "invalid_file_upload" | "unsupported_format" | "video_duration_exceeds_max" => {
            CallErrorKind::Refused(Refusal::Media)
        }
        "privacy_level_option_mismatch" => CallErrorKind::Refused(Refusal::Options),
        "spam_risk_user_banned_from_posting" | "spam_risk" | "spam_risk_text" => {
            CallErrorKind::Refused(Refusal::Creator)
        }
        "invalid_publish_id" | "token_not_authorized_for_specified_publish_id" => {
            CallErrorKind::Refused(Refusal::PublishId)
        }
        "invalid_param" | "invalid_params" | "url_ownership_unverified" => {
            CallErrorKind::Refused(Refusal::Request)
        }
        "internal_error" | "server_error" | "temporarily_unavailable" => CallErrorKind::Unavailable,
        // The creator said no: like a dead grant, only the creator can give a new one.
        "invalid_grant" | "access_denied" => CallErrorKind::GrantRejected,
        "invalid_client" | "unauthorized_client" => CallErrorKind::AppRefused,
        "invalid_request" | "invalid_scope" | "unsupported_grant_type" | "unsupported_response_type" => {
            CallErrorKind::Refused(Refusal::Request)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use CallErrorKind::*;

    const MINUTE: CallErrorKind = RateLimited { wait: Duration::from_secs(60) };

    #[test]
    fn every_documented_api_code_has_its_class() {
        let rows = [
            (401, "access_token_invalid", TokenRejected),
            (401, "scope_not_authorized", ScopeMissing),
            (400, "scope_permission_missed", ScopeMissing),
            (429, "rate_limit_exceeded", MINUTE),
            (200, "rate_limit_exceeded", MINUTE),
            (400, "invalid_param", Refused(Refusal::Request)),
            (400, "invalid_params", Refused(Refusal::Request)),
            (400, "invalid_file_upload", Refused(Refusal::Media)),
            (400, "unsupported_format", Refused(Refusal::Media)),
            (400, "video_duration_exceeds_max", Refused(Refusal::Media)),
            (403, "privacy_level_option_mismatch", Refused(Refusal::Options)),
            (403, "unaudited_client_can_only_post_to_private_accounts", NotAudited),
            (403, "unaudited_client_only_self_visibility", NotAudited),
            (403, "spam_risk_too_many_posts", CreatorCapReached),
            (200, "spam_risk_too_many_posts", CreatorCapReached),
            (403, "spam_risk_user_banned_from_posting", Refused(Refusal::Creator)),
            (200, "spam_risk_user_banned_from_posting", Refused(Refusal::Creator)),
            (403, "spam_risk", Refused(Refusal::Creator)),
            (200, "spam_risk_text", Refused(Refusal::Creator)),
            (403, "reached_active_user_cap", AppCapReached),
            (200, "reached_active_user_cap", AppCapReached),
            (403, "url_ownership_unverified", Refused(Refusal::Request)),
            (400, "invalid_publish_id", Refused(Refusal::PublishId)),
            (400, "token_not_authorized_for_specified_publish_id", Refused(Refusal::PublishId)),
            (500, "internal_error", Unavailable),
            (200, "internal_error", Unavailable),
        ];
        for (status, code, kind) in rows {
            assert_eq!(classify(Surface::Api, status, Some(code), None), kind, "{status} {code}");
        }
    }

    #[test]
    fn every_oauth_error_has_its_class_with_http_200_too() {
        let rows = [
            ("access_denied", GrantRejected),
            ("invalid_client", AppRefused),
            ("invalid_grant", GrantRejected),
            ("invalid_request", Refused(Refusal::Request)),
            ("invalid_scope", Refused(Refusal::Request)),
            ("unauthorized_client", AppRefused),
            ("unsupported_grant_type", Refused(Refusal::Request)),
            ("unsupported_response_type", Refused(Refusal::Request)),
            ("server_error", Unavailable),
            ("temporarily_unavailable", Unavailable),
        ];
        for (code, kind) in rows {
            for status in [200, 400, 401] {
                assert_eq!(classify(Surface::OAuth, status, Some(code), None), kind, "{status} {code}");
            }
        }
    }

    #[test]
    fn without_a_known_code_the_status_decides() {
        let rows = [
            (Surface::Api, 401, None, TokenRejected),
            (Surface::Api, 401, Some("access_token_expired"), TokenRejected),
            (Surface::OAuth, 401, None, AppRefused),
            (Surface::Api, 429, None, MINUTE),
            (Surface::Api, 429, Some("slow_down"), MINUTE),
            (Surface::Api, 400, Some("brand_new_code"), Refused(Refusal::Unknown)),
            (Surface::Api, 200, Some("brand_new_code"), Refused(Refusal::Unknown)),
            (Surface::Api, 302, None, Unreadable),
            (Surface::Api, 403, None, Unreadable),
            (Surface::Api, 502, None, Unavailable),
            (Surface::Api, 503, Some("invalid_param"), Unavailable),
        ];
        for (surface, status, code, kind) in rows {
            assert_eq!(classify(surface, status, code, None), kind, "{surface:?} {status} {code:?}");
        }
    }

    #[test]
    fn the_reset_header_sets_the_wait() {
        let wait = Duration::from_secs(7);
        let kind = classify(Surface::Api, 429, Some("rate_limit_exceeded"), Some(wait));
        assert_eq!(kind, RateLimited { wait });
    }
}
