//! The queue gives a message to a second run when the first takes too long for it, as SQS does.

use crate::stage::{Clip, Outcome, REDELIVERED_AFTER, Scene, facts};
use libtest_mimic::Trial;
use std::time::Duration;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

/// Three chunks.
const UPLOAD_BYTES: u64 = 31_457_281;

/// Longer than the queue waits for a run by this, so that the second run comes while the first is still in a chunk. An
/// answer is held and not the chunk itself: a connection on which bytes have stood still for half a minute is given up.
const HELD_LONGER_BY: Duration = Duration::from_secs(12);

pub(super) fn facts() -> Vec<Trial> {
    facts![a_message_that_comes_again_in_the_middle_of_its_upload_changes_nothing]
}

async fn a_message_that_comes_again_in_the_middle_of_its_upload_changes_nothing(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::of_size(UPLOAD_BYTES)?);
    let held_for = REDELIVERED_AFTER + HELD_LONGER_BY;
    let held = FaultAction::Delay { ms: held_for.as_millis() as u64, effect: Effect::Done };
    scene.stage.tiktok()?.add_fault(Fault::nth(Endpoint::Upload, 2, held).of(&creator.open_id));
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let uploading = scene.comes_to(&uploaded, "uploading").await?;

    scene
        .until("the second run", async || {
            let turned_away =
                |line: &str| line.contains("another run works on the post") && line.contains(&uploading.id);
            Ok(scene.stage.logs().await?.iter().any(|line| turned_away(&line.message)).then_some(()))
        })
        .await?;
    let met = creator.only_post()?;
    assert_eq!(met.chunks.len(), 2, "the second run did not meet the first in its second chunk");

    scene.reaches(&uploaded, "published").await?;
    let arrived = creator.only_post()?;
    assert_eq!(arrived.sha256, Some(clip.sha256()?));
    assert_eq!(creator.chunks_sent()?, arrived.chunks.len(), "a chunk was sent more than once");
    Ok(())
}
