use mp4_atom::{Tfhd, Trun, TrunSamples};

use super::boxes::{Boxes, Mp4Box};
use crate::ProbeError;
use crate::cadence::Cadence;
use crate::limits::FRAGMENTS_MAX;
use crate::reader::{Reader, Stop};

/// The frames of one track, in `moov` and in the fragments that follow.
pub(crate) struct Tally {
    pub(crate) cadence: Cadence,
    /// Whether every fragment was counted. With too many of them, or a damaged one, what was counted up to there still
    /// tells the frame rate, but not the length.
    pub(crate) is_complete: bool,
}

/// Which track is counted, and what holds where a fragment does not say.
pub(crate) struct Counted {
    pub(crate) track_id: u32,
    pub(crate) default_duration: Option<u32>,
}

/// Counts the frames in `boxes`, the rest of the file, on top of those that `moov` describes.
pub(crate) fn tally(
    reader: &Reader<'_>,
    boxes: Boxes<'_, '_>,
    counted: &Counted,
    in_moov: Cadence,
) -> Result<Tally, Stop> {
    let mut cadence = in_moov;
    match add_fragments(reader, boxes, counted, &mut cadence) {
        Ok(()) => Ok(Tally { cadence, is_complete: true }),
        Err(read @ Stop::Read { .. }) => Err(read),
        // A damaged tail does not take away what the headers say.
        Err(Stop::Fail(_)) => Ok(Tally { cadence, is_complete: false }),
    }
}

fn add_fragments(
    reader: &Reader<'_>,
    mut boxes: Boxes<'_, '_>,
    counted: &Counted,
    cadence: &mut Cadence,
) -> Result<(), Stop> {
    let mut fragments = 0_usize;
    while let Some(found) = boxes.next()? {
        if found.kind != *b"moof" {
            continue;
        }
        fragments = fragments.saturating_add(1);
        if fragments > FRAGMENTS_MAX {
            return Err(ProbeError::LimitExceeded { what: "number of fragments" }.into());
        }
        let mut parts = Boxes::inside(reader, &found);
        while let Some(part) = parts.next()? {
            if part.kind == *b"traf" {
                add_track_fragment(reader, &part, counted, cadence)?;
            }
        }
    }
    Ok(())
}

/// Adds the frames of one `traf`, if it is of the counted track.
fn add_track_fragment(
    reader: &Reader<'_>,
    traf: &Mp4Box,
    counted: &Counted,
    cadence: &mut Cadence,
) -> Result<(), Stop> {
    let mut default_duration = counted.default_duration;
    let mut boxes = Boxes::inside(reader, traf);
    while let Some(found) = boxes.next()? {
        match &found.kind {
            b"tfhd" => {
                let header: Tfhd = found.decode(reader)?.ok_or(UNREADABLE)?;
                if header.track_id != counted.track_id {
                    return Ok(());
                }
                default_duration = header.default_sample_duration.or(default_duration);
            }
            b"trun" => {
                let run: Trun = found.decode(reader)?.ok_or(UNREADABLE)?;
                add_run(&run, default_duration, cadence)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn add_run(run: &Trun, default_duration: Option<u32>, cadence: &mut Cadence) -> Result<(), Stop> {
    match &run.samples {
        TrunSamples::Inherited { count, .. } => cadence.add(*count, default_duration.ok_or(UNREADABLE)?),
        TrunSamples::Explicit(samples) => {
            for sample in samples {
                cadence.add(1, sample.duration.or(default_duration).ok_or(UNREADABLE)?);
            }
        }
    }
    Ok(())
}

const UNREADABLE: ProbeError =
    ProbeError::Malformed { what: "a fragment does not say how long its frames last" };
