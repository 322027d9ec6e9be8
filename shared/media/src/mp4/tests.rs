use std::time::Duration;

use crate::fixtures::isobmff::{
    QUARTER_TURN, UPRIGHT, fragment, fragmented_moov, ftyp, full_box, large_box, last_box, moov, mp4_box,
    mvhd, stsd, stts, trak,
};
use crate::fixtures::{probed, probed_sparse};
use crate::limits::{ELEMENTS_MAX, FRAGMENTS_MAX};
use crate::{Container, ProbeError, VideoCodec, VideoFacts};

fn facts() -> VideoFacts {
    VideoFacts {
        container: Container::Mp4,
        duration: Some(Duration::from_secs(4)),
        width: Some(640),
        height: Some(360),
        frame_rate: Some(30.0),
        video_codec: Some(VideoCodec::H264),
    }
}

/// A movie of one track with these tables, and the movie header's length of 4 s.
fn movie(handler: &[u8; 4], matrix: [u32; 9], tables: &[Vec<u8>]) -> Vec<u8> {
    mp4_box(b"moov", &[mvhd(1000, 4000), trak(handler, 30_000, 120_000, matrix, tables)].concat())
}

fn in_mp4(boxes: &[Vec<u8>]) -> Vec<u8> {
    [ftyp(b"isom"), boxes.concat()].concat()
}

#[test]
fn the_header_is_found_at_either_end() {
    let mdat = mp4_box(b"mdat", &[7; 200_000]);
    assert_eq!(probed(&in_mp4(&[moov(), mdat.clone()])), Ok(facts()));
    assert_eq!(probed(&in_mp4(&[mdat, moov()])), Ok(facts()));
}

#[test]
fn sizes_of_64_bits_are_followed_without_reading_what_lies_between() {
    let (start, header) = (ftyp(b"isom"), moov());
    let three_gib = 3 << 30;
    let mut mdat = large_box(b"mdat", &[]);
    mdat[8..16].copy_from_slice(&(three_gib + 16_u64).to_be_bytes());
    let at = start.len() as u64;
    let moov_at = at + 16 + three_gib;
    let pieces = [(0, &start[..]), (at, &mdat[..]), (moov_at, &header[..])];
    assert_eq!(probed_sparse(moov_at + header.len() as u64, &pieces), Ok(facts()));
    assert_eq!(probed(&in_mp4(&[large_box(b"moov", &moov()[8..])])), Ok(facts()));
}

#[test]
fn a_box_without_a_size_reaches_to_the_end() {
    assert_eq!(probed(&in_mp4(&[last_box(b"moov", &moov()[8..])])), Ok(facts()));
    let unfinished = probed(&in_mp4(&[last_box(b"mdat", &[0; 100])]));
    assert!(
        matches!(unfinished, Err(ProbeError::Malformed { what }) if what.contains("moov")),
        "{unfinished:?}"
    );
}

#[test]
fn junk_between_the_boxes_is_skipped() {
    let udta = mp4_box(b"udta", &[mp4_box(b"name", b"x"), vec![0; 4]].concat());
    let mut header = moov();
    header.extend([mp4_box(b"uuid", &[9; 5000]), udta, vec![0; 4]].concat());
    let size = header.len() as u32;
    header[..4].copy_from_slice(&size.to_be_bytes());
    assert_eq!(probed(&in_mp4(&[mp4_box(b"uuid", &[1; 70_000]), header])), Ok(facts()));
}

#[test]
fn a_quarter_turn_changes_width_and_height() {
    let header = movie(b"vide", QUARTER_TURN, &[stsd(b"avc1", 640, 360), stts(&[(120, 1000)])]);
    assert_eq!(probed(&in_mp4(&[header])), Ok(VideoFacts { width: Some(360), height: Some(640), ..facts() }));
}

#[test]
fn quicktime_is_told_by_its_brand_or_by_having_none() {
    let quicktime = VideoFacts { container: Container::QuickTime, ..facts() };
    assert_eq!(probed(&[ftyp(b"qt  "), moov()].concat()), Ok(quicktime.clone()));
    assert_eq!(probed(&[mp4_box(b"wide", &[]), moov()].concat()), Ok(quicktime));
}

#[test]
fn a_compressed_header_leaves_everything_unknown() {
    let header = mp4_box(b"moov", &mp4_box(b"cmov", &[0; 40]));
    assert_eq!(probed(&[ftyp(b"qt  "), header].concat()), Ok(VideoFacts::of(Container::QuickTime)));
}

#[test]
fn a_movie_header_without_a_length_leaves_it_to_the_track() {
    for ticks in [0, u32::MAX] {
        let tables = [stsd(b"avc1", 640, 360), stts(&[(120, 1000)])];
        let trak = trak(b"vide", 30_000, 90_000, UPRIGHT, &tables);
        let header = mp4_box(b"moov", &[mvhd(1000, ticks), trak].concat());
        let expected = VideoFacts { duration: Some(Duration::from_secs(3)), ..facts() };
        assert_eq!(probed(&in_mp4(&[header])), Ok(expected));
    }
}

#[test]
fn a_time_table_too_long_to_read_leaves_the_frame_rate_unknown() {
    let runs: Vec<_> = (0..4_000).map(|frame| (1, 1000 + frame % 2)).collect();
    let header = movie(b"vide", UPRIGHT, &[stsd(b"avc1", 640, 360), stts(&runs)]);
    assert_eq!(probed(&in_mp4(&[header])), Ok(VideoFacts { frame_rate: None, ..facts() }));
}

#[test]
fn a_box_of_an_unknown_version_leaves_its_facts_unknown() {
    let mut header = moov();
    let mvhd_version = 8 + 8;
    header[mvhd_version] = 9;
    assert_eq!(probed(&in_mp4(&[header])), Ok(facts()), "the track knows its length too");
}

#[test]
fn sound_alone_is_no_video() {
    let header = movie(b"soun", UPRIGHT, &[]);
    assert_eq!(probed(&in_mp4(&[header])), Err(ProbeError::NoVideoTrack { container: Container::Mp4 }));
}

#[test]
fn a_cover_picture_is_not_taken_for_the_video() {
    let cover = trak(b"vide", 1, 1, UPRIGHT, &[stsd(b"jpeg", 100, 100), stts(&[(1, 1)])]);
    let video = trak(b"vide", 30_000, 120_000, UPRIGHT, &[stsd(b"avc1", 640, 360), stts(&[(120, 1000)])]);
    let header = mp4_box(b"moov", &[mvhd(1000, 4000), cover, video].concat());
    assert_eq!(probed(&in_mp4(&[header])), Ok(facts()));
}

#[test]
fn sizes_that_contradict_each_other_are_damage() {
    let in_moov = |child: &[u8]| probed(&in_mp4(&[mp4_box(b"moov", child), vec![0; 64]]));
    let larger_than_moov = in_moov(&[&100_u32.to_be_bytes()[..], b"trak"].concat());
    assert!(matches!(larger_than_moov, Err(ProbeError::Malformed { .. })), "{larger_than_moov:?}");
    let smaller_than_its_header = in_moov(&[&7_u32.to_be_bytes()[..], b"trak"].concat());
    assert!(
        matches!(smaller_than_its_header, Err(ProbeError::Malformed { .. })),
        "{smaller_than_its_header:?}"
    );
    let mut wrapping = large_box(b"trak", &[]);
    wrapping[8..16].copy_from_slice(&u64::MAX.to_be_bytes());
    let wrapping = in_moov(&wrapping);
    assert!(matches!(wrapping, Err(ProbeError::Malformed { .. })), "{wrapping:?}");
}

#[test]
fn a_file_that_ends_inside_a_box_is_cut_short() {
    let whole = in_mp4(&[mp4_box(b"mdat", &[0; 100]), moov()]);
    for length in [30, 100, 140, whole.len() - 1] {
        assert_eq!(probed(&whole[..length]), Err(ProbeError::Truncated), "at {length}");
    }
}

#[test]
fn countless_tiny_boxes_end_early() {
    let boxes = mp4_box(b"free", &[]).repeat(ELEMENTS_MAX as usize + 1);
    assert_eq!(probed(&in_mp4(&[boxes])), Err(ProbeError::LimitExceeded { what: "number of elements" }));
}

#[test]
fn boxes_scattered_over_the_file_end_early() {
    let boxes = mp4_box(b"free", &[0; 20_000]).repeat(100);
    assert_eq!(probed(&in_mp4(&[boxes])), Err(ProbeError::LimitExceeded { what: "number of reads" }));
}

#[test]
fn fragments_are_summed() {
    let file = in_mp4(&[
        fragmented_moov(None),
        fragment(30),
        fragment(60),
        fragment(30),
        mp4_box(b"mfra", &[0; 30]),
    ]);
    assert_eq!(probed(&file), Ok(facts()));
}

#[test]
fn a_length_stated_beforehand_is_taken_for_that_of_all_fragments() {
    let file = in_mp4(&[fragmented_moov(Some(9000)), fragment(30)]);
    assert_eq!(probed(&file), Ok(VideoFacts { duration: Some(Duration::from_secs(9)), ..facts() }));
}

#[test]
fn too_many_fragments_leave_the_length_unknown_but_not_the_frame_rate() {
    let file = in_mp4(&[fragmented_moov(None), fragment(30).repeat(FRAGMENTS_MAX + 1)]);
    assert_eq!(probed(&file), Ok(VideoFacts { duration: None, ..facts() }));
}

#[test]
fn a_damaged_fragment_leaves_the_length_unknown() {
    let mut cut = in_mp4(&[fragmented_moov(None), fragment(60), fragment(60)]);
    cut.truncate(cut.len() - 130);
    assert_eq!(probed(&cut), Ok(VideoFacts { duration: None, ..facts() }));
    let untimed = mp4_box(b"moof", &mp4_box(b"traf", &full_box(b"tfhd", &[])));
    let file = in_mp4(&[fragmented_moov(None), fragment(60), untimed]);
    assert_eq!(probed(&file), Ok(VideoFacts { duration: None, ..facts() }));
}
