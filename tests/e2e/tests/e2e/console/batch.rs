//! Tables of many videos.

use super::call::Sent;
use super::{creator, operator};
use crate::world::World;
use serde_json::{Value, json};

async fn check(world: &World, table: &str) -> Value {
    let sent = Sent::Raw("text/csv; charset=utf-8", table.as_bytes().to_vec());
    world.call(&creator("alice"), "POST", "/batch/check?account=alice", sent).await.ok()
}

#[tokio::test]
async fn each_row_is_a_post_or_says_in_which_column_it_is_wrong() {
    let world = World::of_creators(&["alice", "bob"]).await;
    let bob = world.account("bob").open_id;
    let table = format!(
        "file,account,caption,privacy_level,publish_at,music_usage_confirmed\n\
         one.mp4,,\"Grüße, 100% #fun\",PUBLIC_TO_EVERYONE,2100-01-01T12:00:00+01:00,TRUE\n\
         two.mp4,alice,,SELF_ONLY,,true\n\
         three.mp4,bob,,SELF_ONLY,,true\n\
         four.mp4,{bob},,SELF_ONLY,,true\n\
         five.mp4,alice,,FRIENDS,soon,\n"
    );
    let checked = check(&world, &table).await;
    assert_eq!(checked["valid"], 2, "{checked}");
    let rows = checked["rows"].as_array().unwrap();
    assert_eq!(rows[0]["options"]["caption"], "Grüße, 100% #fun");
    assert_eq!(rows[0]["options"]["publish_at"], "2100-01-01T11:00:00Z");
    assert_eq!(rows[1]["account"]["open_id"], json!(world.account("alice").open_id));
    let wrong = |row: &Value| -> Vec<String> {
        let errors = row["errors"].as_array().unwrap().iter();
        errors.map(|error| error["field"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((rows[2]["row"].as_u64(), wrong(&rows[2])), (Some(4), vec!["account".to_owned()]));
    assert_eq!(wrong(&rows[3]), ["account"]);
    assert_eq!(wrong(&rows[4]), ["privacy_level", "publish_at", "music_usage_confirmed"]);
    assert!(rows[4]["options"].is_null());
}

#[tokio::test]
async fn what_a_row_says_makes_the_post_that_it_promises() {
    let world = World::of_creators(&["alice"]).await;
    let table = "file,privacy_level,allow_comment,music_usage_confirmed\na.mp4,SELF_ONLY,true,true\n";
    let options = check(&world, table).await["rows"][0]["options"].clone();
    let post = world.post_in_console(&creator("alice"), "alice", options).await;
    assert_eq!(post.options.allow_comment, Some(true));
    assert_eq!(post.options.allow_duet, Some(false));
}

#[tokio::test]
async fn a_table_that_is_none_is_refused_as_a_whole() {
    let world = World::of_creators(&["alice"]).await;
    let refused = async |media_type, bytes: &[u8]| {
        let sent = Sent::Raw(media_type, bytes.to_vec());
        world.call(&operator(), "POST", "/batch/check", sent).await
    };
    assert_eq!(refused("text/csv", b"file,captoin\na.mp4,x\n").await.wrong_fields(), ["captoin"]);
    assert_eq!(refused("text/csv", b"caption\nx\n").await.wrong_fields(), ["file"]);
    assert_eq!(refused("text/csv", b"").await.wrong_fields(), ["file"]);
    assert_eq!(refused("application/json", b"[]").await.status, 415);
    assert_eq!(refused("text/csv", &vec![b'x'; 1024 * 1024 + 1]).await.status, 413);
}
