use std::time::Duration;

use super::id;
use crate::fixtures::ebml::{element, header, info, number, open_element, seek_head, tracks};
use crate::fixtures::{probed, probed_sparse};
use crate::{Container, ProbeError, VideoCodec, VideoFacts};

fn facts() -> VideoFacts {
    VideoFacts {
        container: Container::WebM,
        duration: Some(Duration::from_secs(4)),
        width: Some(640),
        height: Some(360),
        frame_rate: Some(25.0),
        video_codec: Some(VideoCodec::Vp9),
    }
}

fn webm(children: &[Vec<u8>]) -> Vec<u8> {
    [header("webm"), element(id::SEGMENT, &children.concat())].concat()
}

fn cluster() -> Vec<u8> {
    element(id::CLUSTER, &[0; 500])
}

#[test]
fn a_small_webm_tells_its_facts() {
    assert_eq!(probed(&webm(&[info(4000.0), tracks(1), cluster()])), Ok(facts()));
}

#[test]
fn matroska_is_told_from_webm_by_the_document_type() {
    let file = [header("matroska"), element(id::SEGMENT, &[info(4000.0), tracks(1)].concat())].concat();
    assert_eq!(probed(&file), Ok(VideoFacts { container: Container::Matroska, ..facts() }));
    let other = [header("subtitles"), element(id::SEGMENT, &[])].concat();
    assert!(matches!(probed(&other), Err(ProbeError::NotAVideo { .. })));
}

#[test]
fn a_live_recording_leaves_sizes_and_length_open() {
    let info = element(id::INFO, &number(id::TIMESTAMP_SCALE, 1_000_000));
    for size_length in [1, 8] {
        let cluster = open_element(id::CLUSTER, size_length, &[0xEC; 500]);
        let segment = open_element(id::SEGMENT, size_length, &[info.clone(), tracks(1), cluster].concat());
        let file = [header("webm"), segment].concat();
        assert_eq!(probed(&file), Ok(VideoFacts { duration: None, ..facts() }));
    }
}

#[test]
fn tracks_behind_the_clusters_are_found_by_the_seek_head() {
    let clusters_size = 1_u64 << 30;
    let seek_head_length = seek_head(0).len() as u64;
    let info = info(4000.0);
    let cluster_header = [&id::CLUSTER.to_be_bytes()[..], &(clusters_size | 1 << 56).to_be_bytes()].concat();
    let tracks_position = seek_head_length + info.len() as u64 + 12 + clusters_size;
    let tracks = tracks(1);
    let segment_size = tracks_position + tracks.len() as u64;
    let segment_header = [&id::SEGMENT.to_be_bytes()[..], &(segment_size | 1 << 56).to_be_bytes()].concat();
    let start = [header("webm"), segment_header, seek_head(tracks_position), info, cluster_header].concat();
    let tracks_at = start.len() as u64 + clusters_size;
    let pieces = [(0, &start[..]), (tracks_at, &tracks[..])];
    assert_eq!(probed_sparse(tracks_at + tracks.len() as u64, &pieces), Ok(facts()));
}

#[test]
fn tracks_behind_the_clusters_are_found_without_a_seek_head_too() {
    assert_eq!(probed(&webm(&[info(4000.0), cluster(), cluster(), tracks(1)])), Ok(facts()));
}

#[test]
fn a_seek_head_that_points_elsewhere_leaves_everything_unknown() {
    let file = webm(&[seek_head(0), info(4000.0), cluster()]);
    assert_eq!(probed(&file), Ok(VideoFacts::of(Container::WebM)));
}

#[test]
fn a_segment_seen_to_its_end_without_tracks_is_damage() {
    for file in [webm(&[seek_head(u64::MAX), info(4000.0), cluster()]), webm(&[info(4000.0)])] {
        assert!(matches!(probed(&file), Err(ProbeError::Malformed { .. })));
    }
}

#[test]
fn a_length_that_is_no_number_is_unknown() {
    for length in [f64::NAN, f64::INFINITY, -1.0, 0.0, f64::MAX] {
        let file = webm(&[info(length), tracks(1)]);
        assert_eq!(probed(&file), Ok(VideoFacts { duration: None, ..facts() }), "{length}");
    }
}

#[test]
fn sound_alone_is_no_video() {
    let sound = probed(&webm(&[info(4000.0), tracks(2)]));
    assert_eq!(sound, Err(ProbeError::NoVideoTrack { container: Container::WebM }));
}

#[test]
fn a_cut_recording_keeps_the_facts_of_its_headers() {
    let whole = webm(&[info(4000.0), tracks(1), cluster()]);
    assert_eq!(probed(&whole[..whole.len() - 300]), Ok(facts()));
    let headers_end = whole.len() - cluster().len();
    assert_eq!(probed(&whole[..headers_end - 1]), Err(ProbeError::Truncated));
}

#[test]
fn elements_that_contradict_each_other_are_damage() {
    let mut too_large = tracks(1);
    too_large[5] = 0x7F;
    let files = [
        webm(&[info(4000.0), element(id::TRACKS, &too_large)]),
        webm(&[open_element(id::INFO, 8, &[]), tracks(1)]),
        webm(&[vec![0; 16]]),
    ];
    for file in files {
        let outcome = probed(&[file, vec![0; 64]].concat());
        assert!(matches!(outcome, Err(ProbeError::Malformed { .. })), "{outcome:?}");
    }
}
