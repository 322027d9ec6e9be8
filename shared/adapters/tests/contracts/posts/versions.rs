//! Posts that another version has stored: nothing of theirs is lost, and what cannot be understood is left alone.

use crate::stage::{Place, Rows, StandIn, Subject, fact};
use adapters::Posts;
use domain::{Event, PostId, Source};
use jiff::Timestamp;
use libtest_mimic::Trial;
use serde_json::{Map, Value, json};

/// The id of all stored examples.
const ID: &str = "0c1d5f61eb3c85f9a5e56545341520e2";

/// What the store puts beside a post.
const OWN: [&str; 5] = ["due_shard", "due_at", "timeline_shard", "listed", "purge_at"];

/// A table of posts, with the way behind the store's back.
struct Shared {
    posts: Posts,
    rows: Rows,
}

impl Subject for Shared {
    const NAME: &str = "posts";
    const STAND_INS: [StandIn; 3] = StandIn::OF_TABLES;

    async fn at(place: Place) -> Self {
        let rows = Rows::make(&place, "PostsTable", "id").await;
        let posts = Posts::new(place.aws().dynamodb(), rows.table.clone());
        Self { posts: posts.kept_for("400".parse().unwrap()), rows }
    }
}

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(what_the_first_version_stored_is_saved_as_of_today),
        fact!(what_a_newer_version_added_outlives_a_save),
        fact!(what_the_store_puts_beside_a_post_does_not_outlive_its_reason),
        fact!(what_cannot_be_understood_is_left_as_it_is),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn what_the_first_version_stored_is_saved_as_of_today(Shared { posts, rows }: Shared) {
    rows.put("first/post.published").await;
    let mut post = posts.get(&PostId::new(ID)).await.unwrap().unwrap();
    posts.save(&mut post).await.unwrap();
    let row = rows.get(ID).await;
    assert_eq!((&row["schema"], &row["version"]), (&json!(1), &json!(8)));
    assert_eq!(row["history"][0]["source"], "unrecorded");
    assert!(row.contains_key("listed"), "a post of before there were lists is listed with its next save");
    assert_eq!(posts.get(&post.id).await.unwrap(), Some(post));
}

async fn what_a_newer_version_added_outlives_a_save(Shared { posts, rows }: Shared) {
    let mut stored = rows.put("newer/post").await;
    let mut post = posts.get(&PostId::new(ID)).await.unwrap().unwrap();
    posts.save(&mut post).await.unwrap();
    stored.insert("version".to_owned(), json!(8));
    assert_eq!(without_own(rows.get(ID).await), stored);
}

async fn what_the_store_puts_beside_a_post_does_not_outlive_its_reason(Shared { posts, rows }: Shared) {
    rows.put("v1/post.failed").await;
    let mut post = posts.get(&PostId::new(ID)).await.unwrap().unwrap();
    posts.save(&mut post).await.unwrap();
    assert!(rows.get(ID).await.contains_key("purge_at"));

    let mut post = posts.get(&post.id).await.unwrap().unwrap();
    let retried = Event::RetryRequested { by: "a person".to_owned() };
    post.apply(retried, Source::Operator.at(Timestamp::UNIX_EPOCH)).unwrap();
    posts.save(&mut post).await.unwrap();
    let row = rows.get(ID).await;
    assert!(row.contains_key("due_shard") && !row.contains_key("purge_at"), "{row:#?}");
}

async fn what_cannot_be_understood_is_left_as_it_is(Shared { posts, rows }: Shared) {
    for name in ["refused/post.schema", "refused/post.state", "refused/post.option"] {
        let stored = rows.put(name).await;
        let refused = posts.get(&PostId::new(ID)).await.unwrap_err();
        assert!(refused.is_unreadable() && refused.to_string().contains(ID), "{name}: {refused}");
        assert_eq!(rows.get(ID).await, stored, "{name}");
    }
}

fn without_own(mut row: Map<String, Value>) -> Map<String, Value> {
    row.retain(|name, _| !OWN.contains(&name.as_str()));
    row
}
