//! Every row of TikTok's error codes, at each call that can meet it.

use super::{HOURS, answer};
use crate::video::SMALL;
use crate::world::{Setup, Upload, World};
use domain::{Alert, AlertKind, FailureClass, State, UnauditedPosts};
use jiff::SignedDuration;
use tiktok_fake::{Endpoint, Fault};

/// What a code leads to.
#[derive(Clone, Copy)]
enum Leads {
    /// The post fails for a reason of this class, with this advice.
    Fails(FailureClass, &'static str),
    /// The post goes out all the same, and not before so long.
    WaitsFor(SignedDuration),
}

use FailureClass::{Audit, Creator, Media, Options, Request};
use Leads::{Fails, WaitsFor};

const NOT_AT_ALL: SignedDuration = SignedDuration::ZERO;
const A_MOMENT: SignedDuration = SignedDuration::from_secs(30);
const A_MINUTE: SignedDuration = SignedDuration::from_secs(60);
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A pause is over at most this long after its end: `dispatch` runs every minute, and the budget has its own pauses.
const LATE_MAX: SignedDuration = SignedDuration::from_mins(3);

const RECONNECT: &str = "the creator must connect again and grant every scope";
const ENCODE: &str = "ffmpeg -i in -c:v libx264";
const BE_PRIVATE: &str = "account must be private and the post SELF_ONLY";
const LOOK: &str = "look at the creator's account";
const REPORT: &str = "please report it with the log id";

const ROWS: [(&str, u16, Leads); 23] = [
    ("access_token_invalid", 401, WaitsFor(NOT_AT_ALL)),
    ("scope_not_authorized", 401, Fails(Creator, RECONNECT)),
    ("scope_permission_missed", 400, Fails(Creator, RECONNECT)),
    ("rate_limit_exceeded", 429, WaitsFor(A_MINUTE)),
    ("invalid_param", 400, Fails(Request, REPORT)),
    ("invalid_params", 400, Fails(Request, REPORT)),
    ("invalid_file_upload", 400, Fails(Media, ENCODE)),
    ("unsupported_format", 400, Fails(Media, ENCODE)),
    ("video_duration_exceeds_max", 400, Fails(Media, "ffmpeg -i in.mp4 -t SECONDS")),
    ("privacy_level_option_mismatch", 403, Fails(Options, "choose a privacy level")),
    ("unaudited_client_can_only_post_to_private_accounts", 403, Fails(Audit, BE_PRIVATE)),
    ("unaudited_client_only_self_visibility", 403, Fails(Audit, BE_PRIVATE)),
    ("spam_risk_too_many_posts", 403, WaitsFor(AN_HOUR)),
    ("spam_risk_user_banned_from_posting", 403, Fails(Creator, "banned the creator")),
    ("spam_risk", 403, Fails(Creator, LOOK)),
    ("spam_risk_text", 403, Fails(Creator, LOOK)),
    ("reached_active_user_cap", 403, WaitsFor(AN_HOUR)),
    ("url_ownership_unverified", 403, Fails(Request, REPORT)),
    ("invalid_publish_id", 400, Fails(Request, REPORT)),
    ("token_not_authorized_for_specified_publish_id", 400, Fails(Request, REPORT)),
    ("internal_error", 500, WaitsFor(A_MOMENT)),
    ("a_code_of_next_year", 400, Fails(Request, REPORT)),
    ("service_unavailable", 503, WaitsFor(A_MOMENT)),
];

#[tokio::test]
async fn every_code_at_init_leads_where_its_class_says() {
    for (code, status, leads) in ROWS {
        refuse_at(Endpoint::Init, code, status, leads).await;
    }
}

#[tokio::test]
async fn every_code_at_creator_info_leads_to_the_same_with_http_200_too() {
    for (code, status, leads) in ROWS {
        let status = if status == 403 { 200 } else { status };
        refuse_at(Endpoint::CreatorInfo, code, status, leads).await;
    }
}

#[tokio::test]
async fn no_code_at_a_status_question_posts_again_or_gives_up() {
    for (code, status, _) in ROWS {
        refuse_at(Endpoint::Status, code, status, WaitsFor(NOT_AT_ALL)).await;
    }
}

/// With posts that fail where TikTok calls the app unaudited; `facts::audit` tells how they wait.
fn setup() -> Setup {
    let mut setup = Setup::default();
    setup.publish.unaudited_posts = UnauditedPosts::Fail;
    setup
}

async fn refuse_at(endpoint: Endpoint, code: &str, status: u16, leads: Leads) {
    let world = World::with(setup()).await;
    let dropped_at = world.time.now();
    world.tiktok.add_fault(Fault::next(endpoint, answer(status, code)));
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    match leads {
        Fails(class, advice) => expect_advice(&world, &upload, class, code, advice),
        WaitsFor(pause) => {
            world.expect_published(&upload);
            let attempts = world.attempts(&upload);
            assert_eq!(attempts.len(), 1, "{code}");
            let waited = attempts[0].initialised_at.duration_since(dropped_at);
            assert!(waited >= pause && waited < pause + LATE_MAX, "{code}: {waited:?}");
            let is_told = world.post(&upload).history.iter().any(|entry| entry.detail.contains(code));
            assert!(is_told || pause == NOT_AT_ALL, "{code}: the history says why it waited");
            let alerts: Vec<AlertKind> = world.alerts.sent().iter().map(|alert| alert.kind).collect();
            assert_eq!(alerts, Vec::from_iter(told_beside_the_post(endpoint, code)), "{code}");
        }
    }
}

/// What the operator is told about the app or the account although the post goes on.
fn told_beside_the_post(endpoint: Endpoint, code: &str) -> Option<AlertKind> {
    match code {
        "reached_active_user_cap" => Some(AlertKind::ActiveUserCapReached),
        "scope_not_authorized" | "scope_permission_missed" => Some(AlertKind::ScopeMissing),
        // Whether the creator may post is no concern of a question.
        "spam_risk_too_many_posts" if endpoint != Endpoint::Status => Some(AlertKind::DailyCapReached),
        _ => None,
    }
}

/// The post has failed before a byte was sent, with everything that a person needs, and the operator knows.
fn expect_advice(world: &World, upload: &Upload, class: FailureClass, code: &str, advice: &str) {
    let post = world.post(upload);
    let State::Failed { failure, .. } = &post.state else { panic!("{code}: {:#?}", post.state) };
    assert_eq!((failure.class, failure.code.as_deref()), (class, Some(code)));
    assert!(failure.reason.contains(code) && failure.reason.contains(advice), "{}", failure.reason);
    assert!(failure.log_id.is_some(), "{code}: TikTok's log id is kept");
    assert_eq!(post.history.last().unwrap().log_id, failure.log_id, "{code}");
    let alerts = world.alerts.sent();
    let of_post: Vec<&Alert> = alerts.iter().filter(|alert| alert.kind == AlertKind::PostFailed).collect();
    assert_eq!(of_post.len(), 1, "{code}");
    assert!(of_post[0].text.contains(&failure.reason), "{}", of_post[0].text);
    let of_scope = alerts.iter().filter(|alert| alert.kind == AlertKind::ScopeMissing).count();
    assert_eq!(of_scope, usize::from(code.starts_with("scope_")), "{code}: the account is told of once, too");
    assert!(world.attempts(upload).is_empty(), "{code}");
    assert!(world.account("alice").inits.is_empty(), "{code}: what was refused does not count as a post");
}
