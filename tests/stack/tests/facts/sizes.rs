//! Files of every size that a chunk plan can trip over arrive whole, cut as TikTok demands.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;

/// The chunk size that the template sets.
const CHUNK_SIZE: u64 = 10_485_760;

/// How many digits the ids of TikTok's posts have: more than a double holds exactly.
const POST_ID_DIGITS: usize = 19;

/// A row of the table of plans: what TikTok demands for a size.
struct Plan {
    chunk_size: u64,
    count: u64,
    last_chunk: u64,
}

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_file_of_66_mb_arrives_in_6_chunks,
        a_file_of_exactly_five_chunks_arrives_in_5,
        a_file_one_byte_over_two_chunks_arrives_in_2,
        a_file_one_byte_under_two_chunks_arrives_in_1,
        a_file_of_exactly_one_chunk_arrives_in_1,
        a_file_one_byte_under_5_mb_arrives_in_1,
    ]
}

async fn a_file_one_byte_under_5_mb_arrives_in_1(scene: Scene) -> Outcome {
    arrives(scene, 4_999_999, Plan { chunk_size: 4_999_999, count: 1, last_chunk: 4_999_999 }).await
}

async fn a_file_of_exactly_one_chunk_arrives_in_1(scene: Scene) -> Outcome {
    arrives(scene, 10_485_760, Plan { chunk_size: CHUNK_SIZE, count: 1, last_chunk: CHUNK_SIZE }).await
}

async fn a_file_one_byte_under_two_chunks_arrives_in_1(scene: Scene) -> Outcome {
    arrives(scene, 20_971_519, Plan { chunk_size: 20_971_519, count: 1, last_chunk: 20_971_519 }).await
}

async fn a_file_one_byte_over_two_chunks_arrives_in_2(scene: Scene) -> Outcome {
    arrives(scene, 20_971_521, Plan { chunk_size: CHUNK_SIZE, count: 2, last_chunk: 10_485_761 }).await
}

async fn a_file_of_exactly_five_chunks_arrives_in_5(scene: Scene) -> Outcome {
    arrives(scene, 52_428_800, Plan { chunk_size: CHUNK_SIZE, count: 5, last_chunk: CHUNK_SIZE }).await
}

async fn a_file_of_66_mb_arrives_in_6_chunks(scene: Scene) -> Outcome {
    arrives(scene, 66_259_900, Plan { chunk_size: CHUNK_SIZE, count: 6, last_chunk: 13_831_100 }).await
}

async fn arrives(scene: Scene, size: u64, plan: Plan) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::of_size(size)?);
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let post = scene.reaches(&uploaded, "published").await?;

    let received = creator.only_post()?;
    assert_eq!(received.sha256, Some(clip.sha256()?), "other bytes have arrived");
    let announced = received.plan;
    assert_eq!(
        (announced.video_size, announced.chunk_size, announced.total_chunk_count),
        (size, plan.chunk_size, plan.count)
    );
    let ranges: Vec<_> = received.chunks.iter().map(|chunk| (chunk.first, chunk.last)).collect();
    assert_eq!(ranges, plan.ranges(size));

    let item = scene.item(&post.id).await?;
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned();
    let post_id = text("post_id").unwrap_or_default();
    assert_eq!(post_id.len(), POST_ID_DIGITS, "{post_id}");
    assert_eq!(Some(post_id), received.post_id, "the id is not TikTok's, or not a string");
    assert_eq!(text("publish_id"), Some(received.publish_id));
    Ok(())
}

impl Plan {
    /// First and last byte of every chunk.
    fn ranges(&self, size: u64) -> Vec<(u64, u64)> {
        let firsts = (0..self.count).map(|index| index * self.chunk_size);
        let last = size - self.last_chunk;
        firsts
            .map(|first| (first, if first == last { size - 1 } else { first + self.chunk_size - 1 }))
            .collect()
    }
}
