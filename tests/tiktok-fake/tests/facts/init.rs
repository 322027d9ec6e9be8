//! The body of init.

use serde_json::{Value, json};
use tiktok_fake::Creator;

use crate::client::{Client, INIT, init_body, refused};

async fn client() -> Client {
    let client = Client::new().await;
    client.fake.update_settings(|settings| {
        settings.publish_calls_per_minute = 1_000;
        settings.daily_post_cap = 1_000;
    });
    client
}

async fn outcome(client: &Client, change: impl FnOnce(&mut Value)) -> (u16, String) {
    let mut body = init_body(3, 3, 1);
    change(&mut body);
    client.post(INIT, &body).await.outcome()
}

#[tokio::test]
async fn init_gives_a_publish_id_and_an_upload_url_on_the_same_host() {
    let client = client().await;
    let begun = client.begin(3, 3, 1).await;
    assert!(begun.publish_id.starts_with("v_pub_file~v2-1."), "{}", begun.publish_id);
    assert!(begun.publish_id.len() <= 64);
    assert!(begun.upload_url.starts_with(&client.url("/video/?upload_id=")));
    assert_ne!(client.begin(3, 3, 1).await.publish_id, begun.publish_id);
}

#[tokio::test]
async fn the_post_info_is_reported_as_it_was_sent() {
    let client = client().await;
    client.begin(3, 3, 1).await;
    let post = client.only_post();
    assert_eq!(post.post_info, init_body(3, 3, 1)["post_info"]);
    assert_eq!((post.open_id, post.plan.video_size), (client.open_id.clone(), 3));
}

#[tokio::test]
async fn a_caption_has_2200_utf_16_units() {
    let client = client().await;
    let with_title =
        async |title: String| outcome(&client, |body| body["post_info"]["title"] = json!(title)).await;
    assert_eq!(with_title("a".repeat(2_200)).await.0, 200);
    assert_eq!(with_title("a".repeat(2_201)).await, refused(400, "invalid_params"));
    assert_eq!(with_title("🎬".repeat(1_100)).await.0, 200, "an emoji counts two");
    assert_eq!(with_title("🎬".repeat(1_100) + "a").await, refused(400, "invalid_params"));
}

#[tokio::test]
async fn what_is_required_is_required() {
    let client = client().await;
    for pointer in [
        "/post_info",
        "/post_info/privacy_level",
        "/post_info/brand_content_toggle",
        "/post_info/brand_organic_toggle",
        "/source_info",
        "/source_info/source",
        "/source_info/video_size",
        "/source_info/chunk_size",
        "/source_info/total_chunk_count",
    ] {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let without = outcome(&client, |body| {
            body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        });
        assert_eq!(without.await, refused(400, "invalid_params"), "{pointer}");
    }
}

#[tokio::test]
async fn types_are_exact() {
    let client = client().await;
    for (pointer, value) in [
        ("/post_info/brand_content_toggle", json!("false")),
        ("/post_info/disable_duet", json!(1)),
        ("/post_info/video_cover_timestamp_ms", json!(-1)),
        ("/source_info/video_size", json!("3")),
        ("/source_info/chunk_size", json!(3.0)),
    ] {
        let wrong = outcome(&client, |body| *body.pointer_mut(pointer).unwrap() = value);
        assert_eq!(wrong.await, refused(400, "invalid_params"), "{pointer}");
    }
}

#[tokio::test]
async fn an_unknown_field_is_a_violation() {
    let client = client().await;
    for pointer in ["", "/post_info", "/source_info"] {
        let extra = outcome(&client, |body| body.pointer_mut(pointer).unwrap()["publish_at"] = json!(1));
        assert_eq!(extra.await, refused(400, "invalid_params"), "{pointer}");
    }
    assert_eq!(client.violations(), vec!["init with the unknown field publish_at"; 3]);
}

#[tokio::test]
async fn the_privacy_level_is_one_of_the_creators_options() {
    let client = client().await;
    let with =
        async |level: &str| outcome(&client, |body| body["post_info"]["privacy_level"] = json!(level)).await;
    assert_eq!(with("SELF_ONLY").await.0, 200);
    assert_eq!(with("FOLLOWER_OF_CREATOR").await, refused(403, "privacy_level_option_mismatch"));
    assert_eq!(with("EVERYONE").await, refused(400, "invalid_params"));
    client.fake.patch_creator("reeldrop_demo", json!({ "private": true })).unwrap();
    assert_eq!(with("FOLLOWER_OF_CREATOR").await.0, 200);
    assert_eq!(with("PUBLIC_TO_EVERYONE").await, refused(403, "privacy_level_option_mismatch"));
}

#[tokio::test]
async fn branded_content_cannot_be_private_but_ones_own_brand_can() {
    let client = client().await;
    let with = async |toggle: &str| {
        outcome(&client, |body| {
            body["post_info"]["privacy_level"] = json!("SELF_ONLY");
            body["post_info"][toggle] = json!(true);
        })
        .await
    };
    assert_eq!(with("brand_content_toggle").await, refused(400, "invalid_params"));
    assert_eq!(with("brand_organic_toggle").await.0, 200);
}

#[tokio::test]
async fn pulling_from_a_url_is_refused_as_unverified() {
    let client = client().await;
    let pull = outcome(&client, |body| body["source_info"]["source"] = json!("PULL_FROM_URL"));
    assert_eq!(pull.await, refused(403, "url_ownership_unverified"));
    let unknown = outcome(&client, |body| body["source_info"]["source"] = json!("FILE"));
    assert_eq!(unknown.await, refused(400, "invalid_params"));
}

#[tokio::test]
async fn a_refused_init_makes_no_post() {
    let client = client().await;
    client.fake.add_creator(Creator::default()).unwrap();
    outcome(&client, |body| body["post_info"]["privacy_level"] = json!("FOLLOWER_OF_CREATOR")).await;
    let report = client.fake.report();
    assert!(report.posts.is_empty());
    assert_eq!(report.requests[0].error_code.as_deref(), Some("privacy_level_option_mismatch"));
}
