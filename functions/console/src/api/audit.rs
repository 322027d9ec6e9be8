//! Whether the app has passed TikTok's audit, how that is known, and what to do.

use crate::Console;
use crate::api::received::Caller;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use domain::audit::{Audit, AuditState};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// What is known of the app's audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Audit)]
pub(crate) struct AuditView {
    /// `unknown`, `not_passed` or `passed`.
    #[schema(value_type = String)]
    pub(crate) state: AuditState,
    /// When that came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Timestamp>,
    /// While it has not passed: when a post for others than its creator may be tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_trial_at: Option<Timestamp>,
    /// How that is known.
    pub(crate) evidence: &'static str,
    /// What to do; empty where there is nothing to do.
    pub(crate) advice: Vec<&'static str>,
}

/// Whether the app has passed TikTok's audit
#[utoipa::path(
    get, operation_id = "read_audit", path = "/audit", tag = "audit",
    responses((status = OK, body = AuditView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn audit(State(console): State<Console>, _: Caller) -> Result<Json<AuditView>, Problem> {
    Ok(Json(AuditView::of(&console.gateway.audit().await?)))
}

impl AuditView {
    /// What is known, in words.
    pub(crate) fn of(audit: &Audit) -> Self {
        let (evidence, advice) = match audit.state {
            AuditState::Unknown => (
                "TikTok has no call that says so, and no post has told yet.",
                vec![
                    "Post a video for others than its creator: what TikTok makes of it tells.",
                    "If the app was not audited yet, apply for it in TikTok's developer portal.",
                ],
            ),
            AuditState::NotPassed => (
                "TikTok refused a post for others than its creator, or showed it to the creator alone.",
                vec![
                    "Apply for the audit of Direct Post in TikTok's developer portal, with a recording of the posting page.",
                    "Until it has passed, posts go out only where the creator's TikTok account is private and the \
                     post is SELF_ONLY, both together.",
                ],
            ),
            AuditState::Passed => {
                ("A post was published for others than its creator, as it was chosen.", vec![])
            }
        };
        let Audit { state, since, next_trial_at, .. } = audit.clone();
        Self { state, since, next_trial_at, evidence, advice }
    }
}
