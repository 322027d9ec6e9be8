use std::time::Duration;

use crate::fixtures::probed;
use crate::fixtures::riff::{avi, chunk, list, strf, strh};
use crate::{Container, ProbeError, VideoCodec, VideoFacts};

fn facts() -> VideoFacts {
    VideoFacts {
        container: Container::Avi,
        duration: Some(Duration::from_secs(4)),
        width: Some(640),
        height: Some(360),
        frame_rate: Some(25.0),
        video_codec: Some(VideoCodec::H264),
    }
}

fn video(frames: u32, height: i32) -> Vec<u8> {
    list(b"strl", &[strh(b"vids", 1, 25, frames), strf(b"h264", 640, height)])
}

#[test]
fn a_small_avi_tells_its_facts() {
    assert_eq!(probed(&avi(&[chunk(b"avih", &[0; 56]), video(100, 360)])), Ok(facts()));
}

#[test]
fn lines_from_top_to_bottom_are_no_negative_height() {
    assert_eq!(probed(&avi(&[video(100, -360)])), Ok(facts()));
}

#[test]
fn the_extended_header_knows_the_frames_of_all_parts() {
    let odml = list(b"odml", &[chunk(b"dmlh", &100_u32.to_le_bytes())]);
    assert_eq!(probed(&avi(&[video(40, 360), odml])), Ok(facts()));
}

#[test]
fn an_unfinished_recording_has_no_length() {
    assert_eq!(probed(&avi(&[video(0, 360)])), Ok(VideoFacts { duration: None, ..facts() }));
}

#[test]
fn the_longest_stream_gives_the_length() {
    let sound = list(b"strl", &[strh(b"auds", 1, 44_100, 220_500), chunk(b"strf", &[0; 18])]);
    let expected = VideoFacts { duration: Some(Duration::from_secs(5)), ..facts() };
    assert_eq!(probed(&avi(&[video(100, 360), sound])), Ok(expected));
}

#[test]
fn chunks_of_odd_length_are_padded() {
    assert_eq!(probed(&avi(&[chunk(b"JUNK", b"odd"), video(100, 360)])), Ok(facts()));
}

#[test]
fn a_rate_of_zero_leaves_rate_and_length_unknown() {
    let still = list(b"strl", &[strh(b"vids", 0, 0, 100), strf(b"h264", 640, 360)]);
    assert_eq!(probed(&avi(&[still])), Ok(VideoFacts { duration: None, frame_rate: None, ..facts() }));
}

#[test]
fn sound_alone_is_no_video() {
    let sound = list(b"strl", &[strh(b"auds", 1, 44_100, 220_500)]);
    assert_eq!(probed(&avi(&[sound])), Err(ProbeError::NoVideoTrack { container: Container::Avi }));
}

#[test]
fn chunks_that_contradict_each_other_are_damage() {
    let mut stream = video(100, 360);
    stream[4..8].copy_from_slice(&1000_u32.to_le_bytes());
    let outcome = probed(&avi(&[stream]));
    assert!(matches!(outcome, Err(ProbeError::Malformed { .. })), "{outcome:?}");
    assert!(matches!(probed(b"RIFF\0\0\0\0AVI "), Err(ProbeError::Malformed { .. })));
}

#[test]
fn a_file_that_ends_inside_its_headers_is_cut_short() {
    let whole = avi(&[video(100, 360)]);
    assert_eq!(probed(&whole[..100]), Err(ProbeError::Truncated));
}
