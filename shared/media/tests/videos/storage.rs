//! Plays the object store for a probe, and holds the probe to its promises while it does.

use media::limits::{BYTES_MAX, READ_LENGTH_MAX, READS_MAX};
use media::{Probe, ProbeError, ProbeStep, VideoFacts};

/// Something of which ranges can be read.
pub(crate) trait Storage {
    fn size(&self) -> u64;
    fn range(&self, offset: u64, length: u64) -> Vec<u8>;
}

impl Storage for [u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn range(&self, offset: u64, length: u64) -> Vec<u8> {
        self[offset as usize..(offset + length) as usize].to_vec()
    }
}

/// What a probe found, and what it cost.
pub(crate) struct Probed {
    pub(crate) outcome: Result<VideoFacts, ProbeError>,
    pub(crate) bytes: u64,
}

/// Probes a file, and fails the test where the probe asks for too much, for what is not there, or twice for the same.
pub(crate) fn probe(storage: &(impl Storage + ?Sized)) -> Probed {
    let mut probe = Probe::new(storage.size(), None);
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    let outcome = loop {
        match probe.next() {
            ProbeStep::Read { offset, length } => {
                let end = offset.checked_add(length).unwrap();
                assert!((1..=READ_LENGTH_MAX).contains(&length), "a read of {length} bytes");
                assert!(end <= storage.size(), "a read behind the end");
                assert!(
                    ranges.iter().all(|(start, until)| end <= *start || *until <= offset),
                    "a byte read twice"
                );
                ranges.push((offset, end));
                assert!(ranges.len() <= READS_MAX, "{} reads", ranges.len());
                probe.feed(offset, &storage.range(offset, length));
            }
            ProbeStep::Done(outcome) => break outcome,
        }
    };
    let bytes = ranges.iter().map(|(start, end)| end - start).sum();
    assert!(bytes <= BYTES_MAX);
    Probed { outcome, bytes }
}
