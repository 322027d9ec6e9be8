//! The operator ends an account's connection, and its creator comes back.

use crate::stage::{Clip, Creator, Outcome, Scene, facts, told};
use jiff::SignedDuration;
use libtest_mimic::Trial;
use serde_json::json;
use tiktok_fake::Endpoint;

/// Soon enough to wait for, and late enough to disconnect the account before.
const LATER: SignedDuration = SignedDuration::from_secs(20);

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_scheduled_post_of_a_disconnected_account_is_held_and_goes_on_when_its_creator_returns,
        a_name_that_no_account_has_is_refused_by_the_function,
    ]
}

async fn a_scheduled_post_of_a_disconnected_account_is_held_and_goes_on_when_its_creator_returns(
    scene: Scene,
) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let publish_at = scene.stage.tiktok()?.now() + LATER;
    let video = clip.consented_under(creator.key("clip.mp4")).await?;
    let uploaded = scene.upload(video.option("publish-at", &publish_at.to_string())).await?;
    scene.reaches(&uploaded, "queued").await?;

    // To ask twice is safe, by either name.
    for name in [&creator.username, &creator.open_id] {
        let answer = scene.stage.deployment.disconnect(name).await.map_err(told)?;
        assert_eq!(answer, json!({ "disconnected": creator.open_id, "username": creator.username }));
    }
    assert_eq!(creator.calls(Endpoint::Revoke)?.len(), 1, "the permission is not taken back, or twice");
    assert!(are_given_up(&scene, &creator).await?, "the tokens can still be read");

    let held = scene.reaches(&uploaded, "held").await?;
    let reason = held.reason.unwrap_or_default();
    assert!(reason.contains("the operator has disconnected it"), "{reason}");
    creator.sent_nothing()?;

    creator.reconnect().await?;
    assert!(!are_given_up(&scene, &creator).await?, "the new tokens are to be deleted with the old");
    scene.comes_to(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}

async fn a_name_that_no_account_has_is_refused_by_the_function(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let Err(refused) = scene.stage.deployment.disconnect("nobody.at.all").await else {
        return Err("nobody was disconnected".into());
    };
    assert!(refused.to_string().contains("no account is called nobody.at.all"), "{refused}");
    assert!(!are_given_up(&scene, &creator).await?);
    Ok(())
}

/// Whether the account's tokens are scheduled for deletion.
async fn are_given_up(scene: &Scene, creator: &Creator) -> Outcome<bool> {
    let secrets = aws_sdk_secretsmanager::Client::new(&scene.stage.deployment.aws());
    let name = format!("reeldrop/tokens/{}", creator.open_id);
    let described = secrets.describe_secret().secret_id(name).send().await.map_err(told)?;
    Ok(described.deleted_date.is_some())
}
