//! Whatever the queue says twice, and whoever works at the same time: one post.

use crate::stage::{Clip, ObjectCreated, Outcome, Scene, facts};
use jiff::SignedDuration;
use libtest_mimic::Trial;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

/// As many as the template lets run at the same time.
const HINTS_AT_ONCE: usize = 5;

/// Five chunks: long enough to be met in the middle.
const LONG_UPLOAD_BYTES: u64 = 52_428_801;

/// How late a slow chunk is. A hint is with a worker in a fraction of it.
const SLOW_CHUNK: SignedDuration = SignedDuration::from_millis(1_500);

/// All of them, and more than there should be.
const SLOW_CHUNKS: u32 = 20;

/// Late enough for the upload to be received before, however busy the machine is, and for its account to be asked about: that may
/// not be in the first twelve seconds after it was connected.
const LATER: SignedDuration = SignedDuration::from_secs(40);

pub(super) fn facts() -> Vec<Trial> {
    facts![
        an_event_that_is_delivered_again_is_the_same_post,
        hints_for_a_finished_post_change_nothing,
        workers_that_meet_on_a_due_post_send_one_init,
        workers_that_meet_on_an_upload_send_each_chunk_once,
    ]
}

async fn an_event_that_is_delivered_again_is_the_same_post(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let bucket = scene.stage.deployment.output("UploadsBucket").map_err(crate::stage::told)?;
    let again = ObjectCreated { bucket, object: &uploaded };
    let queue = scene.queue()?;
    queue.send_event(&again).await?;
    queue.send_event(&again).await?;
    let published = scene.reaches(&uploaded, "published").await?;
    let item = scene.item(&published.id).await?;

    queue.send_event(&again).await?;
    scene.everything_sent_is_worked_off().await?;
    assert_eq!(scene.item(&published.id).await?, item, "an event for a finished post has changed it");
    assert_eq!(scene.records().await?.len(), 1);
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}

async fn hints_for_a_finished_post_change_nothing(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let published = scene.reaches(&uploaded, "published").await?;
    let item = scene.item(&published.id).await?;

    scene.queue()?.send_hints(&published.id, HINTS_AT_ONCE, 0).await?;
    scene.everything_sent_is_worked_off().await?;
    assert_eq!(scene.item(&published.id).await?, item);
    creator.only_post()?;
    Ok(())
}

async fn workers_that_meet_on_a_due_post_send_one_init(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let due_at = scene.stage.tiktok()?.now() + LATER;
    let video = clip.consented_under(creator.key("clip.mp4")).await?;
    let uploaded = scene.upload(video.option("publish-at", &due_at.to_string())).await?;
    let queued = scene.reaches(&uploaded, "queued").await?;
    scene.sleep_until(due_at).await?;
    scene.queue()?.send_hints(&queued.id, HINTS_AT_ONCE, 0).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}

async fn workers_that_meet_on_an_upload_send_each_chunk_once(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::of_size(LONG_UPLOAD_BYTES)?);
    scene.stage.tiktok()?.add_fault(slow_chunks().of(&creator.open_id));
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let post = scene.comes_to(&uploaded, "uploading").await?;
    let met_at = scene.stage.tiktok()?.now();
    scene.queue()?.send_hints(&post.id, HINTS_AT_ONCE, 0).await?;
    scene.reaches(&uploaded, "published").await?;
    let received = creator.only_post()?;
    assert_eq!(received.sha256, Some(clip.sha256()?));
    let sent = creator.chunks_sent()?;
    assert_eq!(sent, received.chunks.len(), "a chunk was sent more than once");
    let ended_at = received.uploaded_at.unwrap_or_default();
    assert!(ended_at.duration_since(met_at) > SLOW_CHUNK, "the upload was over before the hints came");
    Ok(())
}

/// Chunks that arrive late, so that the upload outlasts the way of a hint.
fn slow_chunks() -> Fault {
    let ms = SLOW_CHUNK.as_millis().unsigned_abs() as u64;
    let late = FaultAction::Delay { ms, effect: Effect::None };
    Fault { times: SLOW_CHUNKS, ..Fault::next(Endpoint::Upload, late) }
}
