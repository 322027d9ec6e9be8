//! The videos that the tests are made on: each container, each way of writing it, each edge of TikTok's limits.

use std::fs;
use std::sync::LazyLock;
use std::thread;

use serde_json::Value;

use self::Verdict::{Fits, Refused};
use crate::studio::{Studio, ffprobe};

/// A video, what ffprobe says of it, and whether TikTok may take it.
pub(crate) struct Video {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) stream: Value,
    pub(crate) format: Value,
    pub(crate) verdict: Verdict,
}

/// Whether a video is inside TikTok's limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fits,
    Refused,
}

const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
const H265: &str = "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none";
const VP8: &str = "-c:v libvpx -deadline realtime -cpu-used 16";
const VP9: &str = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8";
const PLAIN: &str = "size=480x360:rate=24:duration=3";

/// Name, picture, encoding and verdict.
type Recipe = (&'static str, &'static str, &'static str, Verdict);

const RECIPES: &[Recipe] = &[
    ("header-at-the-end.mp4", PLAIN, "{H264} -c:a aac", Fits),
    ("header-at-the-start.mp4", PLAIN, "{H264} -c:a aac -movflags +faststart", Fits),
    ("fragmented.mp4", PLAIN, "{H264} -g 15 -c:a aac -movflags frag_keyframe+empty_moov", Fits),
    ("fragmented-in-part.mp4", PLAIN, "{H264} -g 15 -movflags frag_keyframe", Fits),
    ("fragmented-and-indexed.mp4", PLAIN, "{H264} -g 15 -movflags +dash+frag_keyframe", Fits),
    ("h265.mp4", PLAIN, "{H265} -tag:v hvc1", Fits),
    ("mpeg4.mp4", PLAIN, "-c:v mpeg4", Refused),
    ("h264.mov", PLAIN, "{H264} -c:a pcm_s16le", Fits),
    ("prores.mov", PLAIN, "-c:v prores -profile:v 0", Refused),
    ("vp8.webm", PLAIN, "{VP8} -c:a libvorbis", Fits),
    ("vp9.webm", PLAIN, "{VP9}", Fits),
    ("live.webm", PLAIN, "{VP8} -live 1", Fits),
    ("h264.mkv", PLAIN, "{H264}", Refused),
    ("h264.avi", PLAIN, "{H264} -c:a libmp3lame", Fits),
    ("h265.avi", PLAIN, "{H265} -tag:v HEVC", Fits),
    ("mpeg4.avi", PLAIN, "-c:v mpeg4", Refused),
    ("short.mp4", "size=480x360:rate=30:duration=2.9", "{H264}", Refused),
    ("short.webm", "size=480x360:rate=30:duration=2.9", "{VP8}", Refused),
    ("short.avi", "size=480x360:rate=30:duration=2.9", "{H264}", Refused),
    ("15-frames.mp4", "size=480x360:rate=15:duration=3", "{H264}", Refused),
    ("22-frames.avi", "size=480x360:rate=22:duration=3", "{H264}", Refused),
    ("23-frames.mp4", "size=480x360:rate=23:duration=3", "{H264}", Fits),
    ("film.mp4", "size=480x360:rate=24000/1001:duration=3", "{H264}", Fits),
    ("film.webm", "size=480x360:rate=24000/1001:duration=3", "{VP8}", Fits),
    ("broadcast.mov", "size=480x360:rate=60000/1001:duration=3", "{H264}", Fits),
    ("60-frames.mp4", "size=480x360:rate=60:duration=3", "{H264}", Fits),
    ("60-frames.webm", "size=480x360:rate=60:duration=3", "{VP8}", Fits),
    ("60-frames.avi", "size=480x360:rate=60:duration=3", "{H264}", Fits),
    ("90-frames.mp4", "size=480x360:rate=90:duration=3", "{H264}", Refused),
    ("in-milliseconds.mp4", "size=480x360:rate=60:duration=3", "{H264} -video_track_timescale 1000", Fits),
    (
        "changing-rate.mp4",
        "size=480x360:rate=60:duration=3",
        "-vf select=lt(n\\,60)+not(mod(n\\,4)) -vsync vfr {H264}",
        Fits,
    ),
    ("smallest.mp4", "size=360x360:rate=30:duration=3", "{H264}", Fits),
    ("largest.mp4", "size=4096x360:rate=24:duration=3", "{H264}", Fits),
    ("too-small.mp4", "size=480x358:rate=30:duration=3", "{H264}", Refused),
    ("too-large.mp4", "size=4098x360:rate=24:duration=3", "{H264}", Refused),
];

/// How many films are made at the same time.
const CREWS: usize = 2;

/// All videos, made once for all tests.
pub(crate) static VIDEOS: LazyLock<Vec<Video>> = LazyLock::new(|| {
    let studio = Studio::open();
    let film = |recipe: &Recipe| film(&studio, recipe);
    thread::scope(|scope| {
        let shares = RECIPES.chunks(RECIPES.len().div_ceil(CREWS));
        let crews: Vec<_> =
            shares.map(|share| scope.spawn(move || share.iter().map(film).collect())).collect();
        crews.into_iter().flat_map(|crew| -> Vec<Video> { crew.join().unwrap() }).collect()
    })
});

/// The videos of the plain picture, each of which is built in another way; the others only differ in their numbers.
pub(crate) fn structures() -> impl Iterator<Item = &'static Video> {
    let plain = RECIPES.iter().map(|(_, picture, ..)| *picture == PLAIN);
    VIDEOS.iter().zip(plain).filter_map(|(video, is_plain)| is_plain.then_some(video))
}

fn film(studio: &Studio, (name, picture, encoding, verdict): &Recipe) -> Video {
    let words = [("{H264}", H264), ("{H265}", H265), ("{VP8}", VP8), ("{VP9}", VP9)];
    let encoding =
        words.iter().fold((*encoding).to_owned(), |text, (word, meaning)| text.replace(word, meaning));
    let sound = if encoding.contains("-c:a") { "-f lavfi -i sine=duration=3" } else { "-an" };
    let path = studio.film(name, picture, &format!("{sound} {encoding}"));
    let (stream, format) = ffprobe(&path);
    Video { name, bytes: fs::read(path).unwrap(), stream, format, verdict: *verdict }
}
