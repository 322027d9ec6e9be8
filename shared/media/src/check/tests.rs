use std::time::Duration;

use super::*;

fn good() -> VideoFacts {
    VideoFacts {
        container: Container::Mp4,
        duration: Some(Duration::from_secs(30)),
        width: Some(1080),
        height: Some(1920),
        frame_rate: Some(30.0),
        video_codec: Some(VideoCodec::H264),
    }
}

fn problems(facts: VideoFacts) -> Vec<Problem> {
    check(&facts, 1_000_000, Some(Duration::from_secs(60)))
}

fn lasting(milliseconds: u64) -> VideoFacts {
    VideoFacts { duration: Some(Duration::from_millis(milliseconds)), ..good() }
}

#[test]
fn a_good_video_has_no_problem() {
    assert_eq!(problems(good()), []);
}

#[test]
fn what_is_unknown_is_left_for_tiktok_to_judge() {
    assert_eq!(problems(VideoFacts::of(Container::WebM)), []);
}

#[test]
fn a_file_has_one_byte_to_four_gibibytes() {
    assert_eq!(check_size(0), Some(Problem::FileEmpty));
    assert_eq!(check_size(1), None);
    assert_eq!(check_size(4_294_967_296), None);
    assert!(matches!(check_size(4_294_967_297), Some(Problem::FileTooLarge { .. })));
}

#[test]
fn three_seconds_are_the_least_but_for_rounding() {
    assert_eq!(problems(lasting(3_000)), []);
    assert_eq!(problems(lasting(2_950)), []);
    assert!(matches!(problems(lasting(2_949))[..], [Problem::TooShort { .. }]));
    assert!(matches!(problems(lasting(0))[..], [Problem::TooShort { .. }]));
}

#[test]
fn the_creators_maximum_is_in_whole_seconds() {
    assert_eq!(problems(lasting(60_999)), []);
    assert!(matches!(problems(lasting(61_000))[..], [Problem::TooLong { .. }]));
    assert_eq!(check(&lasting(86_400_000), 1, None), []);
}

#[test]
fn each_side_has_360_to_4096_pixels() {
    for (width, height, passes) in [
        (360, 4096, true),
        (4096, 360, true),
        (359, 1000, false),
        (1000, 359, false),
        (4097, 1000, false),
        (1000, 4097, false),
    ] {
        let found = problems(VideoFacts { width: Some(width), height: Some(height), ..good() });
        assert_eq!(found.is_empty(), passes, "{width} x {height}: {found:?}");
    }
}

#[test]
fn broadcast_and_camera_rates_pass_and_others_do_not() {
    for (frame_rate, passes) in [
        (23.0, true),
        (22.98, true),
        (24_000.0 / 1001.0, true),
        (60_000.0 / 1001.0, true),
        (60.02, true),
        (60.5, true),
        (22.0, false),
        (15.0, false),
        (61.0, false),
        (120.0, false),
    ] {
        let found = problems(VideoFacts { frame_rate: Some(frame_rate), ..good() });
        assert_eq!(found.is_empty(), passes, "{frame_rate}: {found:?}");
    }
}

#[test]
fn only_the_named_codecs_and_containers_pass() {
    for codec in [VideoCodec::H264, VideoCodec::H265, VideoCodec::Vp8, VideoCodec::Vp9] {
        assert_eq!(problems(VideoFacts { video_codec: Some(codec), ..good() }), []);
    }
    let prores = problems(VideoFacts { video_codec: Some(VideoCodec::Other("ProRes")), ..good() });
    assert!(matches!(prores[..], [Problem::Codec { .. }]));
    let matroska = problems(VideoFacts { container: Container::Matroska, ..good() });
    assert!(matches!(matroska[..], [Problem::Container { .. }]));
}

#[test]
fn all_problems_are_told_at_once() {
    let facts = VideoFacts {
        container: Container::Matroska,
        duration: Some(Duration::from_secs(1)),
        width: Some(100),
        height: Some(100),
        frame_rate: Some(10.0),
        video_codec: Some(VideoCodec::Other("Theora")),
    };
    assert_eq!(check(&facts, 0, None).len(), 6);
}
