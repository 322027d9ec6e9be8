use std::ops::Range;

use crate::ProbeError;
use crate::reader::{Reader, Stop};

/// Element ids, with their length marker, as RFC 9559 prints them.
pub(crate) mod id {
    pub(crate) const EBML: u32 = 0x1A45_DFA3;
    pub(crate) const DOC_TYPE: u32 = 0x4282;
    pub(crate) const SEGMENT: u32 = 0x1853_8067;
    pub(crate) const SEEK_HEAD: u32 = 0x114D_9B74;
    pub(crate) const SEEK: u32 = 0x4DBB;
    pub(crate) const SEEK_ID: u32 = 0x53AB;
    pub(crate) const SEEK_POSITION: u32 = 0x53AC;
    pub(crate) const INFO: u32 = 0x1549_A966;
    pub(crate) const TIMESTAMP_SCALE: u32 = 0x002A_D7B1;
    pub(crate) const DURATION: u32 = 0x4489;
    pub(crate) const TRACKS: u32 = 0x1654_AE6B;
    pub(crate) const TRACK_ENTRY: u32 = 0xAE;
    pub(crate) const TRACK_TYPE: u32 = 0x83;
    pub(crate) const CODEC_ID: u32 = 0x86;
    pub(crate) const DEFAULT_DURATION: u32 = 0x0023_E383;
    pub(crate) const VIDEO: u32 = 0xE0;
    pub(crate) const PIXEL_WIDTH: u32 = 0xB0;
    pub(crate) const PIXEL_HEIGHT: u32 = 0xBA;
    pub(crate) const CLUSTER: u32 = 0x1F43_B675;
}

/// An element: what it is and where its content lies.
pub(crate) struct Element {
    pub(crate) id: u32,
    pub(crate) body: Range<u64>,
    /// Whether the size was left open, as in a live recording; the content then reaches to the end of its parent.
    pub(crate) is_open: bool,
}

impl Element {
    /// The content as an unsigned number, which has up to 8 bytes.
    pub(crate) fn unsigned(&self, reader: &Reader<'_>) -> Result<Option<u64>, Stop> {
        let bytes = reader.leaf(&self.body)?.filter(|bytes| bytes.len() <= size_of::<u64>());
        Ok(bytes.map(big_endian))
    }

    /// The content as a floating-point number of 0, 4 or 8 bytes.
    pub(crate) fn float(&self, reader: &Reader<'_>) -> Result<Option<f64>, Stop> {
        let Some(bytes) = reader.leaf(&self.body)? else { return Ok(None) };
        Ok(match bytes.len() {
            0 => Some(0.0),
            4 => bytes.first_chunk().map(|bytes| f64::from(f32::from_be_bytes(*bytes))),
            8 => bytes.first_chunk().map(|bytes| f64::from_be_bytes(*bytes)),
            _ => None,
        })
    }

    /// The content as a text, without the zeros that may pad it.
    pub(crate) fn text<'a>(&self, reader: &Reader<'a>) -> Result<Option<&'a [u8]>, Stop> {
        let bytes = reader.leaf(&self.body)?;
        Ok(bytes.and_then(|bytes| bytes.split(|byte| *byte == 0).next()))
    }
}

/// The elements that lie next to each other in a part of the file.
pub(crate) struct Elements<'r, 'a> {
    reader: &'r Reader<'a>,
    at: u64,
    end: u64,
}

/// The longest id and the longest size, in bytes.
const ID_LENGTH_MAX: u64 = 4;
const SIZE_LENGTH_MAX: u64 = 8;

impl<'r, 'a> Elements<'r, 'a> {
    /// The elements at the top of the file.
    pub(crate) fn of_file(reader: &'r Reader<'a>) -> Self {
        Self { reader, at: 0, end: reader.size() }
    }

    /// The elements inside another one.
    pub(crate) fn inside(reader: &'r Reader<'a>, parent: &Element) -> Self {
        Self { reader, at: parent.body.start, end: parent.body.end }
    }

    /// The elements of `parent` from the one at `offset` on.
    pub(crate) fn inside_from(reader: &'r Reader<'a>, parent: &Element, offset: u64) -> Self {
        Self { reader, at: offset.max(parent.body.start), end: parent.body.end }
    }

    /// The next element. A segment or cluster may claim more bytes than there are, for a recording may have been cut
    /// there; its content then ends with its parent.
    pub(crate) fn next(&mut self) -> Result<Option<Element>, Stop> {
        if self.at >= self.end {
            return Ok(None);
        }
        self.reader.count_element()?;
        let (id, id_length) = self.id()?;
        let (size, size_length) = self.size(self.at.saturating_add(id_length))?;
        let start = self.at.saturating_add(id_length).saturating_add(size_length);
        let end = match size {
            Some(size) => start.saturating_add(size),
            None => self.end,
        };
        if size.is_none() && !may_be_open(id) {
            return Err(ProbeError::Malformed { what: "an element's size is not stated" }.into());
        }
        if start > self.end || end > self.end && !may_be_open(id) {
            return Err(self.overrun());
        }
        let body = start..end.min(self.end);
        self.at = body.end;
        Ok(Some(Element { id, body, is_open: size.is_none() }))
    }

    fn id(&self) -> Result<(u32, u64), Stop> {
        let bytes = self.reader.bytes_up_to(self.at, ID_LENGTH_MAX)?;
        let length = marked_length(bytes).filter(|length| *length <= ID_LENGTH_MAX);
        let length = length.ok_or(ProbeError::Malformed { what: "an element's id is not valid" })?;
        let bytes = self.reader.bytes(self.at, length)?;
        let id = u32::try_from(big_endian(bytes))
            .map_err(|_| ProbeError::Malformed { what: "an element's id is not valid" })?;
        Ok((id, length))
    }

    /// The size without its marker; `None` where all its bits are set, in whichever length.
    fn size(&self, at: u64) -> Result<(Option<u64>, u64), Stop> {
        let bytes = self.reader.bytes_up_to(at, SIZE_LENGTH_MAX)?;
        if bytes.is_empty() {
            return Err(ProbeError::Truncated.into());
        }
        let length =
            marked_length(bytes).ok_or(ProbeError::Malformed { what: "an element's size is not valid" })?;
        let marked = big_endian(self.reader.bytes(at, length)?);
        let bits = length.saturating_mul(7);
        let mask = 1_u64.checked_shl(u32::try_from(bits).unwrap_or(u32::MAX)).unwrap_or(0).wrapping_sub(1);
        let size = marked & mask;
        Ok(((size != mask).then_some(size), length))
    }

    fn overrun(&self) -> Stop {
        if self.end == self.reader.size() {
            return ProbeError::Truncated.into();
        }
        ProbeError::Malformed { what: "an element is larger than the one that holds it" }.into()
    }
}

/// Only a segment and a cluster may leave their size open (RFC 9559, section 4.6).
fn may_be_open(id: u32) -> bool {
    id == id::SEGMENT || id == id::CLUSTER
}

/// The length of a variable-size integer: one more than the zero bits before its first set bit.
fn marked_length(bytes: &[u8]) -> Option<u64> {
    let first = bytes.first().filter(|first| **first != 0)?;
    Some(u64::from(first.leading_zeros()).saturating_add(1))
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
