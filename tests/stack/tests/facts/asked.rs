//! A question about a post is asked again when whoever asked it dies before the answer.

use crate::stage::{Clip, Outcome, Scene, facts, kill_process_at};
use libtest_mimic::Trial;
use std::time::Duration;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

/// How long the answer is held, so that the asker can be killed meanwhile.
const HELD_FOR: Duration = Duration::from_secs(8);

pub(super) fn facts() -> Vec<Trial> {
    facts![a_question_whose_asker_is_killed_is_asked_again]
}

async fn a_question_whose_asker_is_killed_is_asked_again(scene: Scene) -> Outcome {
    let poller = scene.stage.status_poller.write().await;
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let held = FaultAction::Delay { ms: HELD_FOR.as_millis() as u64, effect: Effect::Done };
    scene.stage.tiktok()?.add_fault(Fault::next(Endpoint::Status, held).of(&creator.open_id));
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let asked = scene.until("the question", async || Ok(creator.calls(Endpoint::Status)?.pop())).await?;
    kill_process_at(scene.stage, "statuspoller", asked.peer)?;
    drop(poller);

    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    let askers: Vec<_> = creator.calls(Endpoint::Status)?.iter().map(|call| call.peer).collect();
    assert!(askers.len() > 1 && askers[1] != askers[0], "nobody else has asked: {askers:?}");
    Ok(())
}
