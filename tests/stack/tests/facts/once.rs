//! Whatever the queue says twice, and whoever works at the same time: one post.

use crate::stage::{Clip, ObjectCreated, Outcome, Scene, facts};
use libtest_mimic::Trial;
use std::time::Duration;

/// As many as MiniStack runs at the same time for one queue.
const HINTS_AT_ONCE: usize = 5;

/// Long enough that hints sent together when it is due meet each other, and the function's own.
const HINT_DELAY_S: i32 = 14;

/// Five chunks: long enough to be met in the middle.
const LONG_UPLOAD_BYTES: u64 = 52_428_801;

/// Between two looks at the fake. The upload takes many times as long.
const LOOK_PAUSE: Duration = Duration::from_millis(20);

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
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let queued = scene.reaches(&uploaded, "queued").await?;
    scene.queue()?.send_hints(&queued.id, HINTS_AT_ONCE, HINT_DELAY_S).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}

async fn workers_that_meet_on_an_upload_send_each_chunk_once(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::of_size(LONG_UPLOAD_BYTES)?);
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let queued = scene.reaches(&uploaded, "queued").await?;
    while creator.posts()?.is_empty() {
        tokio::time::sleep(LOOK_PAUSE).await;
    }
    scene.queue()?.send_hints(&queued.id, HINTS_AT_ONCE, 0).await?;
    scene.reaches(&uploaded, "published").await?;
    let received = creator.only_post()?;
    assert_eq!(received.sha256, Some(clip.sha256()?));
    assert_eq!(creator.chunks_sent(&received.publish_id)?, received.chunks.len());
    Ok(())
}
