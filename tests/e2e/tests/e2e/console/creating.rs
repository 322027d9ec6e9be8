//! From a browser's upload to a published post.

use super::call::Sent;
use super::{SAMPLE, choice, creator, operator};
use crate::effects::Failure;
use crate::video::{PaddedVideo, SMALL};
use crate::world::World;
use adapters::videos::Content;
use domain::ByteRange;
use domain::options::OptionsSource;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Long enough for a publish with its polls.
const SHORTLY: SignedDuration = SignedDuration::from_mins(10);

fn captioned(caption: &str) -> Value {
    let mut options = choice();
    options["caption"] = caption.into();
    options
}

/// How many entries of a history are of this event.
fn count(post: &domain::Post, event: &str) -> usize {
    post.history.iter().filter(|entry| entry.event == event).count()
}

#[tokio::test]
async fn what_is_uploaded_in_the_browser_is_published_as_it_was_chosen() {
    let world = World::of_creators(&["alice"]).await;
    // More than one part.
    let video = PaddedVideo::new(17 * 1024 * 1024);
    let video = video.read(ByteRange { first: 0, last: video.size() - 1 });
    let upload = world.upload_in_browser(&creator("alice"), "alice", &video).await;
    let parts =
        world.call(&creator("alice"), "POST", "/uploads/parts", Sent::Json(upload.clone())).await.ok();
    let sizes: Vec<u64> =
        parts["parts"].as_array().unwrap().iter().map(|part| part["size"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [16 * 1024 * 1024, 1024 * 1024]);

    let new = json!({ "upload": upload, "options": captioned("from the browser") });
    let made = world.call(&creator("alice"), "POST", "/posts", Sent::Json(new)).await;
    assert_eq!(made.status, 201);
    let location = made.header("location").to_owned();
    let post = world.adopt_post(&made.ok(), &video);
    assert_eq!(location, format!("/api/v1/posts/{}", post.id));
    assert_eq!(post.consent.unwrap().source, OptionsSource::Console);

    world.settle(SHORTLY).await;
    let told = world.read(&creator("alice"), &post).await.ok();
    assert_eq!(told["state"], "published", "{told}");
    assert_eq!(told["caption"], "from the browser");
}

#[tokio::test]
async fn an_upload_whose_event_comes_first_is_held_until_it_is_chosen() {
    let world = World::of_creators(&["alice"]).await;
    let alice = creator("alice");
    let upload = world.upload_in_browser(&alice, "alice", SAMPLE).await;
    let (key, upload_id) = (upload["key"].as_str().unwrap(), upload["upload_id"].as_str().unwrap());
    // What the call does first; then it dies, and S3 tells.
    let uploads = &world.functions.console.uploads;
    let video = uploads.complete(key, upload_id).await.unwrap();
    let version = video.version_id.clone().unwrap();
    let seen = crate::world::Upload {
        key: key.to_owned(),
        id: domain::PostId::of(&video.bucket, key, &version),
        version_id: version,
        sha256: hex::encode(<sha2::Sha256 as sha2::Digest>::digest(SAMPLE)),
        caption: "after the event".to_owned(),
    };
    world.tell(&seen);
    world.settle(SHORTLY).await;
    assert_eq!(world.post(&seen).state.name(), "held");
    world.adopt(seen.clone());

    let new = json!({ "upload": upload, "options": captioned("after the event") });
    let made = world.call(&alice, "POST", "/posts", Sent::Json(new)).await.ok();
    assert_eq!(made["id"], seen.id.as_str());
    world.tell(&seen);
    world.settle(SHORTLY).await;
    assert_eq!(world.post(&seen).state.name(), "published");
    assert_eq!(world.attempts(&seen).len(), 1);
}

#[tokio::test]
async fn a_post_that_is_asked_for_twice_is_made_once_as_it_was_chosen_first() {
    let world = World::of_creators(&["alice"]).await;
    let alice = creator("alice");
    let upload = world.upload_in_browser(&alice, "alice", SAMPLE).await;
    let new = |caption| Sent::Json(json!({ "upload": upload, "options": captioned(caption) }));
    let first = world.call(&alice, "POST", "/posts", new("first")).await.ok();
    let again = world.call(&alice, "POST", "/posts", new("second")).await.ok();
    assert_eq!((&first["id"], &first["caption"]), (&again["id"], &again["caption"]));
    let post = world.adopt_post(&first, SAMPLE);
    assert_eq!(count(&post, "options_chosen"), 1);
    world.settle(SHORTLY).await;
    assert_eq!(world.tiktok.report().posts.len(), 1);
}

#[tokio::test]
async fn a_save_whose_answer_is_lost_makes_no_second_post() {
    let world = World::of_creators(&["alice"]).await;
    let alice = creator("alice");
    let upload = world.upload_in_browser(&alice, "alice", SAMPLE).await;
    let new = || Sent::Json(json!({ "upload": upload, "options": captioned("once") }));
    world.effects.fail_call("dynamodb PutItem", 0, Failure::AnswerLost);
    let lost = world.call(&alice, "POST", "/posts", new()).await;
    assert_eq!(lost.status, 500, "{:?}", world.effects.seen());
    assert!(!lost.text().to_lowercase().contains("dynamo"), "{}", lost.text());
    let made = world.call(&alice, "POST", "/posts", new()).await.ok();
    world.adopt_post(&made, SAMPLE);
    world.settle(SHORTLY).await;
    assert_eq!(world.tiktok.report().posts.len(), 1);
}

#[tokio::test]
async fn a_post_of_an_upload_that_is_not_whole_or_not_there_is_refused() {
    let world = World::of_creators(&["alice"]).await;
    let alice = creator("alice");
    let begin = json!({
        "account": world.account("alice").open_id, "file_name": "a.mp4", "size": SMALL, "content_type": "",
    });
    let begun = world.call(&alice, "POST", "/uploads", Sent::Json(begin)).await.ok();
    let upload = json!({ "key": begun["key"], "upload_id": begun["upload_id"] });
    let new = |upload: &Value| Sent::Json(json!({ "upload": upload, "options": choice() }));
    let early = world.call(&alice, "POST", "/posts", new(&upload)).await;
    assert_eq!(early.status, 409);
    assert!(early.problem()["detail"].as_str().unwrap().contains("part 1"), "{}", early.text());

    let aborted = world.call(&alice, "POST", "/uploads/abort", Sent::Json(upload.clone())).await;
    assert_eq!(aborted.status, 204);
    assert_eq!(world.call(&alice, "POST", "/posts", new(&upload)).await.status, 404);
    assert_eq!(world.call(&alice, "POST", "/uploads/parts", Sent::Json(upload)).await.status, 404);
    assert!(world.posts().is_empty());
}

#[tokio::test]
async fn a_video_that_tiktok_would_not_take_is_not_begun() {
    let world = World::of_creators(&["alice"]).await;
    let open_id = world.account("alice").open_id;
    let begin = |name: &str, size: u64, media_type: &str| {
        Sent::Json(json!({ "account": open_id, "file_name": name, "size": size, "content_type": media_type }))
    };
    for (sent, field) in [
        (begin("../clip.mp4", 1, "video/mp4"), "file_name"),
        (begin("clip.mkv", 1, "video/mp4"), "file_name"),
        (begin("clip.mp4", 1, "text/html"), "content_type"),
        (begin("clip.mp4", 0, "video/mp4"), "size"),
        (begin("clip.mp4", (4 << 30) + 1, "video/mp4"), "size"),
    ] {
        assert_eq!(world.call(&operator(), "POST", "/uploads", sent).await.wrong_fields(), [field]);
    }
    let named = begin("Grüße 😀 100%+.mov", 4 << 30, "video/quicktime");
    let begun = world.call(&operator(), "POST", "/uploads", named).await.ok();
    assert_eq!(begun["part_count"], 256);
    assert!(begun["key"].as_str().unwrap().ends_with("/Grüße 😀 100%+.mov"), "{begun}");
}
