use std::time::Duration;

use super::*;

#[test]
fn a_problem_reads_as_a_reason_and_a_way_out() {
    let problem = Problem::TooLong { duration: Duration::from_millis(75_250), max: Duration::from_secs(60) };
    assert_eq!(problem.to_string(), "the video lasts 75.2 s; this creator may post at most 60 s");
    assert_eq!(problem.advice(), "cut it: `ffmpeg -i input -t 60 -c copy output.mp4`");
}

#[test]
fn a_rate_is_told_with_its_decimals() {
    let problem = Problem::FrameRate { frame_rate: 14.985, min: 23, max: 60 };
    assert_eq!(problem.to_string(), "the video has 14.98 frames per second; TikTok takes 23 to 60");
}

fn scale_advice(width: u32, height: u32) -> String {
    Problem::PictureSize { width, height, min: 360, max: 4096 }.advice()
}

#[test]
fn a_picture_is_scaled_in_its_proportions_to_just_inside_the_bounds() {
    assert!(scale_advice(180, 320).contains("scale=360:640 "));
    assert!(scale_advice(7680, 4320).contains("scale=4096:2304 "));
    assert!(scale_advice(359, 641).contains("scale=360:642 "));
}

#[test]
fn a_picture_too_narrow_to_be_scaled_gets_bars() {
    assert!(scale_advice(100, 2000).contains("pad="));
    assert!(scale_advice(8000, 300).contains("pad="));
    assert!(scale_advice(0, 0).contains("pad="));
}

#[test]
fn a_video_without_length_cannot_be_repeated() {
    let empty = Problem::TooShort { duration: Duration::ZERO, min: Duration::from_secs(3) };
    assert_eq!(empty.advice(), "upload a longer video");
}
