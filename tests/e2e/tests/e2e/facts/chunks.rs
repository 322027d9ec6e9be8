//! Every answer that TikTok can give to a chunk.

use super::{HOURS, answer_with};
use crate::video::THREE_CHUNKS;
use crate::world::{Setup, Upload, World};
use domain::{AlertKind, FailureClass, State};
use tiktok_fake::{Effect, Endpoint, Fault};

/// Every status of TikTok's table but the good ones, and some that any server may give.
const STATUSES: [u16; 9] = [400, 403, 404, 408, 416, 429, 500, 502, 503];

#[tokio::test]
async fn an_answer_to_a_chunk_that_did_not_arrive_leads_where_its_status_says() {
    for status in STATUSES {
        let (world, upload) = answer_chunk(2, status, Effect::None).await;
        match status {
            400 => {
                let reason = world.expect_failed(&upload, FailureClass::Request);
                assert!(reason.contains("HTTP 400"), "{reason}");
                assert_eq!(world.alerts.sent().len(), 1);
                assert_eq!(world.attempts(&upload).len(), 1);
            }
            403 => expect_published_by(&world, &upload, 2, status),
            _ => expect_published_by(&world, &upload, 1, status),
        }
    }
}

#[tokio::test]
async fn no_answer_to_a_last_chunk_that_did_arrive_posts_again() {
    for status in STATUSES {
        let (world, upload) = answer_chunk(3, status, Effect::Done).await;
        expect_published_by(&world, &upload, 1, status);
    }
}

#[tokio::test]
async fn an_answer_to_a_last_chunk_that_did_not_arrive_is_believed_only_when_tiktoks_status_agrees() {
    for status in STATUSES {
        let (world, upload) = answer_chunk(3, status, Effect::None).await;
        match status {
            400 => {
                let state = world.post(&upload).state;
                assert!(matches!(state, State::Unconfirmed { .. }), "{state:#?}");
                assert_eq!(world.alerts.sent()[0].kind, AlertKind::PostUnconfirmed);
                assert_eq!(world.attempts(&upload).len(), 1);
            }
            // The address is called dead: a new one is taken only where TikTok itself counts bytes as missing.
            403 => world.expect_published(&upload),
            _ => expect_published_by(&world, &upload, 1, status),
        }
    }
}

#[tokio::test]
async fn a_last_chunk_answered_with_200_is_complete_too() {
    let mut setup = Setup::default();
    setup.tiktok.last_chunk_status = 200;
    let world = World::with(setup).await;
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(HOURS).await;
    expect_published_by(&world, &upload, 1, 200);
    assert_eq!(world.statuses_of(Endpoint::Upload), [Some(206), Some(206), Some(200)]);
}

/// TikTok answers the n-th chunk with this status, whether it stores it or not.
async fn answer_chunk(nth: u32, status: u16, effect: Effect) -> (World, Upload) {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, nth, answer_with(status, "refused", effect)));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(HOURS).await;
    (world, upload)
}

/// Published by the last of so many attempts, each of whose chunks was stored once.
fn expect_published_by(world: &World, upload: &Upload, attempts: usize, status: u16) {
    let state = world.post(upload).state;
    assert!(matches!(state, State::Published { .. }), "{status}: {state:#?}");
    let seen = world.attempts(upload);
    assert_eq!(seen.len(), attempts, "{status}");
    assert_eq!(seen.last().unwrap().chunks.len(), 3, "{status}");
}
