use std::cell::Cell;
use std::ops::Range;

use crate::ProbeError;
use crate::limits::{ELEMENTS_MAX, LEAF_LENGTH_MAX, READ_AHEAD, READ_LENGTH_MAX};
use crate::ranges::Ranges;

/// Why a parser stopped before it had its facts.
#[derive(Debug)]
pub(crate) enum Stop {
    /// These bytes are needed first; the parser is run again once they are known.
    Read { offset: u64, length: u64 },
    /// The file is refused, or has reached a limit.
    Fail(ProbeError),
}

impl From<ProbeError> for Stop {
    fn from(error: ProbeError) -> Self {
        Self::Fail(error)
    }
}

/// One run of a parser over what is known of a file.
///
/// A parser is an ordinary top-down function over this reader: it asks for bytes and leaves with [`Stop::Read`] where
/// they are not known yet. Each run starts anew, which costs little, since a run looks at no more than
/// [`ELEMENTS_MAX`] elements, and spares every parser a state machine of its own.
pub(crate) struct Reader<'a> {
    ranges: &'a Ranges,
    size: u64,
    reads_left: usize,
    elements: Cell<u32>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(ranges: &'a Ranges, size: u64, reads_left: usize) -> Self {
        Self { ranges, size, reads_left, elements: Cell::new(0) }
    }

    /// The file's size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Exactly `length` bytes at `offset`. A file that ends before is [`ProbeError::Truncated`].
    pub(crate) fn bytes(&self, offset: u64, length: u64) -> Result<&'a [u8], Stop> {
        if length > LEAF_LENGTH_MAX {
            return Err(ProbeError::LimitExceeded { what: "bytes in one read" }.into());
        }
        let end = offset.checked_add(length).filter(|end| *end <= self.size).ok_or(ProbeError::Truncated)?;
        if length == 0 {
            return Ok(&[]);
        }
        let known = self.ranges.rest_at(offset).unwrap_or_default();
        let wanted = usize::try_from(length).map_err(|_| ProbeError::Truncated)?;
        known.get(..wanted).ok_or_else(|| self.read(offset.saturating_add(known.len() as u64), end))
    }

    /// The bytes at `offset`, as many as the file has, but no more than `length`.
    pub(crate) fn bytes_up_to(&self, offset: u64, length: u64) -> Result<&'a [u8], Stop> {
        self.bytes(offset, length.min(self.size.saturating_sub(offset)))
    }

    /// The content of a box, element or chunk; `None` where it is longer than [`LEAF_LENGTH_MAX`].
    pub(crate) fn leaf(&self, body: &Range<u64>) -> Result<Option<&'a [u8]>, Stop> {
        let length = body.end.saturating_sub(body.start);
        if length > LEAF_LENGTH_MAX {
            return Ok(None);
        }
        self.bytes(body.start, length).map(Some)
    }

    /// Counts one box, element or chunk, so that a file made of millions of tiny ones ends early.
    pub(crate) fn count_element(&self) -> Result<(), Stop> {
        let counted = self.elements.get().saturating_add(1);
        self.elements.set(counted);
        if counted > ELEMENTS_MAX {
            return Err(ProbeError::LimitExceeded { what: "number of elements" }.into());
        }
        Ok(())
    }

    /// Asks for the first unknown byte up to `end` and some more, but for nothing that is known already.
    fn read(&self, start: u64, end: u64) -> Stop {
        if self.reads_left == 0 {
            return ProbeError::LimitExceeded { what: "number of reads" }.into();
        }
        let ahead = if start == 0 { READ_LENGTH_MAX } else { READ_AHEAD };
        let end = end.max(start.saturating_add(ahead)).min(self.size);
        let end = self.ranges.next_start(start).map_or(end, |known| end.min(known));
        Stop::Read { offset: start, length: end.saturating_sub(start) }
    }
}
