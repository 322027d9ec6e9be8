//! Posts with a time of their own.

use super::HOURS;
use crate::video::SMALL;
use crate::world::World;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tiktok_fake::Endpoint;

/// A post goes out at most this long after its time: `dispatch` runs every minute.
const LATE_MAX: SignedDuration = SignedDuration::from_mins(2);

#[tokio::test]
async fn a_second_sidecar_before_its_time_moves_a_post_forward_or_back() {
    for hours in [2, 9] {
        let world = World::start().await;
        let start = world.time.now();
        sidecar(&world, start + SignedDuration::from_hours(7));
        let upload = world.drop_video_with("alice/clip.mp4", SMALL, &[]);
        world.settle(SignedDuration::from_mins(30)).await;
        assert_eq!(world.post(&upload).due().unwrap().at, start + SignedDuration::from_hours(7));

        let moved_to = start + SignedDuration::from_hours(hours);
        sidecar(&world, moved_to);
        world.settle(SignedDuration::from_hours(12)).await;
        world.expect_published(&upload);
        let sent_at = world.attempts(&upload)[0].initialised_at;
        assert!(sent_at >= moved_to && sent_at < moved_to + LATE_MAX, "{hours}: {sent_at}");
        assert_eq!(world.calls(Endpoint::Init), 1, "{hours}");
    }
}

#[tokio::test]
async fn a_sidecar_that_comes_after_the_post_changes_nothing() {
    let world = World::start().await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    world.expect_published(&upload);
    sidecar(&world, world.time.now() + SignedDuration::from_hours(1));
    world.settle(HOURS).await;
    world.expect_published(&upload);
    assert_eq!(world.calls(Endpoint::Init), 1);
}

fn sidecar(world: &World, publish_at: Timestamp) {
    let options = json!({
        "privacy_level": "PUBLIC_TO_EVERYONE",
        "music_usage_confirmed": true,
        "publish_at": publish_at.to_string(),
    });
    world.drop_file("alice/clip.mp4.json", &options.to_string());
}
