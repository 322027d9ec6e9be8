//! What a probe may cost, whatever the file claims.
//!
//! The probe runs inside a function with 128 MB, of which 48 MiB may be used at the peak, and each read is a request to
//! the object store. Nesting needs no limit of its own: no parser here recurses, each walks a fixed path down the tree.

/// The longest single read, in bytes. It is also the first one: the headers of most files fit into it.
pub const READ_LENGTH_MAX: u64 = 65_536;

/// What a read takes beyond what was asked for, in bytes, so that neighbouring boxes come in one request.
pub const READ_AHEAD: u64 = 16_384;

/// How many reads one probe may ask for. Ordinary files need 1 to 8, a fragmented MP4 one per fragment.
pub const READS_MAX: usize = 64;

/// The bytes one probe keeps at most, about 1.1 MiB: the first read, and as many more as there may be.
pub const BYTES_MAX: u64 = READ_LENGTH_MAX + READ_AHEAD * READS_MAX as u64;

/// How many boxes, elements or chunks are looked at. An ordinary file has fewer than 200 on the way to its facts.
pub const ELEMENTS_MAX: u32 = 4_096;

/// The longest box, element or chunk whose content is decoded, in bytes; a longer one leaves its fact unknown. It is no
/// longer than [`READ_AHEAD`], so that no read but the first is longer either.
pub const LEAF_LENGTH_MAX: u64 = READ_AHEAD;

/// How many tracks are looked at; an ordinary file has 2, a camera's perhaps 8.
pub const TRACKS_MAX: usize = 64;

/// How many fragments of an MP4 are summed for its duration; with more, the duration stays unknown.
pub const FRAGMENTS_MAX: usize = 32;
