//! Videos of any size that are made when they are read.

use adapters::videos::Content;
use bytes::{Bytes, BytesMut};
use domain::ByteRange;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A real video, its index in front.
const SAMPLE: &[u8] = include_bytes!("../../../data/sample.mp4");

/// Length of an MP4 box's header: a 32-bit size and a type.
const BOX_HEADER_BYTES: usize = 8;

/// Length of the block that filling is made of, in bytes. Prime, so that it fits into no chunk without a remainder.
const BLOCK_BYTES: u64 = 65_521;

/// The smallest video there is.
pub(crate) const SMALL: u64 = SAMPLE.len() as u64 + 1_000;

/// Three chunks of 5,000,000 bytes, the last with a remainder.
pub(crate) const THREE_CHUNKS: u64 = 15_000_123;

/// A real video, followed by a `free` box that fills it up to its size.
#[derive(Debug, Clone)]
pub(crate) struct PaddedVideo {
    head: Bytes,
    size: u64,
}

impl PaddedVideo {
    /// A video of exactly `size` bytes.
    pub(crate) fn new(size: u64) -> Self {
        let padding = u32::try_from(size - SAMPLE.len() as u64).unwrap();
        assert!(padding as usize >= BOX_HEADER_BYTES, "a video cannot be as small as {size} bytes");
        let mut head = BytesMut::from(SAMPLE);
        head.extend_from_slice(&padding.to_be_bytes());
        head.extend_from_slice(b"free");
        Self { head: head.freeze(), size }
    }

    /// The hexadecimal SHA-256 of the whole video, worked out once for each size.
    pub(crate) fn sha256(&self) -> String {
        static KNOWN: OnceLock<Mutex<HashMap<u64, String>>> = OnceLock::new();
        let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let digest = || hex::encode(Sha256::digest(self.read(ByteRange { first: 0, last: self.size - 1 })));
        known.entry(self.size).or_insert_with(digest).clone()
    }
}

/// The same video with so many empty boxes in front of its index that nobody looks through them all.
pub(crate) fn in_too_many_boxes() -> Bytes {
    const FREE: [u8; BOX_HEADER_BYTES] = *b"\0\0\0\x08free";
    const BOXES: usize = 5_000;
    let first_box = u32::from_be_bytes(SAMPLE[..4].try_into().unwrap()) as usize;
    let (file_type, rest) = SAMPLE.split_at(first_box);
    [file_type, &FREE.repeat(BOXES), rest].concat().into()
}

impl Content for PaddedVideo {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: ByteRange) -> Bytes {
        let mut bytes = BytesMut::with_capacity(usize::try_from(range.length()).unwrap());
        let mut at = range.first;
        while at <= range.last {
            let left = usize::try_from(range.last - at + 1).unwrap();
            let source = if at < self.head.len() as u64 {
                self.head.slice(usize::try_from(at).unwrap()..)
            } else {
                block(at / BLOCK_BYTES).slice(usize::try_from(at % BLOCK_BYTES).unwrap()..)
            };
            let taken = source.len().min(left);
            bytes.extend_from_slice(&source[..taken]);
            at += taken as u64;
        }
        bytes.freeze()
    }
}

/// A block of filling, which begins with its own number, so that no two are alike.
fn block(number: u64) -> Bytes {
    static FILLING: OnceLock<Vec<u8>> = OnceLock::new();
    let filling = FILLING.get_or_init(|| {
        let mut random = fastrand::Rng::with_seed(BLOCK_BYTES);
        (0..BLOCK_BYTES).map(|_| random.u8(..)).collect()
    });
    let mut block = BytesMut::from(filling.as_slice());
    block[..8].copy_from_slice(&number.to_be_bytes());
    block.freeze()
}

#[test]
fn a_video_is_the_same_however_it_is_read() {
    let video = PaddedVideo::new(400_000);
    let whole = video.read(ByteRange { first: 0, last: 399_999 });
    assert_eq!(whole.len(), 400_000);
    for (first, last) in [(0, 0), (114_530, 114_545), (100_000, 300_000), (399_999, 399_999)] {
        let range = video.read(ByteRange { first, last });
        assert_eq!(range, whole.slice(first as usize..=last as usize));
    }
}
