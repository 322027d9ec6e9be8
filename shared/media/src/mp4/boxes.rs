use std::ops::Range;

use mp4_atom::Atom;

use crate::ProbeError;
use crate::reader::{Reader, Stop};

/// A box: what it is and where its content lies.
pub(crate) struct Mp4Box {
    pub(crate) kind: [u8; 4],
    pub(crate) body: Range<u64>,
}

impl Mp4Box {
    /// Decodes a short box whose layout mp4-atom knows. One that it does not understand leaves its facts unknown.
    pub(crate) fn decode<A: Atom>(&self, reader: &Reader<'_>) -> Result<Option<A>, Stop> {
        Ok(reader.leaf(&self.body)?.and_then(|mut body| A::decode_body(&mut body).ok()))
    }
}

/// The boxes that lie next to each other in a part of the file.
pub(crate) struct Boxes<'r, 'a> {
    reader: &'r Reader<'a>,
    at: u64,
    end: u64,
}

/// The length of a box's size and kind, and that of the 64-bit size which may follow them.
const HEADER_LENGTH: u64 = 8;
const LARGE_SIZE_LENGTH: u64 = 8;

impl<'r, 'a> Boxes<'r, 'a> {
    /// The boxes at the top of the file.
    pub(crate) fn of_file(reader: &'r Reader<'a>) -> Self {
        Self { reader, at: 0, end: reader.size() }
    }

    /// The boxes inside another one.
    pub(crate) fn inside(reader: &'r Reader<'a>, parent: &Mp4Box) -> Self {
        Self { reader, at: parent.body.start, end: parent.body.end }
    }

    /// The next box. Fewer bytes than a header at the end are padding, which QuickTime writes.
    pub(crate) fn next(&mut self) -> Result<Option<Mp4Box>, Stop> {
        let left = self.end.saturating_sub(self.at);
        if left < HEADER_LENGTH {
            return Ok(None);
        }
        self.reader.count_element()?;
        let (size, kind) = self.header()?;
        let (size, header_length) = match size {
            0 => (left, HEADER_LENGTH),
            1 => (self.large_size()?, HEADER_LENGTH.saturating_add(LARGE_SIZE_LENGTH)),
            size => (u64::from(size), HEADER_LENGTH),
        };
        if size < header_length {
            return Err(ProbeError::Malformed { what: "a box is smaller than its own header" }.into());
        }
        if size > left {
            return Err(self.overrun());
        }
        let body = self.at.saturating_add(header_length)..self.at.saturating_add(size);
        self.at = body.end;
        Ok(Some(Mp4Box { kind, body }))
    }

    fn header(&self) -> Result<(u32, [u8; 4]), Stop> {
        let bytes = self.reader.bytes(self.at, HEADER_LENGTH)?;
        let (size, rest) = bytes.split_first_chunk().ok_or(ProbeError::Truncated)?;
        let kind = rest.first_chunk().ok_or(ProbeError::Truncated)?;
        Ok((u32::from_be_bytes(*size), *kind))
    }

    fn large_size(&self) -> Result<u64, Stop> {
        let at = self.at.saturating_add(HEADER_LENGTH);
        if self.end.saturating_sub(at) < LARGE_SIZE_LENGTH {
            return Err(self.overrun());
        }
        let bytes = self.reader.bytes(at, LARGE_SIZE_LENGTH)?;
        Ok(u64::from_be_bytes(*bytes.first_chunk().ok_or(ProbeError::Truncated)?))
    }

    /// A box that reaches beyond the end of the file was cut off; one that reaches beyond its parent is a contradiction.
    fn overrun(&self) -> Stop {
        if self.end == self.reader.size() {
            return ProbeError::Truncated.into();
        }
        ProbeError::Malformed { what: "a box is larger than the one that holds it" }.into()
    }
}
