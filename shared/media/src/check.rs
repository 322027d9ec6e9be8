//! TikTok's static limits for a video (Content Posting API, Media Transfer Guide: video restrictions), as far as they can
//! be checked with certainty before an upload.
//!
//! Container headers round, and TikTok does not say how it rounds. So each limit is widened by what rounding can
//! explain: a refusal here is one there, while a doubtful video is left for TikTok to judge.

use std::time::Duration;

use crate::{Container, Problem, VideoCodec, VideoFacts};

/// 4 GB, taken in its larger reading of 4 GiB.
const FILE_SIZE_MAX: u64 = 4_294_967_296;

/// The shortest video.
const DURATION_MIN: Duration = Duration::from_secs(3);

/// A track may end one frame, or one block of sound, before the whole second: 43 ms at 23 frames per second, 46 ms for
/// AAC at 22,050 Hz.
const DURATION_MIN_TOLERANCE: Duration = Duration::from_millis(50);

/// `max_video_post_duration_sec` is in whole seconds, and a length may be cut to whole seconds before it is compared.
const DURATION_MAX_TOLERANCE: Duration = Duration::from_secs(1);

/// The shortest and the longest side of the picture, in pixels.
const SIDE_MIN: u32 = 360;
const SIDE_MAX: u32 = 4_096;

/// The lowest and the highest number of frames per second.
const FRAME_RATE_MIN: u32 = 23;
const FRAME_RATE_MAX: u32 = 60;

/// Timestamps in milliseconds, and cameras whose 60 frames per second are 60.2, are within one percent.
const FRAME_RATE_TOLERANCE: f64 = 0.01;

/// All reasons for which TikTok certainly refuses this video; none means that nothing is known against it.
/// `creator_duration_max` is `max_video_post_duration_sec` of creator_info, if it has been asked for already.
pub fn check(facts: &VideoFacts, size: u64, creator_duration_max: Option<Duration>) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(check_size(size));
    problems.extend(check_container(facts.container));
    problems.extend(facts.duration.and_then(|duration| check_duration(duration, creator_duration_max)));
    problems.extend(facts.width.zip(facts.height).and_then(|(width, height)| check_picture(width, height)));
    problems.extend(facts.frame_rate.and_then(check_frame_rate));
    problems.extend(facts.video_codec.and_then(check_codec));
    problems
}

/// Whether TikTok certainly refuses a file of `size` bytes, which needs no probe.
pub fn check_size(size: u64) -> Option<Problem> {
    match size {
        0 => Some(Problem::FileEmpty),
        1..=FILE_SIZE_MAX => None,
        _ => Some(Problem::FileTooLarge { size, max: FILE_SIZE_MAX }),
    }
}

fn check_container(container: Container) -> Option<Problem> {
    match container {
        Container::Mp4 | Container::QuickTime | Container::WebM | Container::Avi => None,
        Container::Matroska => Some(Problem::Container { container }),
    }
}

fn check_duration(duration: Duration, creator_max: Option<Duration>) -> Option<Problem> {
    if duration.saturating_add(DURATION_MIN_TOLERANCE) < DURATION_MIN {
        return Some(Problem::TooShort { duration, min: DURATION_MIN });
    }
    let max = creator_max?;
    (duration >= max.saturating_add(DURATION_MAX_TOLERANCE)).then_some(Problem::TooLong { duration, max })
}

fn check_picture(width: u32, height: u32) -> Option<Problem> {
    let fits = |side| (SIDE_MIN..=SIDE_MAX).contains(&side);
    let is_outside = !fits(width) || !fits(height);
    is_outside.then_some(Problem::PictureSize { width, height, min: SIDE_MIN, max: SIDE_MAX })
}

fn check_frame_rate(frame_rate: f64) -> Option<Problem> {
    let lowest = f64::from(FRAME_RATE_MIN) * (1.0 - FRAME_RATE_TOLERANCE);
    let highest = f64::from(FRAME_RATE_MAX) * (1.0 + FRAME_RATE_TOLERANCE);
    let is_outside = frame_rate < lowest || frame_rate > highest;
    is_outside.then_some(Problem::FrameRate { frame_rate, min: FRAME_RATE_MIN, max: FRAME_RATE_MAX })
}

fn check_codec(codec: VideoCodec) -> Option<Problem> {
    match codec {
        VideoCodec::H264 | VideoCodec::H265 | VideoCodec::Vp8 | VideoCodec::Vp9 => None,
        VideoCodec::Other(_) => Some(Problem::Codec { codec }),
    }
}

#[cfg(test)]
mod tests;
