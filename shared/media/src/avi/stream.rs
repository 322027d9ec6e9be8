use std::time::Duration;

use super::chunks::{Chunk, Chunks, word};
use crate::reader::{Reader, Stop};
use crate::{VideoCodec, ticks};

/// What a stream list `strl` says.
#[derive(Default)]
pub(crate) struct Stream {
    pub(crate) is_video: bool,
    pub(crate) codec: Option<VideoCodec>,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
    /// How many units (for a video: frames) there are; 0 in an unfinished recording.
    pub(crate) length: u32,
    /// Units per second are `rate` / `scale`.
    rate: u32,
    scale: u32,
}

/// Where the fields lie in the stream header `strh` (AVISTREAMHEADER).
mod header {
    pub(super) const SCALE: usize = 20;
    pub(super) const RATE: usize = 24;
    pub(super) const LENGTH: usize = 32;
}

/// Where the fields lie in the picture's format `strf` (BITMAPINFOHEADER).
mod format {
    pub(super) const WIDTH: usize = 4;
    pub(super) const HEIGHT: usize = 8;
    pub(super) const COMPRESSION: usize = 16;
}

impl Stream {
    pub(crate) fn read(reader: &Reader<'_>, strl: &Chunk) -> Result<Self, Stop> {
        let mut stream = Self::default();
        let mut chunks = Chunks::inside_list(reader, strl);
        while let Some(chunk) = chunks.next()? {
            match &chunk.code {
                b"strh" => stream.read_header(reader.leaf(&chunk.body)?.unwrap_or_default()),
                b"strf" if stream.is_video => {
                    stream.read_format(reader.leaf(&chunk.body)?.unwrap_or_default())
                }
                _ => {}
            }
        }
        Ok(stream)
    }

    /// How long `length` units last.
    pub(crate) fn duration_of(&self, length: u32) -> Option<Duration> {
        let ticks = u64::from(length).checked_mul(u64::from(self.scale))?;
        ticks::duration(ticks, self.rate).filter(|duration| !duration.is_zero())
    }

    /// Frames per second; every frame of an AVI lasts equally long.
    pub(crate) fn frame_rate(&self) -> Option<f64> {
        (self.rate > 0 && self.scale > 0).then(|| f64::from(self.rate) / f64::from(self.scale))
    }

    fn read_header(&mut self, strh: &[u8]) {
        self.is_video = strh.starts_with(b"vids");
        self.scale = word(strh, header::SCALE).unwrap_or_default();
        self.rate = word(strh, header::RATE).unwrap_or_default();
        self.length = word(strh, header::LENGTH).unwrap_or_default();
    }

    fn read_format(&mut self, strf: &[u8]) {
        self.width = word(strf, format::WIDTH).filter(|width| *width > 0);
        // A negative height means that the lines go from top to bottom.
        self.height = word(strf, format::HEIGHT)
            .map(|height| height.cast_signed().unsigned_abs())
            .filter(|height| *height > 0);
        self.codec = word(strf, format::COMPRESSION)
            .and_then(|code| VideoCodec::from_avi_compression(code.to_le_bytes()));
    }
}
