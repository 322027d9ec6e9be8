//! Small files made by hand, byte by byte, so that each test states what the format says and not what an encoder does.

pub(crate) mod ebml;
pub(crate) mod isobmff;
pub(crate) mod riff;

use crate::{Probe, ProbeError, ProbeStep, VideoFacts};

/// What a probe of these bytes finds.
pub(crate) fn probed(file: &[u8]) -> Result<VideoFacts, ProbeError> {
    probed_sparse(file.len() as u64, &[(0, file)])
}

/// What a probe finds in a file of `size` bytes which are zero but for these pieces.
pub(crate) fn probed_sparse(size: u64, pieces: &[(u64, &[u8])]) -> Result<VideoFacts, ProbeError> {
    let mut probe = Probe::new(size, None);
    loop {
        match probe.next() {
            ProbeStep::Read { offset, length } => probe.feed(offset, &range(pieces, offset, length)),
            ProbeStep::Done(outcome) => return outcome,
        }
    }
}

fn range(pieces: &[(u64, &[u8])], offset: u64, length: u64) -> Vec<u8> {
    let byte = |at: u64| {
        let piece = pieces.iter().find(|(start, bytes)| (*start..start + bytes.len() as u64).contains(&at));
        piece.map_or(0, |(start, bytes)| bytes[(at - start) as usize])
    };
    (offset..offset + length).map(byte).collect()
}
