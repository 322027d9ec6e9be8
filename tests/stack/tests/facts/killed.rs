//! A run that dies in the middle of an upload, without a chance to say anything: another goes on where TikTok stands.
//!
//! The process is killed by the kernel, as one is that takes too much memory. The message that it was at work on comes
//! again while the dead run's lease still holds, and changes nothing; `dispatch` finds the post once the lease has ended,
//! but for the longest lease, after which this does not wait for the schedule.

use crate::stage::{Clip, Creator, Outcome, Scene, facts, kill_process_at};
use libtest_mimic::Trial;
use local::Uploaded;
use std::time::Duration;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction, PostReport};

/// Three chunks.
const UPLOAD_BYTES: u64 = 31_457_281;

/// How long a chunk is held, so that its sender can be killed meanwhile: less than `publish` waits for an answer.
const HELD_FOR: Duration = Duration::from_secs(15);

pub(super) fn facts() -> Vec<Trial> {
    facts![
        an_upload_killed_in_its_first_chunk_is_finished_by_another_run,
        an_upload_killed_between_two_chunks_goes_on_with_the_next,
        an_upload_killed_in_its_last_chunk_is_finished_by_another_run,
        an_upload_killed_after_its_last_chunk_is_not_sent_again,
    ]
}

async fn an_upload_killed_in_its_first_chunk_is_finished_by_another_run(scene: Scene) -> Outcome {
    let killed = Killed::in_chunk(&scene, 1, Effect::None).await?;
    assert_eq!(killed.left.chunks.len(), 0);
    killed.is_hinted_at_after_its_lease(&scene).await?;
    killed.is_finished_by_another(&scene, "resynchronised").await
}

async fn an_upload_killed_between_two_chunks_goes_on_with_the_next(scene: Scene) -> Outcome {
    let killed = Killed::in_chunk(&scene, 2, Effect::Done).await?;
    assert_eq!(killed.left.chunks.len(), 2);
    killed.is_finished_by_another(&scene, "resynchronised").await
}

async fn an_upload_killed_in_its_last_chunk_is_finished_by_another_run(scene: Scene) -> Outcome {
    let killed = Killed::in_chunk(&scene, 3, Effect::None).await?;
    assert_eq!(killed.left.chunks.len(), 2);
    killed.is_finished_by_another(&scene, "resynchronised").await
}

async fn an_upload_killed_after_its_last_chunk_is_not_sent_again(scene: Scene) -> Outcome {
    let killed = Killed::in_chunk(&scene, 3, Effect::Done).await?;
    assert_eq!(killed.left.bytes_received, UPLOAD_BYTES);
    killed.is_finished_by_another(&scene, "status_reported").await
}

/// An upload whose run was killed.
struct Killed {
    creator: Creator,
    clip: Clip,
    uploaded: Uploaded,
    /// What TikTok held in that moment.
    left: PostReport,
    /// Whether the chunk in which it was killed may have to be sent once more.
    chunks_lost_max: usize,
}

impl Killed {
    /// Kills the run while its n-th chunk is on its way (`none`), or has arrived and is not answered yet (`done`).
    async fn in_chunk(scene: &Scene, nth: u32, effect: Effect) -> Outcome<Self> {
        let (creator, clip) = (scene.creator().await?, Clip::of_size(UPLOAD_BYTES)?);
        let held = FaultAction::Delay { ms: HELD_FOR.as_millis() as u64, effect };
        scene.stage.tiktok()?.add_fault(Fault::nth(Endpoint::Upload, nth, held).of(&creator.open_id));
        let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;

        let stored = match effect {
            Effect::None => nth - 1,
            Effect::Done => nth,
        };
        let reached = scene.until("the chunk to kill the run in", async || {
            let post = creator.posts()?.pop().filter(|post| post.chunks.len() == stored as usize);
            let chunk = creator.calls(Endpoint::Upload)?.into_iter().nth(nth as usize - 1);
            Ok(post.zip(chunk))
        });
        let (left, chunk) = reached.await?;
        kill_process_at(scene.stage, "publish", chunk.peer)?;
        let chunks_lost_max = nth as usize - stored as usize;
        Ok(Self { creator, clip, uploaded, left, chunks_lost_max })
    }

    /// Sends the hint that `dispatch` would send within the next minute.
    async fn is_hinted_at_after_its_lease(&self, scene: &Scene) -> Outcome {
        let post = scene.comes_to(&self.uploaded, "uploading").await?;
        let item = scene.item(&post.id).await?;
        let lease = item.get("lease").and_then(|value| value.as_m().ok());
        let until = lease.and_then(|lease| lease.get("until")?.as_s().ok()).ok_or("nobody holds the post")?;
        scene.sleep_until(until.parse()?).await?;
        scene.queue()?.send_hints(&post.id, 1, 0).await
    }

    /// Waits until the attempt that was begun is published, whole, and tells of the run that went on with it.
    async fn is_finished_by_another(&self, scene: &Scene, takeover: &str) -> Outcome {
        let known = scene.comes_to(&self.uploaded, "uploading").await?;
        assert!(known.next_offset < Some(UPLOAD_BYTES), "the run was over before it was killed");
        scene.until("the whole video", async || Ok(self.creator.only_post()?.uploaded_at)).await?;
        let post = scene.reaches(&self.uploaded, "published").await?;

        let arrived = self.creator.only_post()?;
        assert_eq!(arrived.publish_id, self.left.publish_id);
        assert_eq!(arrived.sha256, Some(self.clip.sha256()?));
        let sent = self.creator.chunks_sent()?;
        assert!(
            sent <= arrived.chunks.len() + self.chunks_lost_max,
            "a chunk that TikTok held was sent again"
        );
        let events: Vec<&str> = post.history.iter().map(|event| event.event.as_str()).collect();
        assert!(events.contains(&takeover), "the history does not tell of a takeover: {events:?}");
        Ok(())
    }
}
