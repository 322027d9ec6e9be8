//! MP4 and QuickTime: boxes of a size and a kind, of which `moov` holds the facts, near either end of the file.
//!
//! ISO/IEC 14496-12 describes the boxes, Apple's QuickTime File Format Specification their ancestors. Only the headers of
//! boxes and a few short bodies are read: `mdat` and the tables of samples are skipped by their sizes.

mod boxes;
mod fragments;
mod movie;
mod track;

use boxes::Boxes;
use fragments::Counted;
use movie::Movie;

use crate::reader::{Reader, Stop};
use crate::{Container, ProbeError, VideoFacts, ticks};

/// Reads the facts of an MP4 or QuickTime file.
pub(crate) fn parse(reader: &Reader<'_>, container: Container) -> Result<VideoFacts, Stop> {
    let mut boxes = Boxes::of_file(reader);
    while let Some(found) = boxes.next()? {
        if found.kind == *b"moov" {
            let movie = Movie::read(reader, &found)?;
            return facts(reader, container, &movie, boxes);
        }
    }
    Err(ProbeError::Malformed { what: "it has no moov box, so the recording was perhaps interrupted" }.into())
}

/// `boxes` are those that follow `moov`.
fn facts(
    reader: &Reader<'_>,
    container: Container,
    movie: &Movie,
    boxes: Boxes<'_, '_>,
) -> Result<VideoFacts, Stop> {
    if movie.is_compressed {
        return Ok(VideoFacts::of(container));
    }
    let Some(track) = movie.video_track() else {
        return Err(ProbeError::NoVideoTrack { container }.into());
    };
    let mut duration = movie.duration();
    let mut frame_rate = track.frame_rate();
    if let Some(fragmentation) = &movie.fragmentation {
        let counted =
            Counted { track_id: track.id, default_duration: fragmentation.default_duration(track.id) };
        let tally = fragments::tally(reader, boxes, &counted, track.cadence.clone().unwrap_or_default())?;
        let total = ticks::duration(tally.cadence.ticks(), track.timescale);
        let total = total.filter(|total| tally.is_complete && track.cadence.is_some() && !total.is_zero());
        duration = fragmentation.duration(movie.timescale).or(total);
        frame_rate = tally.cadence.frame_rate(track.timescale);
    }
    Ok(VideoFacts {
        container,
        duration,
        width: track.width(),
        height: track.height(),
        frame_rate,
        video_codec: track.codec,
    })
}

#[cfg(test)]
mod tests;
