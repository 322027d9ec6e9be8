//! AVI: RIFF chunks of a code, a size and a content, of which the list `hdrl` at the start holds the facts.
//!
//! Described in Microsoft's AVI RIFF File Reference, and for files beyond 1 GiB in Matrox's OpenDML AVI File Format
//! Extensions, which add the true number of frames.

mod chunks;
mod stream;

use std::time::Duration;

use chunks::{Chunk, Chunks};
use stream::Stream;

use crate::limits::TRACKS_MAX;
use crate::reader::{Reader, Stop};
use crate::{Container, ProbeError, VideoFacts};

/// Reads the facts of an AVI file.
pub(crate) fn parse(reader: &Reader<'_>) -> Result<VideoFacts, Stop> {
    let mut top = Chunks::of_file(reader);
    while let Some(chunk) = top.next()? {
        if chunk.list_type(reader)? == Some(*b"hdrl") {
            return Headers::read(reader, &chunk)?.facts();
        }
    }
    Err(ProbeError::Malformed { what: "it has no header list" }.into())
}

/// What `hdrl` says.
#[derive(Default)]
struct Headers {
    streams: Vec<Stream>,
    /// The frames of all parts of an OpenDML file; the other counts may be of the first part only.
    total_frames: Option<u32>,
}

impl Headers {
    fn read(reader: &Reader<'_>, hdrl: &Chunk) -> Result<Self, Stop> {
        let mut headers = Self::default();
        let mut chunks = Chunks::inside_list(reader, hdrl);
        while let Some(chunk) = chunks.next()? {
            match chunk.list_type(reader)? {
                Some(kind) if kind == *b"strl" && headers.streams.len() < TRACKS_MAX => {
                    headers.streams.push(Stream::read(reader, &chunk)?);
                }
                Some(kind) if kind == *b"odml" => headers.total_frames = extended_total(reader, &chunk)?,
                Some(_) | None => {}
            }
        }
        Ok(headers)
    }

    fn facts(self) -> Result<VideoFacts, Stop> {
        let container = Container::Avi;
        let Some(video) = self.streams.iter().find(|stream| stream.is_video) else {
            return Err(ProbeError::NoVideoTrack { container }.into());
        };
        let longest = self.streams.iter().filter_map(|stream| self.duration(stream)).max();
        Ok(VideoFacts {
            container,
            duration: longest,
            width: video.width,
            height: video.height,
            frame_rate: video.frame_rate(),
            video_codec: video.codec,
        })
    }

    fn duration(&self, stream: &Stream) -> Option<Duration> {
        let total_frames = self.total_frames.filter(|_| stream.is_video).unwrap_or_default();
        stream.duration_of(stream.length.max(total_frames))
    }
}

/// `dmlh` begins with the number of frames in all parts of the file.
fn extended_total(reader: &Reader<'_>, odml: &Chunk) -> Result<Option<u32>, Stop> {
    let mut chunks = Chunks::inside_list(reader, odml);
    while let Some(chunk) = chunks.next()? {
        if chunk.code == *b"dmlh" {
            return Ok(reader.leaf(&chunk.body)?.and_then(|body| chunks::word(body, 0)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
