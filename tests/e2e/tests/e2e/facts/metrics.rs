//! What is counted. That every line is one that CloudWatch reads, and that outcomes are counted once, is checked in every
//! world (`world/promises/counted.rs`).

use super::{HOURS, SHORTLY, answer};
use crate::effects::Failure;
use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::{PUBLIC, Setup, World};
use jiff::SignedDuration;
use lambda_http::{Body, Request};
use runtime::Metric;
use serde_json::Value;
use tiktok_fake::{Endpoint, Fault};

#[tokio::test]
async fn a_published_post_tells_its_bytes_and_how_long_it_took() {
    let world = World::start().await;
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    assert_eq!(world.metrics.values(Metric::UploadBytes), [THREE_CHUNKS as f64]);
    let [seconds] = world.metrics.values(Metric::SecondsToPublished)[..] else { panic!("not once") };
    assert!((10.0..300.0).contains(&seconds), "{seconds} s, of which ten pass before the first question");
    assert!(world.metrics.values(Metric::UploadSeconds)[0] <= seconds);
    let told = world.metrics.lines().into_iter().find(|line| line.contains("PostsPublished")).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["post.id"], upload.id.as_str());
    assert_eq!(told["account.id"], world.account("alice").open_id);
}

#[tokio::test]
async fn a_post_that_keeps_to_its_schedule_is_not_slow() {
    let world = World::start().await;
    let publish_at = (world.time.now() + SignedDuration::from_hours(3)).to_string();
    let mut options = PUBLIC.to_vec();
    options.push(("publish-at", &publish_at));
    world.drop_video_with("alice/later.mp4", SMALL, &options);
    world.settle(HOURS).await;
    let [seconds] = world.metrics.values(Metric::SecondsToPublished)[..] else { panic!("not once") };
    assert!(seconds < 600.0, "{seconds} s");
}

#[tokio::test]
async fn a_chunk_that_is_sent_again_is_a_retry() {
    let world = World::start().await;
    world.tiktok.add_fault(Fault::nth(Endpoint::Upload, 2, answer(503, "internal_error")));
    world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(SHORTLY).await;
    assert_eq!(world.metrics.values(Metric::ChunkRetries), [1.0]);
}

#[tokio::test]
async fn dispatch_tells_in_every_run_how_long_the_oldest_post_has_been_due() {
    let world = World::start().await;
    world.dispatch().await;
    assert_eq!(
        world.metrics.values(Metric::OldestDuePostAge),
        [0.0],
        "silence means that dispatch does not run"
    );
    world.effects.fail_call("tiktok /v2/post/publish/video/init/", 0, Failure::CrashBefore);
    world.drop_video("alice/clip.mp4", SMALL);
    world.deliver().await;
    world.time.advance(SignedDuration::from_mins(10));
    world.dispatch().await;
    let age = world.metrics.values(Metric::OldestDuePostAge)[1];
    assert!((300.0..=600.0).contains(&age), "{age} s since the lease of the run that died has ended");
    world.settle(HOURS).await;
}

#[tokio::test]
async fn a_wait_says_whose_it_is_and_what_for() {
    let mut setup = Setup::default();
    setup.publish.daily_post_cap = 1;
    let world = World::with(setup).await;
    world.drop_video("alice/1.mp4", SMALL);
    world.drop_video("alice/2.mp4", SMALL);
    world.settle(HOURS).await;
    let waits: Vec<String> = world
        .metrics
        .lines()
        .into_iter()
        .filter(|line| line.contains("\"wait.for\":\"daily_cap\""))
        .collect();
    assert!(!waits.is_empty() && waits.iter().all(|line| line.contains("open-id-of-alice")), "{waits:?}");
    world.settle(SignedDuration::from_hours(25)).await;
}

#[tokio::test]
async fn refreshes_are_counted_by_how_they_end() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(95));
    world.tiktok.add_fault(Fault::next(Endpoint::Token, answer(503, "temporarily_unavailable")));
    world.refresh().await;
    world.time.advance(SignedDuration::from_mins(10));
    world.refresh().await;
    assert_eq!(world.metrics.values(Metric::TokenRefreshesFailed), [1.0]);
    assert_eq!(world.metrics.values(Metric::TokensExchanged), [1.0]);
}

#[tokio::test]
async fn connections_and_refusals_are_counted() {
    let world = World::start().await;
    assert_eq!(world.metrics.values(Metric::AccountsConnected), [1.0]);
    let mut keyless = Request::new(Body::Empty);
    *keyless.uri_mut() = "http://127.0.0.1:1/connect".parse().unwrap();
    assert_eq!(world.functions.connector.answer(keyless).await.status(), 403);
    assert_eq!(world.metrics.values(Metric::ConnectionsRefused), [1.0]);
}
