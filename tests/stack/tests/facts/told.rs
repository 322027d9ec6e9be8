//! The operator is told what nobody else would notice: by whichever function learns of it.

use crate::stage::{Clip, Outcome, Scene, facts, told};
use libtest_mimic::Trial;
use serde_json::json;
use tiktok_fake::Endpoint;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_post_that_tiktok_has_failed_says_why_and_the_operator_is_told,
        a_permission_that_is_missing_when_a_creator_connects_is_told,
    ]
}

async fn a_post_that_tiktok_has_failed_says_why_and_the_operator_is_told(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let _poller = scene.stage.status_poller.read().await;
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    scene.reaches(&uploaded, "processing").await?;
    let fate = json!({ "outcome": { "failed": "picture_size_check_failed" } });
    scene.stage.tiktok()?.patch_fate(&creator.only_post()?.publish_id, fate).map_err(told)?;

    let post = scene.reaches(&uploaded, "failed").await?;
    let reason = post.reason.unwrap_or_default();
    assert!(reason.contains("picture_size_check_failed"), "{reason}");
    creator.operator_is_told(&scene, "post_failed").await
}

async fn a_permission_that_is_missing_when_a_creator_connects_is_told(scene: Scene) -> Outcome {
    let like = tiktok_fake::Creator { events_lost: true, ..Default::default() };
    scene.stage.tiktok_refuses(&like.open_id, Endpoint::CreatorInfo, "scope_not_authorized")?;
    scene.creator_like(like).await?.operator_is_told(&scene, "scope_missing").await
}
