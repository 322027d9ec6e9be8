//! Uploads that are disturbed.

use super::{HOURS, SHORTLY, answer};
use crate::effects::Failure;
use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::{Setup, Upload, World};
use domain::State;
use jiff::SignedDuration;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

const CHUNK: &str = "tiktok /video/";

#[tokio::test]
async fn a_chunk_whose_answer_is_lost_is_not_sent_into_the_file_twice() {
    let world = World::start().await;
    let lost = FaultAction::Drop { effect: Effect::Done };
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 2, lost));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let answers: Vec<_> = world.statuses_of(Endpoint::Upload);
    assert_eq!(answers, [Some(206), None, Some(416), Some(201)]);
}

#[tokio::test]
async fn a_last_chunk_whose_answer_is_lost_is_asked_after_and_not_posted_again() {
    let world = World::start().await;
    let lost = FaultAction::Drop { effect: Effect::Done };
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 3, lost));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 1);
}

#[tokio::test]
async fn a_chunk_that_meets_a_fault_or_breaks_off_is_sent_again() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 1, answer(502, "")));
    world.tiktok.add_fault(Fault::nth(
        Endpoint::Upload,
        3,
        FaultAction::DropUpload { after_bytes: 1_000_000 },
    ));
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 5, answer(503, "")));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 1);
    assert_eq!(world.calls(Endpoint::Upload), 6);
}

#[tokio::test]
async fn an_upload_interrupted_in_the_middle_goes_on_where_tiktok_stands() {
    let world = World::start().await;
    world.effects.fail_call(CHUNK, 1, Failure::CrashAfter);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    let attempts = world.attempts(&upload);
    assert_eq!((attempts.len(), attempts[0].chunks.len()), (1, 3), "nothing was sent twice");
    assert!(world.events_of(&upload).contains(&"resynchronised".to_owned()));
}

#[tokio::test]
async fn an_interrupted_upload_of_which_tiktok_counts_no_byte_goes_on_where_its_416_says() {
    let mut setup = Setup::default();
    setup.tiktok.counts_uploaded_bytes = false;
    let world = World::with(setup).await;
    world.effects.fail_call(CHUNK, 1, Failure::CrashAfter);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.statuses_of(Endpoint::Upload), [Some(206), Some(206), Some(416), Some(201)]);
}

#[tokio::test]
async fn an_upload_is_handed_over_before_the_functions_time_is_up() {
    let world = World::start().await;
    world.effects.slow_down(CHUNK, 3, SignedDuration::from_secs(430));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert!(world.events_of(&upload).contains(&"handed_over".to_owned()));
    assert_eq!(world.attempts(&upload).len(), 1);
}

#[tokio::test]
async fn an_upload_url_that_ends_midway_is_replaced_by_a_new_init() {
    let world = World::start().await;
    world.effects.slow_down(CHUNK, 2, SignedDuration::from_mins(35));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    let attempts = world.attempts(&upload);
    assert_eq!(attempts.len(), 2);
    assert!(attempts[0].bytes_received < THREE_CHUNKS, "the first was never completed");
}

#[tokio::test]
async fn a_403_before_the_last_chunk_leads_to_a_new_init() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 2, answer(403, "")));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 2);
}

#[tokio::test]
async fn a_last_chunk_that_never_arrived_is_sent_anew_once_tiktok_says_so_and_the_address_is_dead() {
    let world = World::start().await;
    let upload = break_off_at(&world, 3, THREE_CHUNKS).await;
    assert_eq!(world.attempts(&upload).len(), 1, "no new init while bytes may still arrive");
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert!(world.events_of(&upload).contains(&"upload_never_completed".to_owned()));
    assert_eq!(world.attempts(&upload).len(), 2);
}

#[tokio::test]
async fn an_upload_of_which_tiktok_counts_no_byte_is_watched_and_not_sent_anew() {
    let world = World::start().await;
    let upload = break_off_at(&world, 1, SMALL).await;
    world.settle(HOURS).await;
    assert!(matches!(world.post(&upload).state, State::Unconfirmed { .. }));
    assert_eq!(world.attempts(&upload).len(), 1);
}

/// An upload whose every try of the n-th chunk breaks off; then nothing runs at all until its address has ended.
async fn break_off_at(world: &World, chunk: u32, size: u64) -> Upload {
    let broken = FaultAction::DropUpload { after_bytes: 1_000 };
    world.tiktok.add_fault(Fault { times: 1_000, ..Fault::nth(Endpoint::Upload, chunk, broken) });
    let upload = world.drop_video("alice/clip.mp4", size);
    world.settle(SignedDuration::from_mins(1)).await;
    world.tiktok.clear_faults();
    world.time.advance(SignedDuration::from_mins(60));
    world.settle(SignedDuration::from_mins(5)).await;
    upload
}

#[tokio::test]
async fn a_403_for_a_last_chunk_that_did_arrive_does_not_post_again() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 3, FaultAction::Drop { effect: Effect::Done }));
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 4, answer(403, "")));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 1);
}

#[tokio::test]
async fn an_upload_that_tiktok_does_not_know_is_asked_after() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 2, answer(404, "")));
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload).len(), 1);
}
