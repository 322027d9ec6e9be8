//! Who follows the advice gets a video that passes.

use std::fs;
use std::time::Duration;

use media::{Problem, check};

use crate::storage::probe;
use crate::studio::Studio;

/// How many problems one video has at most; each round of advice ends one of them.
const ROUNDS_MAX: usize = 4;

/// Problems of a file, with a creator who may post at most 5 s.
fn problems(studio: &Studio, name: &str) -> Vec<Problem> {
    let bytes = fs::read(studio.path(name)).unwrap();
    let facts = probe(&bytes[..]).outcome.unwrap();
    check(&facts, bytes.len() as u64, Some(Duration::from_secs(5)))
}

/// Follows the advice for the first problem until there is none left.
fn mend(name: &str, picture: &str, encoding: &str) {
    let studio = Studio::open();
    studio.film(name, picture, encoding);
    fs::rename(studio.path(name), studio.path("input")).unwrap();
    let mut found = problems(&studio, "input");
    assert!(!found.is_empty(), "{name} has no problem");
    for _ in 0..ROUNDS_MAX {
        let Some(problem) = found.first() else { return };
        let advice = problem.advice();
        let command = advice.split('`').nth(1).unwrap_or_else(|| panic!("no command in: {advice}"));
        studio.ffmpeg(command.strip_prefix("ffmpeg ").unwrap());
        fs::rename(studio.path("output.mp4"), studio.path("input")).unwrap();
        found = problems(&studio, "input");
    }
    assert_eq!(found, [], "{name}");
}

const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

#[test]
fn a_video_too_short_or_too_long_is_mended() {
    mend("short.mp4", "size=360x360:rate=25:duration=0.7", H264);
    mend("long.mp4", "size=360x360:rate=25:duration=7", H264);
}

#[test]
fn a_picture_too_small_too_large_or_too_narrow_is_mended() {
    mend("small.mp4", "size=180x322:rate=25:duration=3", H264);
    mend("large.avi", "size=5000x400:rate=25:duration=3", "-c:v mpeg4");
    mend("narrow.mp4", "size=60x1200:rate=25:duration=3", H264);
}

#[test]
fn a_frame_rate_a_codec_and_a_container_are_mended() {
    mend("slow.mp4", "size=360x360:rate=10:duration=3", H264);
    mend("old.avi", "size=360x360:rate=25:duration=3", "-c:v mpeg4");
    mend("h264.mkv", "size=360x360:rate=25:duration=3", H264);
}
