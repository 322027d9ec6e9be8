//! TikTok tells on its own: in any order, twice, late or never.

mod authorization;
mod requests;

use super::{HOURS, SHORTLY};
use crate::effects::Failure;
use crate::video::SMALL;
use crate::world::{Meanwhile, Upload, World};
use domain::{FailureClass, Source, State};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tiktok_fake::{Endpoint, Outcome};

/// After this long the account's budget of calls, from which its connection has taken, is whole again.
const A_BUDGET: SignedDuration = SignedDuration::from_mins(1);

/// Orders that are tried, of the 120 that there are; always the same ones.
const ORDERS: usize = 40;

const POST_ID: &str = "7512345678901234567";

/// A post whose bytes are all at TikTok, which has decided about it, before anybody has asked.
async fn sent(world: &World) -> (Upload, String) {
    world.tiktok.update_settings(|settings| settings.fate.processing_seconds = 0);
    world.time.advance(A_BUDGET);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.deliver().await;
    let state = world.post(&upload).state;
    assert!(matches!(state, State::Processing { .. }), "{state:#?}");
    let publish_id = world.attempts(&upload)[0].publish_id.clone();
    (upload, publish_id)
}

fn about(publish_id: &str) -> Value {
    json!({ "publish_id": publish_id, "post_id": POST_ID, "publish_type": "DIRECT_PUBLISH" })
}

#[tokio::test]
async fn a_notice_settles_a_post_before_anybody_asks() {
    let world = World::start().await;
    let (upload, publish_id) = sent(&world).await;
    let told = world.notice("alice", "post.publish.publicly_available", about(&publish_id)).await;
    assert_eq!(told, Some(200));
    let post = world.post(&upload);
    let State::Published { post_id, post_url, next_poll_at, .. } = &post.state else {
        panic!("{:#?}", post.state)
    };
    assert_eq!(post_id.as_deref(), Some(POST_ID));
    assert_eq!(post_url.as_deref(), Some("https://www.tiktok.com/@alice/video/7512345678901234567"));
    assert_eq!(*next_poll_at, None);
    assert_eq!(post.history.last().unwrap().source, Source::Webhook);
    world.settle(HOURS).await;
    assert_eq!(world.calls(Endpoint::Status), 0, "there was nothing left to ask");
}

#[tokio::test]
async fn every_order_of_notices_and_polls_ends_in_the_same_state() {
    let notices = [
        "post.publish.inbox_delivered",
        "post.publish.complete",
        "post.publish.publicly_available",
        "post.publish.publicaly_available",
        "a poll",
    ];
    let mut random = fastrand::Rng::with_seed(ORDERS as u64);
    for _ in 0..ORDERS {
        let mut order = notices;
        random.shuffle(&mut order);
        let world = World::start().await;
        let (upload, publish_id) = sent(&world).await;
        world.time.advance(SignedDuration::from_secs(15));
        for event in order {
            match event {
                "a poll" => world.poll().await,
                event => {
                    let content = json!({ "publish_id": publish_id, "post_id": world.post_id(&upload) });
                    assert_eq!(world.notice("alice", event, content).await, Some(200));
                }
            }
        }
        let post = world.post(&upload);
        let State::Published { post_id: Some(_), next_poll_at: None, .. } = &post.state else {
            panic!("{order:?}: {:#?}", post.state)
        };
        let told = post.history.iter().filter(|entry| entry.event == "status_reported").count();
        assert!(told <= 2, "{order:?}: news is told once: {:#?}", post.history);
    }
}

impl World {
    /// The id that TikTok gave to the post of an upload.
    fn post_id(&self, upload: &Upload) -> String {
        self.attempts(upload)[0].post_id.clone().expect("the post is public")
    }
}

#[tokio::test]
async fn a_notice_of_failure_says_the_same_as_a_poll() {
    for (reason, class) in [
        ("file_format_check_failed", FailureClass::Media),
        ("internal", FailureClass::TikTok),
        ("auth_removed", FailureClass::Creator),
        ("spam_risk_text", FailureClass::Creator),
        ("a_reason_of_next_year", FailureClass::Request),
    ] {
        let by_notice = World::start().await;
        by_notice.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Failed(reason.into()));
        let (upload, publish_id) = sent(&by_notice).await;
        let content = json!({ "publish_id": publish_id, "reason": reason });
        by_notice.notice("alice", "post.publish.failed", content).await;
        let told = by_notice.expect_failed(&upload, class);

        let by_poll = World::start().await;
        by_poll.tiktok.update_settings(|settings| settings.fate.outcome = Outcome::Failed(reason.into()));
        let upload = by_poll.drop_video("alice/clip.mp4", SMALL);
        by_poll.settle(SHORTLY).await;
        assert_eq!(by_poll.expect_failed(&upload, class), told);
        assert_eq!(by_notice.alerts.sent().len(), 1, "the operator is told of it all the same");
    }
}

#[tokio::test]
async fn notices_that_come_again_say_nothing_new() {
    let world = World::start().await;
    let (upload, publish_id) = sent(&world).await;
    for event in ["post.publish.complete", "post.publish.publicly_available"] {
        world.notice("alice", event, about(&publish_id)).await;
    }
    let settled = world.post(&upload);
    for event in ["post.publish.publicly_available", "post.publish.complete", "post.publish.inbox_delivered"]
    {
        assert_eq!(world.notice("alice", event, about(&publish_id)).await, Some(200));
    }
    assert_eq!(world.post(&upload), settled);
}

#[tokio::test]
async fn a_post_that_is_taken_down_says_so_once_and_is_never_posted_again() {
    for event in ["post.publish.no_longer_publicaly_available", "post.publish.no_longer_publicly_available"] {
        let world = World::start().await;
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.settle(SHORTLY).await;
        let publish_id = world.attempts(&upload)[0].publish_id.clone();
        for _ in 0..2 {
            assert_eq!(world.notice("alice", event, about(&publish_id)).await, Some(200));
        }
        world.settle(HOURS).await;
        let post = world.post(&upload);
        let told = post.history.iter().filter(|entry| entry.detail.contains("publicly no longer"));
        assert_eq!(told.count(), 1, "{:#?}", post.history);
        world.expect_published(&upload);
        assert_eq!(world.attempts(&upload).len(), 1);
    }
}

#[tokio::test]
async fn a_notice_that_overtakes_the_answer_to_the_last_chunk_wins() {
    let world = World::start().await;
    world.time.advance(A_BUDGET);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.tiktok.update_settings(|settings| settings.fate.processing_seconds = 0);
    world.meanwhile(Meanwhile::TikTokTells);
    // The first chunk is the last one of so small a video.
    world.effects.fail_call("tiktok /video/", 0, Failure::AnswerLate);
    world.deliver().await;
    world.expect_published(&upload);
    world.settle(HOURS).await;
    assert_eq!(world.attempts(&upload).len(), 1);
    assert_eq!(world.calls(Endpoint::Status), 0);
}

#[tokio::test]
async fn a_notice_that_could_not_be_kept_is_told_again_and_then_kept() {
    for failure in [Failure::CrashBefore, Failure::CrashAfter, Failure::ErrorAnswer, Failure::AnswerLost] {
        let world = World::start().await;
        let (upload, publish_id) = sent(&world).await;
        world.effects.fail_call("dynamodb PutItem", 0, failure);
        let first = world.notice("alice", "post.publish.publicly_available", about(&publish_id)).await;
        if first != Some(200) {
            assert!(first.is_none_or(|status| status == 500), "{failure:?}: {first:?}");
            let again = world.notice("alice", "post.publish.publicly_available", about(&publish_id)).await;
            assert_eq!(again, Some(200), "{failure:?}");
        }
        world.expect_published(&upload);
    }
}
