//! What other versions have stored, in `stored/`: by the first one, by this one (`v1`, and `v2` what needs
//! the second schema), and by newer ones.

#![expect(
    clippy::unwrap_used,
    reason = "an example that cannot be read fails its test; clippy.toml allows that in test functions alone"
)]

use domain::account::ACCOUNT_SCHEMA;
use domain::post::POST_SCHEMA;
use domain::stored::{Item, Stored, Unreadable, read, write};
use domain::{Account, Event, OptionsPatch, Post, Source, State};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stored").join(name)
}

fn stored(name: &str) -> Item {
    serde_json::from_slice(&std::fs::read(folder(name)).unwrap()).unwrap()
}

/// The names of a folder's files that begin with this.
fn names(of: &str, prefix: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder(of)).unwrap().map(|file| file.unwrap().file_name());
    let mut names: Vec<String> = files.map(|name| format!("{of}/{}", name.to_str().unwrap())).collect();
    names.retain(|name| name.starts_with(&format!("{of}/{prefix}")));
    assert!(!names.is_empty());
    names.sort();
    names
}

fn after_this_version<T: Stored>(item: Item) -> Item {
    write(&read::<T>(item).unwrap()).unwrap()
}

fn refusal<T: Stored>(name: &str) -> String {
    let Err(error) = read::<T>(stored(name)) else { panic!("{name} was read") };
    match error {
        Unreadable::Newer { .. } => error.to_string(),
        Unreadable::Strange(source) => source.to_string(),
    }
}

#[test]
fn what_this_version_stores_is_read_and_written_as_it_is_in_every_state() {
    let mut states = BTreeSet::new();
    for name in names("v1", "post") {
        let item = stored(&name);
        states.insert(item["state"].as_str().unwrap().to_owned());
        assert_eq!(after_this_version::<Post>(item.clone()), item, "{name}");
    }
    assert_eq!(states.len(), 9, "a state has no stored example: {states:?}");
    let account = stored("v1/account.json");
    assert_eq!(after_this_version::<Account>(account.clone()), account);
}

#[test]
fn a_choice_is_stored_so_that_no_version_that_has_not_heard_of_choices_can_overlook_it() {
    let item = stored("v2/post.queued.json");
    let post: Post = read(item.clone()).unwrap();
    assert!(post.chosen.as_ref().is_some_and(|chosen| chosen.caption.is_some()));
    assert_eq!(write(&post).unwrap(), item);
    assert_eq!(item["schema"], json!(POST_SCHEMA));

    let mut post: Post = read(stored("v1/post.queued.json")).unwrap();
    assert_eq!(write(&post).unwrap()["schema"], json!(1), "nothing in it is new");
    let now: Timestamp = "2026-11-20T10:06:00Z".parse().unwrap();
    let choice = OptionsPatch { publish_at: Some(now), ..OptionsPatch::default() };
    post.apply(Event::OptionsChosen { by: "alice".into(), choice }, Source::Operator.at(now)).unwrap();
    assert_eq!(write(&post).unwrap()["schema"], json!(POST_SCHEMA));
}

#[test]
fn what_the_first_version_stored_is_read_with_defaults_and_saved_as_of_today() {
    let post: Post = read(stored("first/post.published.json")).unwrap();
    let State::Published { post_id, post_url, .. } = &post.state else { panic!("{:#?}", post.state) };
    assert_eq!((post_id.as_deref(), post_url.as_deref()), (Some("7512345678901234567"), None));
    assert!(post.history.iter().all(|entry| entry.source == Source::Unrecorded));
    let written = write(&post).unwrap();
    assert_eq!((&written["schema"], &written["history"][0]["source"]), (&json!(1), &json!("unrecorded")));
    let account: Account = read(stored("first/account.json")).unwrap();
    assert!(account.inits.is_empty() && account.alerts.is_empty() && account.username.is_none());
    assert_eq!(write(&account).unwrap()["schema"], json!(ACCOUNT_SCHEMA));
}

#[test]
fn an_item_that_names_no_schema_is_of_the_first() {
    let mut item = stored("v1/post.queued.json");
    item.remove("schema");
    assert_eq!(after_this_version::<Post>(item), stored("v1/post.queued.json"));
}

#[test]
fn what_a_newer_version_has_added_is_written_back_as_it_was_found() {
    let post = stored("newer/post.json");
    assert_eq!(after_this_version::<Post>(post.clone()), post);
    let account = stored("newer/account.json");
    assert_eq!(after_this_version::<Account>(account.clone()), account);
}

#[test]
fn what_a_newer_version_has_added_outlives_what_this_one_does() {
    let found = stored("newer/post.json");
    let mut post: Post = read(found.clone()).unwrap();
    let now: Timestamp = "2026-11-20T10:06:00Z".parse().unwrap();
    let publish = Source::Publish.at(now);
    post.apply(Event::LastChunkStarted, publish).unwrap();
    let detail = "the last chunk was answered".to_owned();
    post.apply(Event::UploadCompleted { detail, http_status: Some(201) }, publish).unwrap();

    let written = write(&post).unwrap();
    assert_eq!(written["state"], "processing");
    assert_eq!(written["a_field_of_tomorrow"], found["a_field_of_tomorrow"]);
    let (before, after) = (found["history"].as_array().unwrap(), written["history"].as_array().unwrap());
    assert_eq!(after[..before.len()], before[..], "entries are only ever added");
    assert!(after.len() > before.len());
    assert_eq!(
        (written.get("plan"), written.get("lease")),
        (None, None),
        "what is given up is gone with all in it"
    );
}

#[test]
fn kinds_of_alerts_that_only_a_newer_version_knows_do_not_disturb_the_log() {
    let mut account: Account = read(stored("newer/account.json")).unwrap();
    let now: Timestamp = "2026-11-21T00:00:00Z".parse().unwrap();
    account.alerts.take(domain::AlertKind::PostHeld, now).unwrap();
    let alerts = &write(&account).unwrap()["alerts"];
    assert_eq!(
        alerts["an_alert_of_tomorrow"],
        stored("newer/account.json")["alerts"]["an_alert_of_tomorrow"]
    );
    assert_eq!(alerts["post_held"]["sending"], true);
}

#[test]
fn a_newer_schema_is_refused_whatever_else_stands_there() {
    let expected = |found, known| {
        format!(
            "a newer version has stored it with schema {found}, and this one knows {known}: wait for the deployment to \
             end, or deploy the newer version again"
        )
    };
    assert_eq!(refusal::<Post>("refused/post.schema.json"), expected(3, 2));
    assert_eq!(refusal::<Account>("refused/account.schema.json"), expected(2, 1));
    let Value::Object(unlike_anything) = json!({ "schema": 3, "id": ["of", "another", "kind"] }) else {
        unreachable!()
    };
    let refused = read::<Post>(unlike_anything);
    assert!(matches!(refused, Err(Unreadable::Newer { found: 3, known: POST_SCHEMA })), "{refused:?}");
}

#[test]
fn what_decides_about_a_post_is_never_guessed() {
    for (name, unknown) in [
        ("refused/post.state.json", "unknown variant `archived`"),
        ("refused/post.option.json", "unknown field `photo_cover`"),
        ("refused/post.level.json", "unknown variant `CLOSE_FRIENDS`"),
        ("refused/post.failure.json", "unknown variant `copyright`"),
    ] {
        let refusal = refusal::<Post>(name);
        assert!(refusal.contains(unknown), "{name}: {refusal}");
    }
    let refusal = refusal::<Account>("refused/account.status.json");
    assert!(refusal.contains("unknown variant `paused`"), "{refusal}");
}
