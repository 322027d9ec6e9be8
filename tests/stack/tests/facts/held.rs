//! Choices that only a person can make are waited for, and may come from three places in any order.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use serde_json::json;

const SIDECAR: &str = r#"{"caption": "Said beside it", "privacy_level": "MUTUAL_FOLLOW_FRIENDS", "music_usage_confirmed": true}"#;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_video_without_choices_waits_for_its_sidecar,
        a_sidecar_may_come_before_its_video,
        a_corrected_sidecar_revives_a_post_that_failed_for_its_options,
        a_sidecar_goes_before_metadata_and_metadata_before_defaults,
    ]
}

async fn a_video_without_choices_waits_for_its_sidecar(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    let uploaded = scene.upload(Clip::small()?.under(key.clone()).await?).await?;
    let held = scene.reaches(&uploaded, "held").await?;
    let reason = held.reason.unwrap_or_default();
    assert!(reason.contains("privacy_level") && reason.contains("music_usage_confirmed"), "{reason}");
    creator.sent_nothing()?;

    scene.upload_text(format!("{key}.json"), SIDECAR).await?;
    let post = scene.comes_to(&uploaded, "published").await?;
    assert_eq!(post.id, held.id, "the sidecar is no post of its own");
    let sent = creator.only_post()?.post_info;
    assert_eq!(sent["title"], "Said beside it");
    assert_eq!(sent["privacy_level"], "MUTUAL_FOLLOW_FRIENDS");
    Ok(())
}

async fn a_sidecar_may_come_before_its_video(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    scene.upload_text(format!("{key}.json"), SIDECAR).await?;
    let uploaded = scene.upload(Clip::small()?.under(key).await?).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.post_info["title"], "Said beside it");
    assert_eq!(scene.records().await?.len(), 1, "the sidecar alone has left a record");
    Ok(())
}

async fn a_corrected_sidecar_revives_a_post_that_failed_for_its_options(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    scene.upload_text(format!("{key}.json"), r#"{"caption": "Said beside it","#).await?;
    let uploaded = scene.upload(Clip::small()?.under(key.clone()).await?).await?;
    let failed = scene.reaches(&uploaded, "failed").await?;
    creator.sent_nothing()?;

    scene.upload_text(format!("{key}.json"), SIDECAR).await?;
    let post = scene.comes_to(&uploaded, "published").await?;
    assert_eq!(post.id, failed.id);
    assert_eq!(creator.only_post()?.post_info["title"], "Said beside it");
    Ok(())
}

async fn a_sidecar_goes_before_metadata_and_metadata_before_defaults(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    let defaults = json!({
        "caption": "from the defaults",
        "privacy_level": "SELF_ONLY",
        "allow_comment": true,
        "allow_duet": false,
        "allow_stitch": false,
        "music_usage_confirmed": true,
    });
    scene.upload_text(creator.key("_defaults.json"), &defaults.to_string()).await?;
    scene
        .upload_text(format!("{key}.json"), r#"{"caption": "from the sidecar", "allow_stitch": true}"#)
        .await?;
    let clip = Clip::small()?;
    let video = clip.under(key).await?;
    let video = video.option("caption", "from the metadata").option("allow-duet", "true");
    let video = video.option("privacy-level", "PUBLIC_TO_EVERYONE").option("allow-stitch", "false");
    let uploaded = scene.upload(video).await?;
    scene.reaches(&uploaded, "published").await?;

    let sent = creator.only_post()?.post_info;
    assert_eq!(sent["title"], "from the sidecar");
    assert_eq!(sent["disable_stitch"], false, "the sidecar goes before the metadata");
    assert_eq!(sent["privacy_level"], "PUBLIC_TO_EVERYONE", "the metadata goes before the defaults");
    assert_eq!(sent["disable_duet"], false, "the metadata goes before the defaults");
    assert_eq!(sent["disable_comment"], false, "the defaults go before nothing");
    Ok(())
}
