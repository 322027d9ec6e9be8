//! Every row of TikTok's error codes, at each call that can meet it.

use super::{HOURS, answer};
use crate::video::SMALL;
use crate::world::World;
use domain::FailureClass;
use tiktok_fake::{Endpoint, Fault};

/// What a code leads to.
enum Leads {
    /// The post fails, for a reason of this class.
    Fails(FailureClass),
    /// The post goes out all the same, later or at once.
    GoesOn,
}

use FailureClass::{Audit, Creator, Media, Options, Request};
use Leads::{Fails, GoesOn};

const ROWS: [(&str, u16, Leads); 23] = [
    ("access_token_invalid", 401, GoesOn),
    ("scope_not_authorized", 401, Fails(Creator)),
    ("scope_permission_missed", 400, Fails(Creator)),
    ("rate_limit_exceeded", 429, GoesOn),
    ("invalid_param", 400, Fails(Request)),
    ("invalid_params", 400, Fails(Request)),
    ("invalid_file_upload", 400, Fails(Media)),
    ("unsupported_format", 400, Fails(Media)),
    ("video_duration_exceeds_max", 400, Fails(Media)),
    ("privacy_level_option_mismatch", 403, Fails(Options)),
    ("unaudited_client_can_only_post_to_private_accounts", 403, Fails(Audit)),
    ("unaudited_client_only_self_visibility", 403, Fails(Audit)),
    ("spam_risk_too_many_posts", 403, GoesOn),
    ("spam_risk_user_banned_from_posting", 403, Fails(Creator)),
    ("spam_risk", 403, Fails(Creator)),
    ("spam_risk_text", 403, Fails(Creator)),
    ("reached_active_user_cap", 403, GoesOn),
    ("url_ownership_unverified", 403, Fails(Request)),
    ("invalid_publish_id", 400, Fails(Request)),
    ("token_not_authorized_for_specified_publish_id", 400, Fails(Request)),
    ("internal_error", 500, GoesOn),
    ("a_code_of_next_year", 400, Fails(Request)),
    ("service_unavailable", 503, GoesOn),
];

#[tokio::test]
async fn every_code_at_init_leads_where_its_class_says() {
    for (code, status, leads) in &ROWS {
        check(Endpoint::Init, code, *status, leads).await;
    }
}

#[tokio::test]
async fn every_code_at_creator_info_leads_to_the_same_with_http_200_too() {
    for (code, status, leads) in &ROWS {
        let status = if *status == 403 { 200 } else { *status };
        check(Endpoint::CreatorInfo, code, status, leads).await;
    }
}

#[tokio::test]
async fn no_code_at_a_status_question_posts_again_or_gives_up() {
    for (code, status, _) in &ROWS {
        check(Endpoint::Status, code, *status, &GoesOn).await;
    }
}

async fn check(endpoint: Endpoint, code: &str, status: u16, leads: &Leads) {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::next(endpoint, answer(status, code)));
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    match leads {
        Fails(class) => {
            let reason = world.expect_failed(&upload, *class);
            assert!(reason.contains(code), "{reason}");
            let failure = world.post(&upload);
            assert!(failure.history.last().unwrap().log_id.is_some(), "{code}: the log id is kept");
            assert!(world.attempts(&upload).is_empty(), "{code}");
        }
        GoesOn => {
            world.expect_published(&upload);
            assert_eq!(world.attempts(&upload).len(), 1, "{code}");
        }
    }
}
