//! What a person may do with a post, and when.

use super::call::{Answer, Sent};
use super::{choice, creator, operator};
use crate::facts::HOURS;
use crate::world::World;
use domain::options::{Consent, OptionsSource};
use domain::{Post, State};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Nothing that a person wants here is further ahead.
const SOON: SignedDuration = SignedDuration::from_mins(10);

impl World {
    async fn act(&self, post: &Post, act: &str, sent: Sent) -> Answer {
        let method = if act == "options" { "PUT" } else { "POST" };
        self.call(&operator(), method, &format!("/posts/{}/{act}", post.id), sent).await
    }

    async fn scheduled(&self, publish_at: &str) -> Post {
        let mut options = choice();
        options["caption"] = "scheduled".into();
        options["publish_at"] = publish_at.into();
        self.post_in_console(&creator("alice"), "alice", options).await
    }
}

#[tokio::test]
async fn a_cancelled_post_is_never_sent_until_it_is_retried_by_name() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.scheduled("2100-01-01T00:00:00Z").await;
    let cancelled = world.act(&post, "cancel", Sent::Nothing).await.ok();
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(cancelled["reason"], "cancelled by olga@example.com");
    assert_eq!(cancelled["actions"], json!({ "cancel": false, "retry": true, "choose": false }));
    world.settle(HOURS).await;
    assert_eq!(world.tiktok.report().posts.len(), 0);

    let again = world.act(&post, "cancel", Sent::Nothing).await;
    assert_eq!(again.status, 409);
    assert!(again.problem()["detail"].as_str().unwrap().contains("cancelled"));

    let retried = world.act(&post, "retry", Sent::Nothing).await.ok();
    assert_eq!(
        (&retried["state"], &retried["scheduled_at"]),
        (&json!("queued"), &json!("2100-01-01T00:00:00Z"))
    );
}

#[tokio::test]
async fn a_rescheduled_post_goes_out_when_it_is_to_and_at_once_when_that_is_now() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.scheduled("2100-01-01T00:00:00Z").await;
    let at = world.time.now() + SignedDuration::from_hours(2);
    let moved = world.act(&post, "reschedule", Sent::Json(json!({ "publish_at": at }))).await.ok();
    assert_eq!(moved["options"]["publish_at"], json!(at));
    assert_eq!(moved["options"]["caption"], "scheduled", "the rest stays as it was chosen");
    world.settle(SignedDuration::from_hours(1)).await;
    assert_eq!(world.stored(post.id.as_str()).state.name(), "queued");

    world.act(&post, "reschedule", Sent::Json(json!({ "publish_at": null }))).await.ok();
    world.settle(SOON).await;
    assert_eq!(world.stored(post.id.as_str()).state.name(), "published");
    let late = world.act(&post, "reschedule", Sent::Json(json!({ "publish_at": null }))).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn a_time_in_the_past_or_none_at_all_is_no_time_to_reschedule_to() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.scheduled("2100-01-01T00:00:00Z").await;
    let past = Sent::Json(json!({ "publish_at": "2001-01-01T00:00:00Z" }));
    assert_eq!(world.act(&post, "reschedule", past).await.wrong_fields(), ["publish_at"]);
    for sent in [json!({}), json!({ "publish_at": "tomorrow" }), json!({ "at": null })] {
        assert_eq!(world.act(&post, "reschedule", Sent::Json(sent.clone())).await.status, 422, "{sent}");
    }
    assert_eq!(world.stored(post.id.as_str()).version, post.version);
}

#[tokio::test]
async fn a_held_post_is_completed_with_the_name_and_time_of_the_consent_and_goes_out() {
    let world = World::of_creators(&["alice"]).await;
    let upload = world.drop_video_with("alice/clip.mp4", crate::video::SMALL, &[]);
    world.settle(SOON).await;
    let post = world.post(&upload);
    let held = world.read(&operator(), &post).await.ok();
    assert_eq!((&held["state"], &held["awaits"]), (&json!("held"), &json!("options")));

    let mut options = choice();
    options["caption"] = upload.caption.clone().into();
    let chosen_at = world.time.now();
    let completed = world.act(&post, "options", Sent::Json(options)).await.ok();
    assert_eq!(completed["state"], "queued");
    let consent = world.post(&upload).consent;
    assert_eq!(consent, Some(Consent { source: OptionsSource::Console, at: chosen_at }));
    let entry = completed["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(entry["event"], "options_chosen");
    assert!(entry["detail"].as_str().unwrap().starts_with("olga@example.com chose "), "{entry}");
    world.settle(SOON).await;
    assert_eq!(world.post(&upload).state.name(), "published");
}

#[tokio::test]
async fn a_choice_is_whole_so_that_what_is_not_ticked_is_off() {
    let world = World::of_creators(&["alice"]).await;
    let mut options = choice();
    options["allow_duet"] = true.into();
    options["publish_at"] = "2100-01-01T00:00:00Z".into();
    let post = world.post_in_console(&creator("alice"), "alice", options).await;
    let mut anew = choice();
    anew["publish_at"] = "2100-01-02T00:00:00Z".into();
    let chosen = world.act(&post, "options", Sent::Json(anew)).await.ok();
    assert_eq!(chosen["options"]["allow_duet"], false);
    assert_eq!(chosen["scheduled_at"], "2100-01-02T00:00:00Z");
}

#[tokio::test]
async fn a_choice_that_tiktok_forbids_is_refused_field_by_field_and_changes_nothing() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.scheduled("2100-01-01T00:00:00Z").await;
    let with = |changes: Value| {
        let mut options = choice();
        options.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        Sent::Json(options)
    };
    let refused = [
        (json!({ "privacy_level": null }), vec!["privacy_level"]),
        (json!({ "music_usage_confirmed": false }), vec!["music_usage_confirmed"]),
        (json!({ "branded_content": true, "privacy_level": "SELF_ONLY" }), vec!["branded_content"]),
        (json!({ "caption": "x".repeat(2201) }), vec!["caption"]),
        (
            json!({ "privacy_level": null, "music_usage_confirmed": null }),
            vec!["privacy_level", "music_usage_confirmed"],
        ),
    ];
    for (changes, fields) in refused {
        assert_eq!(world.act(&post, "options", with(changes)).await.wrong_fields(), fields);
    }
    for unreadable in
        [json!({ "captoin": "x" }), json!({ "allow_duet": "yes" }), json!({ "privacy_level": "ALL" })]
    {
        assert_eq!(world.act(&post, "options", with(unreadable.clone())).await.status, 422, "{unreadable}");
    }
    assert_eq!(world.stored(post.id.as_str()).version, post.version);
}

#[tokio::test]
async fn a_person_who_is_overtaken_decides_anew_about_what_the_post_has_become() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.scheduled("2100-01-01T00:00:00Z").await;
    // The save meets one that was quicker, once for each of two people at the same moment.
    let (one, other) =
        tokio::join!(world.act(&post, "cancel", Sent::Nothing), world.act(&post, "cancel", Sent::Nothing));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "one of two cancels, the other is told that it is done");
    let told = world.stored(post.id.as_str());
    assert_eq!(told.history.iter().filter(|entry| entry.event == "cancel_requested").count(), 1);
    assert!(matches!(told.state, State::Cancelled { .. }));
}

#[tokio::test]
async fn a_post_that_is_on_its_way_takes_no_more_choices() {
    let world = World::of_creators(&["alice"]).await;
    let post = world.post_in_console(&creator("alice"), "alice", choice()).await;
    world.settle(SOON).await;
    for (act, sent) in [
        ("cancel", Sent::Nothing),
        ("retry", Sent::Nothing),
        ("options", Sent::Json(choice())),
        ("reschedule", Sent::Json(json!({ "publish_at": null }))),
    ] {
        let refused = world.act(&post, act, sent).await;
        assert_eq!(refused.status, 409, "{act}: {}", refused.text());
        assert!(refused.problem()["detail"].as_str().unwrap().contains("published"), "{act}");
    }
}
