//! A video that is to go out later goes out later.

use crate::stage::{Clip, Outcome, Scene, facts};
use jiff::SignedDuration;
use libtest_mimic::Trial;

/// Later than anything that an upload alone sets going, soon enough to wait for.
const LATER: SignedDuration = SignedDuration::from_secs(50);

pub(super) fn facts() -> Vec<Trial> {
    facts![nothing_is_sent_before_publish_at]
}

async fn nothing_is_sent_before_publish_at(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let publish_at = scene.stage.tiktok()?.now() + LATER;
    let video = clip.consented_under(creator.key("clip.mp4")).await?;
    let uploaded = scene.upload(video.option("publish-at", &publish_at.to_string())).await?;
    scene.reaches(&uploaded, "queued").await?;
    creator.sent_nothing()?;
    scene.reaches(&uploaded, "published").await?;

    let asked = creator.calls(tiktok_fake::Endpoint::CreatorInfo)?;
    let before = asked.iter().filter(|call| call.time < publish_at).count();
    assert_eq!(before, 1, "TikTok was asked about the post before its time");
    let received = creator.only_post()?;
    assert!(received.initialised_at >= publish_at, "{} < {publish_at}", received.initialised_at);
    assert_eq!(received.sha256, Some(clip.sha256()?));
    Ok(())
}
