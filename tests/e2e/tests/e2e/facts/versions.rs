//! Functions of two versions work on the same items: during a deployment, and after one that was rolled back.

use super::{HOURS, SHORTLY};
use crate::video::SMALL;
use crate::world::database::{ACCOUNTS, POSTS};
use crate::world::{PUBLIC, Upload, World};
use domain::State;
use jiff::SignedDuration;
use serde_json::json;
use tiktok_fake::Endpoint;

/// What is logged of every item that is left alone.
const LEFT_ALONE: &str = "a newer version has stored it with schema 3, and this one knows";

impl World {
    /// A version that this one has not heard of saves the post with this schema.
    fn post_is_of_schema(&self, upload: &Upload, schema: u32) {
        self.rewrite(POSTS, ("id", upload.id.as_str()), |item| {
            item["schema"]["N"] = json!(schema.to_string())
        });
    }

    fn times_logged(&self, text: &str) -> usize {
        self.logs.text().lines().filter(|line| line.contains(text)).count()
    }

    /// Two posts of one creator whose bytes are all at TikTok.
    async fn two_in_processing(&self) -> [Upload; 2] {
        let mut sent = Vec::new();
        for key in ["alice/first.mp4", "alice/second.mp4"] {
            self.time.advance(SignedDuration::from_mins(2));
            sent.push(self.drop_video(key, SMALL));
            self.deliver().await;
        }
        for upload in &sent {
            let state = self.post(upload).state;
            assert!(matches!(state, State::Processing { .. }), "{state:#?}");
        }
        sent.try_into().unwrap()
    }
}

#[tokio::test]
async fn a_due_post_of_a_newer_version_waits_for_it_and_holds_nobody_up() {
    let world = World::start().await;
    let in_an_hour = (world.time.now() + SignedDuration::from_hours(1)).to_string();
    let scheduled = [PUBLIC[0], PUBLIC[1], ("publish-at", in_an_hour.as_str())];
    let waiting = world.drop_video_with("alice/waiting.mp4", SMALL, &scheduled);
    world.settle(SHORTLY).await;
    world.post_is_of_schema(&waiting, 3);
    let version = world.post(&waiting).version;

    world.time.advance(SignedDuration::from_hours(1));
    let other = world.drop_video("alice/other.mp4", SMALL);
    world.tell(&waiting);
    world.settle(SHORTLY).await;
    world.expect_published(&other);
    assert_eq!((world.post(&waiting).version, world.attempts(&waiting).len()), (version, 0));
    assert!(world.times_logged(LEFT_ALONE) > 0);

    // The version that knows the item is back.
    world.post_is_of_schema(&waiting, 1);
    world.settle(HOURS).await;
    world.expect_published(&waiting);
}

#[tokio::test]
async fn a_post_that_a_newer_version_watches_is_left_to_it_by_polls_and_notices() {
    let world = World::start().await;
    world.tiktok.update_settings(|settings| settings.fate.processing_seconds = 0);
    let [waiting, other] = world.two_in_processing().await;
    world.post_is_of_schema(&waiting, 3);
    let before = world.post(&waiting);

    world.time.advance(SignedDuration::from_mins(1));
    world.poll().await;
    assert!(!matches!(world.post(&other).state, State::Processing { .. }), "the other one was asked about");
    assert_eq!(world.times_logged("a post could not be asked about"), 1, "once a run, and not once a second");
    assert!(world.times_logged(LEFT_ALONE) > 0);

    let publish_id = &world.attempts(&waiting)[0].publish_id;
    let about = json!({ "publish_id": publish_id, "publish_type": "DIRECT_PUBLISH" });
    let told = world.notice("alice", "post.publish.complete", about.clone()).await;
    assert_eq!(told, Some(500), "TikTok is to tell again");
    assert_eq!(world.post(&waiting), before);

    world.post_is_of_schema(&waiting, 1);
    assert_eq!(world.notice("alice", "post.publish.complete", about).await, Some(200));
    world.expect_published(&waiting);
    world.settle(HOURS).await;
}

#[tokio::test]
async fn a_held_post_of_a_newer_version_keeps_no_other_from_going_on() {
    let world = World::start().await;
    world.disconnect().await;
    let [waiting, other] = ["alice/first.mp4", "alice/second.mp4"].map(|key| world.drop_video(key, SMALL));
    world.settle(SHORTLY).await;
    world.post_is_of_schema(&waiting, 3);
    let version = world.post(&waiting).version;

    world.connect("alice").await;
    world.settle(SignedDuration::from_mins(30)).await;
    world.expect_published(&other);
    assert_eq!(world.post(&waiting).version, version);
    assert!(world.account("alice").resumes_posts, "it is looked at again");

    world.post_is_of_schema(&waiting, 1);
    world.settle(HOURS).await;
    world.expect_published(&waiting);
    assert!(!world.account("alice").resumes_posts);
}

#[tokio::test]
async fn posts_wait_for_as_long_as_only_a_newer_version_knows_their_account() {
    let world = World::start().await;
    let schema = |schema: u32| {
        let account = ("open_id", "open-id-of-alice");
        world.rewrite(ACCOUNTS, account, |item| item["schema"]["N"] = json!(schema.to_string()));
    };
    schema(3);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(SignedDuration::from_hours(1)).await;
    assert_eq!(world.calls(Endpoint::Init), 0);
    assert!(world.times_logged(LEFT_ALONE) > 0);
    schema(1);
    world.settle(HOURS).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn what_a_newer_version_has_added_is_still_there_when_the_post_has_ended() {
    let world = World::start().await;
    let [upload, _] = world.two_in_processing().await;
    world.rewrite(POSTS, ("id", upload.id.as_str()), |item| {
        item["a_field_of_tomorrow"] = json!({ "M": { "with": { "L": [{ "N": "17" }, { "NULL": true }] } } });
        item["history"]["L"][0]["M"]["another"] = json!({ "S": "of tomorrow" });
        item["history"]["L"][1]["M"]["source"]["S"] = json!("archiver");
    });
    world.settle(HOURS).await;
    world.expect_published(&upload);
    let item = world.item(POSTS, ("id", upload.id.as_str()));
    assert_eq!(item["a_field_of_tomorrow"], json!({ "with": [17, null] }));
    assert_eq!(item["history"][0]["another"], "of tomorrow");
    assert_eq!(item["history"][1]["source"], "archiver");
}
