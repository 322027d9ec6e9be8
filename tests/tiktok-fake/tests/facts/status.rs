//! What becomes of a post, as status/fetch tells it.

use serde_json::{Value, json};
use tiktok_fake::{Creator, MissingPostIdShape, Outcome, PostIdShape, Settings};

use crate::client::{Client, INIT, STATUS, answer, init_body, refused};

/// A client whose videos take a hundred seconds.
async fn client() -> Client {
    let client = Client::with(Settings::default()).await;
    client.fake.update_settings(|settings| settings.fate.processing_seconds = 10);
    client
}

#[tokio::test]
async fn a_post_is_uploading_then_processing_then_complete() {
    let client = client().await;
    let begun = client.begin(3, 3, 1).await;
    let nothing_yet = json!({ "status": "PROCESSING_UPLOAD", "uploaded_bytes": 0 });
    assert_eq!(client.status(&begun.publish_id).await, nothing_yet);

    let publish_id = client.upload().await;
    let processing = json!({ "status": "PROCESSING_UPLOAD", "uploaded_bytes": 3 });
    assert_eq!(client.status(&publish_id).await, processing);
    client.advance(100);
    let complete = client.status(&publish_id).await;
    assert_eq!(complete["status"], "PUBLISH_COMPLETE");
    let [post_id] =
        <[Value; 1]>::try_from(complete["publicaly_available_post_id"].as_array().unwrap().clone()).unwrap();
    assert!(post_id.as_u64().unwrap() > 1 << 53);
    assert_eq!(
        client.status(&begun.publish_id).await,
        nothing_yet,
        "without its bytes a post never completes"
    );
    assert_eq!(client.fake.report().counters.published, 1);
}

#[tokio::test]
async fn a_post_can_fail_with_any_reason() {
    let client = client().await;
    let reason = "duration_check_failed";
    client.fake.update_settings(|settings| settings.fate.outcome = Outcome::Failed(reason.to_owned()));
    let publish_id = client.upload().await;
    assert_eq!(client.status(&publish_id).await["status"], "PROCESSING_UPLOAD");
    client.advance(100);
    let failed = json!({ "status": "FAILED", "fail_reason": reason, "uploaded_bytes": 3 });
    assert_eq!(client.status(&publish_id).await, failed);
    assert_eq!(client.only_post().fail_reason.as_deref(), Some(reason));
}

#[tokio::test]
async fn a_stuck_post_stays_until_its_fate_is_changed() {
    let client = client().await;
    client.fake.update_settings(|settings| {
        settings.fate.outcome = Outcome::Never;
        settings.fate.processing_status = "PROCESSING_SOMEHOW".to_owned();
        settings.access_seconds = 1_000_000;
    });
    let client = Client {
        token: client.fake.grant("reeldrop_demo", &["video.publish"]).unwrap().access_token,
        ..client
    };
    let publish_id = client.upload().await;
    client.advance(86_400);
    assert_eq!(client.status(&publish_id).await["status"], "PROCESSING_SOMEHOW");
    client.fake.patch_fate(&publish_id, json!({ "outcome": "complete" })).unwrap();
    assert_eq!(client.status(&publish_id).await["status"], "PUBLISH_COMPLETE");
}

#[tokio::test]
async fn the_post_id_has_every_shape() {
    let client = client().await;
    let mut shapes = Vec::new();
    for shape in [PostIdShape::Integer, PostIdShape::IntegerArray, PostIdShape::Text, PostIdShape::TextArray]
    {
        client.fake.update_settings(|settings| settings.fate.post_id_shape = shape);
        let publish_id = client.upload().await;
        client.advance(100);
        let post_id = client.fake.report().posts.pop().unwrap().post_id.unwrap();
        assert_eq!(post_id.len(), 19);
        let told = client.status(&publish_id).await["publicaly_available_post_id"].to_string();
        shapes.push(told.replace(&post_id, "ID"));
    }
    assert_eq!(shapes, ["ID", "[ID]", "\"ID\"", "[\"ID\"]"]);
}

#[tokio::test]
async fn the_post_id_comes_later_or_never() {
    let client = client().await;
    let id =
        async |publish_id: &str| client.status(publish_id).await.get("publicaly_available_post_id").cloned();
    client.fake.update_settings(|settings| settings.fate.post_id_seconds = Some(600));
    let later = client.upload().await;
    client.fake.update_settings(|settings| {
        settings.fate.post_id_seconds = None;
        settings.fate.missing_post_id_shape = MissingPostIdShape::EmptyArray;
    });
    let never = client.upload().await;

    client.advance(600);
    assert_eq!((id(&later).await, id(&never).await), (None, Some(json!([]))));
    client.advance(100);
    assert!(id(&later).await.is_some_and(|id| id[0].is_u64()));
    assert_eq!(id(&never).await, Some(json!([])));
}

#[tokio::test]
async fn only_a_public_post_gets_an_id() {
    let client = client().await;
    let mut body = init_body(3, 3, 1);
    body["post_info"]["privacy_level"] = json!("SELF_ONLY");
    let begun = client.post(INIT, &body).await.json()["data"].clone();
    let url = begun["upload_url"].as_str().unwrap();
    answer(client.put(url, 0, 3, b"abc".to_vec())).await;
    client.advance(1_000);
    let status = client.status(begun["publish_id"].as_str().unwrap()).await;
    assert_eq!(status, json!({ "status": "PUBLISH_COMPLETE", "uploaded_bytes": 3 }));
}

#[tokio::test]
async fn a_downgraded_post_is_self_only() {
    let client = client().await;
    client.fake.update_settings(|settings| settings.fate.downgraded_to_self_only = true);
    let publish_id = client.upload().await;
    client.advance(100);
    let status = client.status(&publish_id).await;
    let expected = json!({ "status": "PUBLISH_COMPLETE", "privacy_level": "SELF_ONLY", "uploaded_bytes": 3 });
    assert_eq!(status, expected);
    assert_eq!(client.only_post().privacy_level, "SELF_ONLY");
}

#[tokio::test]
async fn a_completed_post_can_show_more() {
    let client = client().await;
    client.fake.update_settings(|settings| settings.fate.completion_details = true);
    let publish_id = client.upload().await;
    client.advance(100);
    let status = client.status(&publish_id).await;
    assert_eq!(status["privacy_level"], "PUBLIC_TO_EVERYONE");
    let post_id = client.only_post().post_id.unwrap();
    assert_eq!(status["video_id"], json!(post_id));
    assert_eq!(status["share_url"], json!(format!("https://www.tiktok.com/@reeldrop_demo/video/{post_id}")));
}

#[tokio::test]
async fn a_publish_id_belongs_to_one_creator() {
    let client = client().await;
    let publish_id = client.upload().await;
    let other = client.fake.add_creator(Creator::default()).unwrap();
    let token = client.fake.grant(&other.open_id, &["video.publish"]).unwrap().access_token;
    let foreign = client.post_as(&token, STATUS, &json!({ "publish_id": publish_id })).await;
    assert_eq!(foreign.outcome(), refused(400, "token_not_authorized_for_specified_publish_id"));
    let unknown = client.post(STATUS, &json!({ "publish_id": "v_pub_file~v2-1.1" })).await;
    assert_eq!(unknown.outcome(), refused(400, "invalid_publish_id"));
    let missing = client.post(STATUS, &json!({})).await;
    assert_eq!(missing.outcome(), refused(400, "invalid_params"));
}
