//! Videos of any size that are made as they are read: a real one, with a `free` box at its end.

use bytes::{Bytes, BytesMut};
use std::sync::LazyLock;

const SAMPLE: &[u8] = include_bytes!("../../../data/sample.mp4");

/// Handed out in parts of this many bytes: what a socket takes at once, and none of it copied.
const PART_BYTES: u64 = 256 * 1024;

static FILLING: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(vec![0x5a; PART_BYTES as usize]));

/// A video of some size.
#[derive(Debug, Clone)]
pub(super) struct Content {
    head: Bytes,
    size: u64,
}

impl Content {
    /// A video of exactly `size` bytes.
    ///
    /// # Panics
    /// Where it is smaller than the sample, or larger than a box can be.
    pub(super) fn of(size: u64) -> Self {
        let filling = size.checked_sub(SAMPLE.len() as u64).and_then(|free| u32::try_from(free).ok());
        let filling = filling.expect("a size between the sample's and 4 GiB");
        let mut head = BytesMut::from(SAMPLE);
        head.extend_from_slice(&filling.to_be_bytes());
        head.extend_from_slice(b"free");
        Self { head: head.freeze(), size }
    }

    /// Its bytes from `first` to `last`, both included.
    pub(super) fn parts(&self, first: u64, last: u64) -> impl Iterator<Item = Bytes> + use<> {
        let Self { head, size } = self.clone();
        let (mut at, end) = (first, (last + 1).min(size));
        std::iter::from_fn(move || {
            let left = end.checked_sub(at).filter(|left| *left > 0)?;
            let from = usize::try_from(at).unwrap_or(usize::MAX);
            let source = if from < head.len() { head.slice(from..) } else { FILLING.clone() };
            let taken = source.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            at += taken as u64;
            Some(source.slice(..taken))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_its_length_wherever_it_begins() {
        let content = Content::of(3_000_000);
        for (first, last) in [(0, 2_999_999), (0, 0), (114_000, 500_000), (2_999_999, 2_999_999)] {
            let length: u64 = content.parts(first, last).map(|part| part.len() as u64).sum();
            assert_eq!(length, last - first + 1);
        }
    }
}
