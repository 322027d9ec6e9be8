//! Accounts at the console: what becomes of those that are disconnected or refused.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use local::OPERATOR;
use reqwest::Method;
use serde_json::json;
use tiktok_fake::{Creator, Endpoint};

pub(super) fn facts() -> Vec<Trial> {
    facts![
        an_account_that_is_disconnected_in_the_console_has_no_posting_page_any_more,
        a_permission_that_is_missing_stops_the_page_and_the_operator_is_told,
        an_upload_that_is_given_up_leaves_nothing_in_storage,
    ]
}

async fn an_account_that_is_disconnected_in_the_console_has_no_posting_page_any_more(
    scene: Scene,
) -> Outcome {
    let (owner, creator) = scene.creator_at_the_console(Creator::default()).await?;
    let path = format!("/api/v1/accounts/{}/disconnect", creator.open_id);
    assert!(owner.change(Method::POST, &path, None).await?.status().is_success());
    assert_eq!(creator.calls(Endpoint::Revoke)?.len(), 1, "TikTok still lets us post");
    let page = owner.get(&format!("/new/{}", creator.open_id)).await?.text().await?;
    assert!(page.contains("id=\"reconnect\"") && !page.contains("id=\"publish\""), "{page}");
    Ok(())
}

async fn a_permission_that_is_missing_stops_the_page_and_the_operator_is_told(scene: Scene) -> Outcome {
    let (creator, operator) = (scene.creator().await?, scene.caller(OPERATOR).await?);
    scene.stage.tiktok_refuses(&creator.open_id, Endpoint::CreatorInfo, "scope_not_authorized")?;
    let page = operator.get(&format!("/new/{}", creator.open_id)).await?.text().await?;
    assert!(page.contains("id=\"reconnect\"") && !page.contains("id=\"publish\""), "{page}");
    creator.operator_is_told(&scene, "scope_missing").await
}

async fn an_upload_that_is_given_up_leaves_nothing_in_storage(scene: Scene) -> Outcome {
    let (creator, operator) = (scene.creator().await?, scene.caller(OPERATOR).await?);
    let upload = operator.upload(&creator, Clip::small()?.bytes()?).await?;
    let parts = operator.changed(Method::POST, "/api/v1/uploads/parts", upload.clone()).await?;
    assert_eq!(parts["parts"][0]["number"], json!(1), "{parts}");
    operator.changed(Method::POST, "/api/v1/uploads/abort", upload).await?;
    assert!(scene.objects_of(&creator).await?.is_empty());
    creator.sent_nothing()
}
