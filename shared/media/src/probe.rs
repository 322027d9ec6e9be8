use std::fmt;

use crate::container::recognise;
use crate::limits::READS_MAX;
use crate::ranges::Ranges;
use crate::reader::{Reader, Stop};
use crate::{Container, ProbeError, VideoFacts, avi, foreign, matroska, mp4};

/// Finds out what a video file says about itself by asking for a few byte ranges.
///
/// The probe does no I/O: call [`next`](Self::next), read the range it names, hand the bytes to [`feed`](Self::feed),
/// and repeat until it is done. It asks for at most [`READS_MAX`] ranges of at most
/// [`READ_LENGTH_MAX`](crate::limits::READ_LENGTH_MAX) bytes, never
/// twice for the same byte, and keeps no more than that.
#[derive(Clone)]
pub struct Probe {
    size: u64,
    file_extension: Option<String>,
    ranges: Ranges,
    reads: usize,
    cut_short: bool,
}

/// What the probe wants next.
#[derive(Clone, Debug, PartialEq)]
pub enum ProbeStep {
    /// Read this range, which lies inside the file, and feed it.
    Read {
        /// Where the range begins.
        offset: u64,
        /// How many bytes it has; between 1 and [`READ_LENGTH_MAX`](crate::limits::READ_LENGTH_MAX).
        length: u64,
    },
    /// Nothing more is needed. Asking again gives the same answer.
    Done(Result<VideoFacts, ProbeError>),
}

impl Probe {
    /// A probe of a file of `size` bytes. The extension, with or without its dot, only decides what the content leaves
    /// open: a file without `ftyp` is an MP4 if it is called one, and QuickTime otherwise.
    pub fn new(size: u64, file_extension: Option<&str>) -> Self {
        let file_extension = file_extension.map(|name| name.trim_start_matches('.').to_ascii_lowercase());
        Self { size, file_extension, ranges: Ranges::default(), reads: 0, cut_short: false }
    }

    /// What to do next. It changes nothing, so it may be called again.
    pub fn next(&self) -> ProbeStep {
        match self.parse() {
            Ok(facts) => ProbeStep::Done(Ok(facts)),
            Err(Stop::Fail(error)) => ProbeStep::Done(Err(error)),
            Err(Stop::Read { offset, length }) => ProbeStep::Read { offset, length },
        }
    }

    /// Takes the bytes of the range that [`next`](Self::next) asked for. Fewer are accepted, as storage may give fewer;
    /// none at all means that the file has ended. Bytes of another range are not kept, but count as a read, so that a
    /// caller in error comes to an end too.
    pub fn feed(&mut self, offset: u64, bytes: &[u8]) {
        let ProbeStep::Read { offset: wanted, length } = self.next() else { return };
        self.reads = self.reads.saturating_add(1);
        if offset != wanted {
            return;
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(bytes.len());
        self.cut_short = length == 0;
        self.ranges.insert(offset, bytes.get(..length).unwrap_or_default());
    }

    fn parse(&self) -> Result<VideoFacts, Stop> {
        if self.size == 0 {
            return Err(ProbeError::NotAVideo { found: "empty".to_owned() }.into());
        }
        if self.cut_short {
            return Err(ProbeError::Truncated.into());
        }
        let reader = Reader::new(&self.ranges, self.size, READS_MAX.saturating_sub(self.reads));
        match recognise(&reader, self.file_extension.as_deref())? {
            Some(container @ (Container::Mp4 | Container::QuickTime)) => mp4::parse(&reader, container),
            Some(container @ (Container::WebM | Container::Matroska)) => matroska::parse(&reader, container),
            Some(Container::Avi) => avi::parse(&reader),
            None => Err(ProbeError::NotAVideo { found: foreign::describe(&reader)? }.into()),
        }
    }
}

impl fmt::Debug for Probe {
    /// Without the bytes, which are a creator's and would fill a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Probe")
            .field("size", &self.size)
            .field("reads", &self.reads)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
