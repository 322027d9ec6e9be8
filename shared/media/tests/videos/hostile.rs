//! Cut and damaged files end in facts or in an error, at a bounded cost, and never in a panic.

use fastrand::Rng;
use media::VideoFacts;

use crate::catalogue::{Video, structures};
use crate::storage::probe;

/// Where the headers of these files lie: nearly everything within this distance of either end is one.
const HEADERS_LENGTH: usize = 3_000;

/// How far apart the cuts in between are; a prime, so that they fall anywhere in a box.
const STRIDE: usize = 1_009;

/// How many damaged copies are made of each video.
const COPIES: usize = 600;

fn cuts(length: usize) -> impl Iterator<Item = usize> {
    let middle = (0..length).step_by(STRIDE);
    (0..length.min(HEADERS_LENGTH)).chain(middle).chain(length.saturating_sub(HEADERS_LENGTH)..length)
}

#[test]
fn a_cut_file_says_the_same_or_nothing() {
    for video in structures() {
        let whole = probe(&video.bytes[..]).outcome.unwrap();
        for cut in cuts(video.bytes.len()) {
            if let Ok(facts) = probe(&video.bytes[..cut]).outcome {
                assert!(agree(video, &facts, &whole), "{} cut at {cut}: {facts:?}", video.name);
            }
        }
    }
}

/// Every fact is the whole file's or unknown. Only a fragmented file is, when cut between two fragments, a shorter one.
fn agree(video: &Video, cut: &VideoFacts, whole: &VideoFacts) -> bool {
    let is_fragmented = video.name.starts_with("fragmented");
    let same_duration = cut.duration.is_none() || cut.duration == whole.duration;
    let shorter = is_fragmented && cut.duration < whole.duration;
    (same_duration || shorter)
        && (cut.width.is_none() || (cut.width, cut.height) == (whole.width, whole.height))
        && (cut.video_codec.is_none() || cut.video_codec == whole.video_codec)
        && (cut.frame_rate.is_none() || cut.frame_rate == whole.frame_rate)
}

#[test]
fn a_damaged_file_ends_at_a_bounded_cost() {
    for (seed, video) in structures().enumerate() {
        let mut rng = Rng::with_seed(seed as u64);
        for _ in 0..COPIES {
            let mut copy = video.bytes.clone();
            (0..rng.usize(1..=8)).for_each(|_| damage(&mut copy, &mut rng));
            probe(&copy[..]);
        }
    }
}

/// Overwrites one to eight bytes near either end with a number that a parser may stumble over, or moves a piece.
fn damage(file: &mut Vec<u8>, rng: &mut Rng) {
    let from_start = rng.usize(..file.len().min(HEADERS_LENGTH));
    let at = if rng.bool() { from_start } else { file.len() - 1 - from_start };
    let width = rng.usize(1..=8).min(file.len() - at);
    let stumbling_blocks = [0, 1, 7, 8, 15, 16, 0x7FFF_FFFF, 0xFFFF_FFFF, 1 << 32, u64::MAX >> 1, u64::MAX];
    match rng.u8(..4) {
        0 => file[at] ^= 1 << rng.u8(..8),
        1 => rng.fill(&mut file[at..at + width]),
        2 => {
            let number = rng.choice(stumbling_blocks).unwrap().to_be_bytes();
            file[at..at + width].copy_from_slice(&number[8 - width..]);
        }
        _ => {
            let piece = file.drain(at..at + width).collect::<Vec<_>>();
            let to = rng.usize(..=file.len().min(HEADERS_LENGTH));
            file.splice(to..to, piece);
        }
    }
}
