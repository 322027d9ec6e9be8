//! Posts that a person calls off.

use super::HOURS;
use crate::effects::Failure;
use crate::video::SMALL;
use crate::world::{Meanwhile, Upload, World};
use domain::State;
use tiktok_fake::Endpoint;

/// The first byte leaves with this call.
const CHUNK: &str = "tiktok /video/";

#[tokio::test]
async fn a_post_that_is_cancelled_before_its_first_byte_is_never_sent_and_a_later_cancel_is_refused() {
    let (mut cancelled, mut too_late) = (0, 0);
    for effect in 0..effects_until_the_first_byte().await {
        let (world, upload) = cancel_at(effect).await;
        if matches!(world.post(&upload).state, State::Cancelled { .. }) {
            cancelled += 1;
            assert!(world.attempts(&upload).iter().all(|attempt| attempt.bytes_received == 0), "{effect}");
            assert_eq!(world.calls(Endpoint::Upload), 0, "{effect}");
        } else {
            too_late += 1;
            world.expect_published(&upload);
            assert_eq!(world.attempts(&upload).len(), 1, "{effect}");
        }
    }
    assert!(cancelled > 5 && too_late > 0, "{cancelled} in time, {too_late} too late");
}

#[tokio::test]
async fn a_cancelled_post_that_is_retried_is_published() {
    let (world, upload) = cancel_at(effects_until_the_first_byte().await / 2).await;
    assert!(matches!(world.post(&upload).state, State::Cancelled { .. }));
    world.retry(&upload).await;
    world.settle(HOURS).await;
    world.expect_published(&upload);
}

async fn effects_until_the_first_byte() -> usize {
    let world = World::start().await;
    let before = world.effects.seen().len();
    world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    let effects = world.effects.seen().split_off(before);
    effects.iter().position(|effect| effect.starts_with(CHUNK)).unwrap() + 1
}

/// A person cancels while the answer to this effect is on its way; then everything comes to rest.
async fn cancel_at(effect: usize) -> (World, Upload) {
    let world = World::start().await;
    world.effects.fail(effect, Failure::AnswerLate);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.meanwhile(Meanwhile::SomebodyCancels(upload.clone()));
    world.settle(HOURS).await;
    assert_eq!(world.effects.injected().len(), 1, "{effect}");
    (world, upload)
}
