//! A video's way from S3 to TikTok: `publish` beside the quickest way there is, and beside how it is usually done.

mod contender;
mod pipe;
mod section;

pub(crate) use contender::Contender;
pub(crate) use pipe::pipe;
pub(crate) use section::section;

use crate::figure::Figure;
use crate::world::World;
use serde::Serialize;
use std::io;
use std::time::Duration;

/// The template's default (`ChunkSizeBytes`).
pub(crate) const CHUNK_BYTES: u64 = 10_485_760;

/// The sizes of the videos; the largest that TikTok takes where there is time for it.
pub(crate) fn sizes(full: bool) -> impl Iterator<Item = u64> {
    [5_000_000, 64_000_000, 256_000_000, 1_000_000_000].into_iter().chain(full.then_some(4_294_967_296))
}

/// One transfer to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Case {
    /// Of the video.
    pub(crate) bytes: u64,
    /// Of a chunk.
    pub(crate) chunk_bytes: u64,
    /// Added between a request and its answer, on both sides, in milliseconds.
    pub(crate) round_trip_ms: u64,
}

impl Case {
    /// How many seconds the answers to its chunks take, but for one.
    fn waits(self) -> f64 {
        let chunks = (self.bytes / self.chunk_bytes).max(1);
        (chunks - 1) as f64 * self.round_trip_ms as f64 / 1e3
    }
}

/// What one transfer took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    /// From its beginning to the answer to its last byte, in seconds.
    pub(crate) seconds: f64,
    /// Processor time of what moved the bytes, in seconds.
    pub(crate) cpu_seconds: f64,
    /// The most memory it had, in bytes.
    pub(crate) peak_bytes: u64,
}

/// What a case gave for one contender, over all rounds.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub(crate) case: Case,
    pub(crate) contender: Contender,
    /// Megabytes (10^6 bytes) a second.
    pub(crate) speed: Figure,
    /// Of its speed to the pipe's in the same round.
    pub(crate) ratio: Figure,
    /// Of its speed to what chunks allow at best: the pipe's time, and a round trip for every chunk but one, since a chunk is
    /// sent when the one before it has been answered.
    pub(crate) of_protocol: Figure,
    /// Seconds of processor time for a gigabyte (10^9 bytes).
    pub(crate) cpu_per_gb: Figure,
    /// Of that to the pipe's in the same round.
    pub(crate) cpu_ratio: Figure,
    /// Megabytes.
    pub(crate) peak_mb: Figure,
}

/// Measures a case: in each round every contender once, the pipe first.
///
/// # Errors
/// When a transfer fails, or not all of its bytes arrive.
pub(crate) async fn measure(
    world: &World,
    case: Case,
    contenders: &[Contender],
    rounds: usize,
    tell: impl Fn(&str),
) -> io::Result<Vec<Row>> {
    let way = world.way(Duration::from_millis(case.round_trip_ms)).await?;
    world.tiktok.receive_at(&way.tiktok);
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); contenders.len()];
    for round in 0..=rounds {
        for (contender, taken) in contenders.iter().zip(&mut taken) {
            tell(&format!("{contender}, round {round} of {rounds}"));
            let one = contender.carry(world, case, &way).await?;
            // The first round warms up what is read from disk.
            if round > 0 {
                taken.push(one);
            }
        }
    }
    let rows = contenders
        .iter()
        .zip(&taken)
        .filter_map(|(contender, measured)| row(case, *contender, measured, &taken[0]));
    Ok(rows.collect())
}

fn row(case: Case, contender: Contender, measured: &[Taken], pipe: &[Taken]) -> Option<Row> {
    let bytes = case.bytes as f64;
    let pairs = || measured.iter().zip(pipe);
    Some(Row {
        case,
        contender,
        speed: Figure::of(measured.iter().map(|one| bytes / one.seconds / 1e6))?,
        ratio: Figure::of(pairs().map(|(one, pipe)| pipe.seconds / one.seconds))?,
        of_protocol: Figure::of(pairs().map(|(one, pipe)| (pipe.seconds + case.waits()) / one.seconds))?,
        cpu_per_gb: Figure::of(measured.iter().map(|one| one.cpu_seconds / bytes * 1e9))?,
        cpu_ratio: Figure::of(pairs().map(|(one, pipe)| one.cpu_seconds / pipe.cpu_seconds))?,
        peak_mb: Figure::of(measured.iter().map(|one| one.peak_bytes as f64 / 1e6))?,
    })
}
