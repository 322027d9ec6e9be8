//! The videos that the tests are made on: each container, each way of writing it, each edge of TikTok's limits.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use crate::studio::{Studio, ffprobe};

/// A video, what ffprobe says of it, and whether TikTok may take it.
pub(crate) struct Video {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) stream: Value,
    pub(crate) format: Value,
    pub(crate) fits: bool,
}

const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
const H265: &str = "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none";
const VP8: &str = "-c:v libvpx -deadline realtime -cpu-used 16";
const VP9: &str = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8";
const PLAIN: &str = "size=480x360:rate=24:duration=3";

/// Name, picture, encoding, and whether it is inside TikTok's limits.
const RECIPES: &[(&str, &str, &str, bool)] = &[
    ("header-at-the-end.mp4", PLAIN, "{H264} {SOUND} -c:a aac", true),
    ("header-at-the-start.mp4", PLAIN, "{H264} {SOUND} -c:a aac -movflags +faststart", true),
    ("fragmented.mp4", PLAIN, "{H264} -g 15 {SOUND} -c:a aac -movflags frag_keyframe+empty_moov", true),
    ("fragmented-in-part.mp4", PLAIN, "{H264} -g 15 -movflags frag_keyframe", true),
    ("fragmented-and-indexed.mp4", PLAIN, "{H264} -g 15 -movflags +dash+frag_keyframe", true),
    ("h265.mp4", PLAIN, "{H265} -tag:v hvc1", true),
    ("mpeg4.mp4", PLAIN, "-c:v mpeg4", false),
    ("h264.mov", PLAIN, "{H264} {SOUND} -c:a pcm_s16le", true),
    ("turned.mov", PLAIN, "{H264} -metadata:s:v:0 rotate=90", true),
    ("prores.mov", PLAIN, "-c:v prores -profile:v 0", false),
    ("vp8.webm", PLAIN, "{VP8} {SOUND} -c:a libvorbis", true),
    ("vp9.webm", PLAIN, "{VP9}", true),
    ("live.webm", PLAIN, "{VP8} -live 1", true),
    ("h264.mkv", PLAIN, "{H264}", false),
    ("h264.avi", PLAIN, "{H264} {SOUND} -c:a libmp3lame", true),
    ("h265.avi", PLAIN, "{H265} -tag:v HEVC", true),
    ("mpeg4.avi", PLAIN, "-c:v mpeg4", false),
    ("short.mp4", "size=480x360:rate=30:duration=2.9", "{H264}", false),
    ("short.webm", "size=480x360:rate=30:duration=2.9", "{VP8}", false),
    ("short.avi", "size=480x360:rate=30:duration=2.9", "{H264}", false),
    ("15-frames.mp4", "size=480x360:rate=15:duration=3", "{H264}", false),
    ("22-frames.avi", "size=480x360:rate=22:duration=3", "{H264}", false),
    ("23-frames.mp4", "size=480x360:rate=23:duration=3", "{H264}", true),
    ("film.mp4", "size=480x360:rate=24000/1001:duration=3", "{H264}", true),
    ("film.webm", "size=480x360:rate=24000/1001:duration=3", "{VP8}", true),
    ("broadcast.mov", "size=480x360:rate=60000/1001:duration=3", "{H264}", true),
    ("60-frames.mp4", "size=480x360:rate=60:duration=3", "{H264}", true),
    ("60-frames.webm", "size=480x360:rate=60:duration=3", "{VP8}", true),
    ("60-frames.avi", "size=480x360:rate=60:duration=3", "{H264}", true),
    ("90-frames.mp4", "size=480x360:rate=90:duration=3", "{H264}", false),
    ("in-milliseconds.mp4", "size=480x360:rate=60:duration=3", "{H264} -video_track_timescale 1000", true),
    (
        "changing-rate.mp4",
        "size=480x360:rate=60:duration=3",
        "-vf select=lt(n\\,60)+not(mod(n\\,4)) -vsync vfr {H264}",
        true,
    ),
    ("smallest.mp4", "size=360x360:rate=30:duration=3", "{H264}", true),
    ("largest.mp4", "size=4096x360:rate=24:duration=3", "{H264}", true),
    ("too-small.mp4", "size=480x358:rate=30:duration=3", "{H264}", false),
    ("too-large.mp4", "size=4098x360:rate=24:duration=3", "{H264}", false),
];

/// All videos, made once for all tests.
pub(crate) static VIDEOS: LazyLock<Vec<Video>> = LazyLock::new(|| {
    let studio = Studio::open();
    RECIPES
        .iter()
        .map(|(name, picture, encoding, fits)| film(&studio, name, picture, encoding, *fits))
        .collect()
});

fn film(studio: &Studio, name: &'static str, picture: &str, encoding: &str, fits: bool) -> Video {
    let words = [("{H264}", H264), ("{H265}", H265), ("{VP8}", VP8), ("{VP9}", VP9), ("{SOUND}", SOUND)];
    let encoding =
        words.iter().fold(encoding.to_owned(), |text, (word, meaning)| text.replace(word, meaning));
    // Inputs come before the options of the output.
    let (encoding, sound) = match encoding.split_once(SOUND) {
        Some((before, after)) => (format!("{before}{after}"), SOUND),
        None => (encoding, ""),
    };
    let path = studio.film(name, picture, &format!("{sound} {encoding}"));
    let (stream, format) = ffprobe(&path);
    Video { name, bytes: fs::read(path).unwrap(), stream, format, fits }
}

const SOUND: &str = "-f lavfi -i sine=duration=3";
