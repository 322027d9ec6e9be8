//! Items that older versions have stored are read, and fields that newer ones will add do not disturb.

use domain::{Post, Source, State};
use serde_json::{Value, json};

/// A published post as the first version stored it, before entries of the history had a source and posts an address.
fn of_the_first_version() -> Value {
    json!({
        "id": "0c1d5f61eb3c85f9a5e56545341520e2",
        "schema": 1,
        "version": 7,
        "account": "open-id",
        "bucket": "uploads",
        "key": "alice/clip.mp4",
        "version_id": "3",
        "etag": "\"0\"",
        "size": 115_533,
        "options": { "privacy_level": "PUBLIC_TO_EVERYONE", "music_usage_confirmed": true },
        "privacy_level": "PUBLIC_TO_EVERYONE",
        "attempts": 1,
        "state": "published",
        "publish_id": "v_pub_file~v2-1.7",
        "post_id": "7512345678901234567",
        "published_at": "2026-11-20T10:00:30Z",
        "polls": 1,
        "created_at": "2026-11-20T10:00:00Z",
        "updated_at": "2026-11-20T10:00:30Z",
        "history": [
            { "at": "2026-11-20T10:00:00Z", "event": "received", "state": "held", "detail": "a video of 115533 bytes" },
            { "at": "2026-11-20T10:00:30Z", "event": "status_reported", "state": "published", "http_status": 200 },
        ],
    })
}

#[test]
fn a_post_of_the_first_version_is_read() {
    let post: Post = serde_json::from_value(of_the_first_version()).unwrap();
    let State::Published { post_id, post_url, .. } = &post.state else { panic!("{:#?}", post.state) };
    assert_eq!((post_id.as_deref(), post_url.as_deref()), (Some("7512345678901234567"), None));
    assert!(post.history.iter().all(|entry| entry.source == Source::Unrecorded));
}

#[test]
fn fields_of_tomorrow_do_not_disturb_the_reader_of_today() {
    let mut item = of_the_first_version();
    item["a_field_of_tomorrow"] = json!({ "with": ["anything"] });
    item["history"][0]["another"] = json!(1);
    let read: Post = serde_json::from_value(item).unwrap();
    assert_eq!(read, serde_json::from_value(of_the_first_version()).unwrap());
}
