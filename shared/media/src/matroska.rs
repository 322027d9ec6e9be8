//! WebM and Matroska: EBML elements of an id, a size and a content (RFC 8794), laid out as RFC 9559 says.
//!
//! The facts are in `Info` and `Tracks`, which lie before the first `Cluster` or where `SeekHead` points.

mod element;
mod info;
mod segment;
mod tracks;

pub(crate) use element::id;

use element::Elements;

use crate::limits::READ_LENGTH_MAX;
use crate::reader::{Reader, Stop};
use crate::{Container, ProbeError, VideoFacts};

/// Whether a file that begins with these bytes is made of EBML elements.
pub(crate) fn begins(first_bytes: &[u8]) -> bool {
    first_bytes.starts_with(&id::EBML.to_be_bytes())
}

/// Tells WebM from Matroska by the document type, and both from other uses of EBML.
pub(crate) fn container(reader: &Reader<'_>) -> Result<Option<Container>, Stop> {
    let mut top = Elements::of_file(reader);
    let Some(header) = top.next()?.filter(|header| header.body.end <= READ_LENGTH_MAX) else {
        return Ok(None);
    };
    let mut fields = Elements::inside(reader, &header);
    while let Some(field) = fields.next()? {
        if field.id == id::DOC_TYPE {
            return Ok(match field.text(reader)? {
                Some(b"webm") => Some(Container::WebM),
                Some(b"matroska") => Some(Container::Matroska),
                Some(_) | None => None,
            });
        }
    }
    // RFC 8794 knows no default for the document type, but the oldest Matroska files leave it out.
    Ok(Some(Container::Matroska))
}

/// Reads the facts of a WebM or Matroska file.
pub(crate) fn parse(reader: &Reader<'_>, container: Container) -> Result<VideoFacts, Stop> {
    let mut top = Elements::of_file(reader);
    while let Some(found) = top.next()? {
        if found.id != id::SEGMENT {
            continue;
        }
        let contents = segment::read(reader, &found)?;
        let Some(tracks) = contents.tracks else { return Ok(VideoFacts::of(container)) };
        let Some(video) = tracks.video else { return Err(ProbeError::NoVideoTrack { container }.into()) };
        return Ok(VideoFacts {
            container,
            duration: contents.duration,
            width: video.width,
            height: video.height,
            frame_rate: video.frame_rate,
            video_codec: video.codec,
        });
    }
    Err(ProbeError::Malformed { what: "it has no segment, so the recording was perhaps interrupted" }.into())
}

#[cfg(test)]
mod tests;
