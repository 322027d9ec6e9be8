//! Creators see and change what is theirs, and learn of nothing else, by whatever route.

use super::call::Sent;
use super::{PICTURE, choice, creator, operator};
use crate::world::World;
use ::console::Viewer;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A request of one of the API's operations.
struct Attempt {
    operation: &'static str,
    method: &'static str,
    path: String,
    sent: Sent,
    /// Whether it names a post or an account, or tells of all that may be seen.
    names: Names,
}

impl Attempt {
    /// Its path without what is asked of it.
    fn path_alone(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Something,
    Nothing,
}

/// Of whom the attempts are made.
struct Victim {
    open_id: String,
    post: String,
    upload: Value,
}

/// One attempt for each operation, and more where there is more than one way to name something. Those come last that make
/// others impossible.
fn attempts(victim: &Victim) -> Vec<Attempt> {
    let Victim { open_id, post, upload } = victim;
    let mut parts = upload.clone();
    parts["parts"] = json!([1]);
    let new = json!({ "upload": upload, "options": choice() });
    let begin = json!({
        "account": open_id, "file_name": "clip.mp4", "size": 1000, "content_type": "video/mp4",
    });
    let of_post = |act: &str| format!("/posts/{post}{act}");
    let of_account = |act: &str| format!("/accounts/{open_id}{act}");
    let table = format!("file,account,privacy_level,music_usage_confirmed\na.mp4,{open_id},SELF_ONLY,true\n");
    let picture = Sent::Raw("image/jpeg", PICTURE.to_vec());
    let named = [
        ("list_posts", "GET", format!("/posts?account={open_id}"), Sent::Nothing),
        ("read_post", "GET", of_post(""), Sent::Nothing),
        ("put_thumbnail", "PUT", of_post("/thumbnail"), picture),
        ("read_thumbnail", "GET", of_post("/thumbnail"), Sent::Nothing),
        ("choose_options", "PUT", of_post("/options"), Sent::Json(choice())),
        ("reschedule_post", "POST", of_post("/reschedule"), Sent::Json(json!({ "publish_at": null }))),
        ("cancel_post", "POST", of_post("/cancel"), Sent::Nothing),
        ("retry_post", "POST", of_post("/retry"), Sent::Nothing),
        ("begin_upload", "POST", "/uploads".to_owned(), Sent::Json(begin)),
        ("sign_parts", "POST", "/uploads/part-urls".to_owned(), Sent::Json(parts)),
        ("list_parts", "POST", "/uploads/parts".to_owned(), Sent::Json(upload.clone())),
        ("create_post", "POST", "/posts".to_owned(), Sent::Json(new)),
        ("abort_upload", "POST", "/uploads/abort".to_owned(), Sent::Json(upload.clone())),
        ("read_account", "GET", of_account(""), Sent::Nothing),
        ("read_creator_info", "GET", of_account("/creator-info"), Sent::Nothing),
        ("list_hashtags", "GET", of_account("/hashtags"), Sent::Nothing),
        ("disconnect_account", "POST", of_account("/disconnect"), Sent::Nothing),
    ];
    let unnamed = [
        ("list_posts", "GET", "/posts".to_owned(), Sent::Nothing),
        ("list_accounts", "GET", "/accounts".to_owned(), Sent::Nothing),
        ("read_session", "GET", "/session".to_owned(), Sent::Nothing),
        ("read_audit", "GET", "/audit".to_owned(), Sent::Nothing),
        ("connect_account", "POST", "/accounts/connect".to_owned(), Sent::Nothing),
        ("check_batch", "POST", "/batch/check".to_owned(), Sent::Raw("text/csv", table.into_bytes())),
    ];
    let attempt =
        |names| move |(operation, method, path, sent)| Attempt { operation, method, path, sent, names };
    unnamed
        .into_iter()
        .map(attempt(Names::Nothing))
        .chain(named.into_iter().map(attempt(Names::Something)))
        .collect()
}

/// A world of two creators, of whom the first has a post that waits and an upload under way.
async fn two_creators() -> (World, Victim) {
    let world = World::of_creators(&["alice", "bob"]).await;
    let alice = creator("alice");
    let mut later = choice();
    later["caption"] = "alice alone".into();
    later["publish_at"] = "2100-01-01T00:00:00Z".into();
    let post = world.post_in_console(&alice, "alice", later).await.id.to_string();
    let upload = world.upload_in_browser(&alice, "alice", super::SAMPLE).await;
    let open_id = world.account("alice").open_id;
    (world, Victim { open_id, post, upload })
}

async fn attempt(world: &World, viewer: &Viewer, attempt: &Attempt) -> super::Answer {
    world.call(viewer, attempt.method, &attempt.path, attempt.sent.clone()).await
}

#[tokio::test]
async fn every_operation_of_the_document_is_attempted_and_none_that_is_not_in_it() {
    let (world, victim) = two_creators().await;
    let document = world.call(&operator(), "GET", "/openapi.json", Sent::Nothing).await.ok();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let attempts = attempts(&victim);
            let attempt = attempts.iter().find(|attempt| attempt.operation == id);
            let attempt = attempt.unwrap_or_else(|| panic!("nobody has attempted {id}"));
            assert_eq!(attempt.method.to_lowercase(), *method, "{id}");
            let below = attempt.path_alone().split('/').count();
            assert_eq!(below, path.split('/').count(), "{id}: {path} is not {}", attempt.path);
            documented.insert(id);
        }
    }
    for attempt in attempts(&victim) {
        assert!(documented.contains(attempt.operation), "{} is not described", attempt.operation);
    }
}

#[tokio::test]
async fn a_method_that_is_not_described_is_refused() {
    let (world, victim) = two_creators().await;
    let attempts = attempts(&victim);
    let attempted: BTreeSet<_> =
        attempts.iter().map(|attempt| (attempt.path_alone(), attempt.method)).collect();
    for (path, _) in &attempted {
        for method in ["DELETE", "GET", "PATCH", "POST", "PUT"] {
            let answer = world.call(&operator(), method, path, Sent::Nothing).await;
            assert_eq!(answer.status == 405, !attempted.contains(&(path, method)), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn nothing_is_answered_to_whoever_is_not_signed_in() {
    let (world, victim) = two_creators().await;
    let before = world.posts();
    for attempt in attempts(&victim) {
        let answer = world.call_signed_out(attempt.method, &attempt.path, attempt.sent.clone()).await;
        assert_eq!(answer.status, 401, "{}", attempt.operation);
        answer.problem();
    }
    assert_eq!(world.posts(), before);
}

#[tokio::test]
async fn a_creator_learns_of_nothing_that_is_somebody_elses_and_changes_none_of_it() {
    let (world, victim) = two_creators().await;
    let before = (world.posts(), world.account("alice"));
    for one in attempts(&victim) {
        let answer = attempt(&world, &creator("bob"), &one).await;
        let text = answer.text();
        assert!(!text.contains(&victim.post) && !text.contains("alice alone"), "{}: {text}", one.operation);
        match one.names {
            Names::Something => {
                assert_eq!(answer.status, 404, "{}: {text}", one.operation);
                // To the letter what is said of something that never was.
                let nowhere = world.call(&creator("bob"), "GET", "/posts/none", Sent::Nothing).await;
                assert_eq!(answer.problem(), nowhere.problem(), "{}", one.operation);
            }
            Names::Nothing => {
                assert!(answer.status.is_success(), "{}: {text}", one.operation);
                if one.operation == "check_batch" {
                    let row = answer.ok()["rows"][0].clone();
                    assert_eq!(row["errors"][0]["field"], "account", "{row}");
                    assert_eq!(row["options"], Value::Null);
                } else {
                    assert!(!text.contains(&victim.open_id), "{}: {text}", one.operation);
                }
            }
        }
    }
    assert_eq!((world.posts(), world.account("alice")), before);
}

#[tokio::test]
async fn the_same_attempts_succeed_for_whoever_owns_it_and_for_an_operator() {
    for viewer in [creator("alice"), operator()] {
        let (world, victim) = two_creators().await;
        for one in attempts(&victim) {
            let answer = attempt(&world, &viewer, &one).await;
            assert!(answer.status.is_success(), "{}: {}", one.operation, answer.text());
        }
    }
}

#[tokio::test]
async fn what_lies_beside_the_accounts_is_no_account_for_an_operator_either() {
    let (world, _) = two_creators().await;
    for name in ["creator%2Fidentity-of-alice", "app%2Faudit", "%2F", "%ff"] {
        let answer = world.call(&operator(), "GET", &format!("/accounts/{name}"), Sent::Nothing).await;
        assert_eq!(answer.status, 404, "{name}: {}", answer.text());
    }
    let listed = world.call(&operator(), "GET", "/accounts", Sent::Nothing).await.ok();
    assert_eq!(listed["accounts"].as_array().unwrap().len(), 2, "{listed}");
}
