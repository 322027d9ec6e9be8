//! A file of gigabytes costs as little as a small one.

use crate::catalogue::VIDEOS;
use crate::storage::{Storage, probe};

/// A small file with 3 GiB of nothing in it: `head`, the nothing, and `tail`.
struct Padded {
    head: Vec<u8>,
    tail: Vec<u8>,
}

const PADDING: u64 = 3 << 30;

/// Two reads: the start of the file, and the place behind the padding.
const BYTES_EXPECTED: u64 = 65_536 + 16_384;

impl Storage for Padded {
    fn size(&self) -> u64 {
        self.head.len() as u64 + PADDING + self.tail.len() as u64
    }

    fn range(&self, offset: u64, length: u64) -> Vec<u8> {
        let tail_at = self.head.len() as u64 + PADDING;
        let byte = |at: u64| match at.checked_sub(tail_at) {
            Some(in_tail) => self.tail[in_tail as usize],
            None => self.head.get(at as usize).copied().unwrap_or(0),
        };
        (offset..offset + length).map(byte).collect()
    }
}

/// Puts the padding, as a box with a 64-bit size, in front of the first `kind` at the top of the file.
fn padded(name: &str, kind: &[u8; 4]) -> (Padded, Vec<u8>) {
    let bytes = VIDEOS.iter().find(|video| video.name == name).unwrap().bytes.clone();
    let at = top_level_boxes(&bytes).into_iter().find(|at| bytes[at + 4..at + 8] == *kind).unwrap();
    let free = [&1_u32.to_be_bytes()[..], b"free", &(PADDING + 16).to_be_bytes()].concat();
    (Padded { head: [&bytes[..at], &free].concat(), tail: bytes[at..].to_vec() }, bytes)
}

fn top_level_boxes(bytes: &[u8]) -> Vec<usize> {
    let size = |at: &usize| u32::from_be_bytes(bytes[*at..at + 4].try_into().unwrap()) as usize;
    std::iter::successors(Some(0), |at| Some(at + size(at)).filter(|next| *next < bytes.len())).collect()
}

#[test]
fn padding_around_the_header_is_skipped() {
    for (name, before) in [
        ("header-at-the-start.mp4", b"moov"),
        ("header-at-the-start.mp4", b"mdat"),
        ("header-at-the-end.mp4", b"mdat"),
        ("header-at-the-end.mp4", b"moov"),
        ("h264.mov", b"moov"),
    ] {
        let (file, original) = padded(name, before);
        let found = probe(&file);
        assert_eq!(found.outcome, probe(&original[..]).outcome, "{name}");
        assert!(found.bytes <= BYTES_EXPECTED + 16_384, "{name}: {} bytes read", found.bytes);
    }
}

#[test]
fn ordinary_videos_cost_a_few_reads() {
    for video in VIDEOS.iter().filter(|video| !video.name.starts_with("fragmented")) {
        let found = probe(&video.bytes[..]);
        assert!(found.bytes <= BYTES_EXPECTED, "{}: {} bytes read", video.name, found.bytes);
    }
}
