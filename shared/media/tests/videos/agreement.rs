//! What the probe says is what ffprobe says.

use std::fs;

use media::{Container, VideoCodec, VideoFacts, check, sniff};
use serde_json::Value;

use crate::catalogue::{VIDEOS, Verdict, Video};
use crate::storage::probe;
use crate::studio::{Studio, ffprobe};

/// ffprobe takes the length from the packets of some containers, and the probe always from the headers.
const DURATION_TOLERANCE_SECONDS: f64 = 0.05;

fn facts(video: &Video) -> VideoFacts {
    probe(&video.bytes[..]).outcome.unwrap_or_else(|error| panic!("{}: {error}", video.name))
}

#[test]
fn container_codec_and_picture_are_those_of_ffprobe() {
    for video in VIDEOS.iter() {
        let facts = facts(video);
        let container = match video.name.rsplit_once('.').unwrap().1 {
            "mp4" => Container::Mp4,
            "mov" => Container::QuickTime,
            "webm" => Container::WebM,
            "mkv" => Container::Matroska,
            "avi" => Container::Avi,
            other => panic!("{other}"),
        };
        assert_eq!(facts.container, container, "{}", video.name);
        assert_eq!(sniff(&video.bytes[..64]), Some(container), "{}", video.name);
        assert_eq!(facts.video_codec, Some(codec(&video.stream)), "{}", video.name);
        assert_eq!((facts.width, facts.height), picture(&video.stream), "{}", video.name);
    }
}

fn codec(stream: &Value) -> VideoCodec {
    match stream["codec_name"].as_str().unwrap() {
        "h264" => VideoCodec::H264,
        "hevc" => VideoCodec::H265,
        "vp8" => VideoCodec::Vp8,
        "vp9" => VideoCodec::Vp9,
        "mpeg4" => VideoCodec::Other("MPEG-4 Part 2"),
        "prores" => VideoCodec::Other("ProRes"),
        other => panic!("{other}"),
    }
}

fn picture(stream: &Value) -> (Option<u32>, Option<u32>) {
    let side = |name: &str| stream[name].as_u64().map(|side| side as u32);
    (side("width"), side("height"))
}

#[test]
fn a_video_filmed_on_its_side_is_measured_as_it_is_shown() {
    let studio = Studio::open();
    studio.film("upright.mov", "size=480x360:duration=0.2", "-c:v libx264 -preset ultrafast");
    for degrees in [90, 180, 270] {
        studio.ffmpeg(&format!("-i upright.mov -c copy -metadata:s:v:0 rotate={degrees} turned.mov"));
        let (stream, _) = ffprobe(&studio.path("turned.mov"));
        let rotation = stream["side_data_list"][0]["rotation"].as_i64().unwrap();
        assert_eq!(rotation.rem_euclid(360), degrees);
        let facts = probe(&fs::read(studio.path("turned.mov")).unwrap()[..]).outcome.unwrap();
        let shown = if degrees == 180 { (480, 360) } else { (360, 480) };
        assert_eq!((facts.width, facts.height), (Some(shown.0), Some(shown.1)), "{degrees} degrees");
    }
}

#[test]
fn the_length_is_that_of_ffprobe() {
    for video in VIDEOS.iter() {
        let expected = video.format["duration"].as_str().map(|seconds| seconds.parse::<f64>().unwrap());
        let found = facts(video).duration.map(|duration| duration.as_secs_f64());
        match (expected, found) {
            (None, None) => assert_eq!(video.name, "live.webm"),
            (Some(expected), Some(found)) => {
                assert!((expected - found).abs() < DURATION_TOLERANCE_SECONDS, "{}: {found}", video.name);
            }
            (expected, found) => panic!("{}: {found:?} where ffprobe says {expected:?}", video.name),
        }
    }
}

#[test]
fn the_frame_rate_is_that_of_ffprobe() {
    for video in VIDEOS.iter() {
        let (frames, seconds) = video.stream["r_frame_rate"].as_str().unwrap().split_once('/').unwrap();
        let expected = frames.parse::<f64>().unwrap() / seconds.parse::<f64>().unwrap();
        match facts(video).frame_rate {
            None => assert_eq!(video.name, "changing-rate.mp4"),
            Some(found) => {
                assert!((found - expected).abs() < 0.01, "{}: {found}, not {expected}", video.name)
            }
        }
    }
}

#[test]
fn videos_inside_the_limits_pass_and_others_do_not() {
    for video in VIDEOS.iter() {
        let problems = check(&facts(video), video.bytes.len() as u64, None);
        let verdict = if problems.is_empty() { Verdict::Fits } else { Verdict::Refused };
        assert_eq!(verdict, video.verdict, "{}: {problems:?}", video.name);
    }
}
