use std::ops::Range;

use crate::ProbeError;
use crate::reader::{Reader, Stop};

/// A chunk: its code and where its content lies, without the padding.
pub(crate) struct Chunk {
    pub(crate) code: [u8; 4],
    pub(crate) body: Range<u64>,
}

/// The length of a chunk's code and size, and that of the code which opens a list.
const HEADER_LENGTH: u64 = 8;
const LIST_TYPE_LENGTH: u64 = 4;

/// Where the first chunk of a file lies: after `RIFF`, its size and `AVI `.
const FIRST_CHUNK_OFFSET: u64 = 12;

impl Chunk {
    /// The kind of a list; `None` for another chunk.
    pub(crate) fn list_type(&self, reader: &Reader<'_>) -> Result<Option<[u8; 4]>, Stop> {
        if self.code != *b"LIST" || self.body.end.saturating_sub(self.body.start) < LIST_TYPE_LENGTH {
            return Ok(None);
        }
        Ok(reader.bytes(self.body.start, LIST_TYPE_LENGTH)?.first_chunk().copied())
    }
}

/// The chunks that lie next to each other in a part of the file.
pub(crate) struct Chunks<'r, 'a> {
    reader: &'r Reader<'a>,
    at: u64,
    end: u64,
}

impl<'r, 'a> Chunks<'r, 'a> {
    /// The chunks of the file's first part. The size of the whole is ignored: it is 0 or wrong in unfinished recordings.
    pub(crate) fn of_file(reader: &'r Reader<'a>) -> Self {
        Self { reader, at: FIRST_CHUNK_OFFSET, end: reader.size() }
    }

    /// The chunks of a list, after its type.
    pub(crate) fn inside_list(reader: &'r Reader<'a>, list: &Chunk) -> Self {
        Self { reader, at: list.body.start.saturating_add(LIST_TYPE_LENGTH), end: list.body.end }
    }

    /// The next chunk. Fewer bytes than a header at the end are padding.
    pub(crate) fn next(&mut self) -> Result<Option<Chunk>, Stop> {
        let left = self.end.saturating_sub(self.at);
        if left < HEADER_LENGTH {
            return Ok(None);
        }
        self.reader.count_element()?;
        let header = self.reader.bytes(self.at, HEADER_LENGTH)?;
        let (code, rest) = header.split_first_chunk().ok_or(ProbeError::Truncated)?;
        let size = rest
            .first_chunk()
            .map(|size| u64::from(u32::from_le_bytes(*size)))
            .ok_or(ProbeError::Truncated)?;
        let start = self.at.saturating_add(HEADER_LENGTH);
        if size > left.saturating_sub(HEADER_LENGTH) {
            return Err(self.overrun());
        }
        let body = start..start.saturating_add(size);
        self.at = body.end.saturating_add(size & 1);
        Ok(Some(Chunk { code: *code, body }))
    }

    fn overrun(&self) -> Stop {
        if self.end == self.reader.size() {
            return ProbeError::Truncated.into();
        }
        ProbeError::Malformed { what: "a chunk is larger than the list that holds it" }.into()
    }
}

/// The little-endian word at `offset`.
pub(crate) fn word(bytes: &[u8], offset: usize) -> Option<u32> {
    bytes.get(offset..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}
