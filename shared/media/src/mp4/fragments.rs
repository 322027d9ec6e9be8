use mp4_atom::{Tfhd, Trun};

use super::boxes::{Boxes, Mp4Box};
use super::track::Track;
use crate::cadence::Cadence;
use crate::limits::FRAGMENTS_MAX;
use crate::reader::{Reader, Stop};

/// The frames of `track` in `moov` and in all fragments, of which `boxes` are the rest of the file.
///
/// `None` where there are too many fragments or one cannot be read: a damaged tail does not take away what the header
/// says, so what goes wrong here is not the file's refusal.
pub(crate) fn tally(
    reader: &Reader<'_>,
    boxes: Boxes<'_, '_>,
    track: &Track,
    default_duration: Option<u32>,
) -> Result<Option<Cadence>, Stop> {
    match tally_all(reader, boxes, track, default_duration) {
        Ok(cadence) => Ok(cadence),
        Err(read @ Stop::Read { .. }) => Err(read),
        Err(Stop::Fail(_)) => Ok(None),
    }
}

fn tally_all(
    reader: &Reader<'_>,
    mut boxes: Boxes<'_, '_>,
    track: &Track,
    default_duration: Option<u32>,
) -> Result<Option<Cadence>, Stop> {
    let Some(mut cadence) = track.cadence.clone() else { return Ok(None) };
    let mut fragments = 0_usize;
    while let Some(found) = boxes.next()? {
        if found.kind != *b"moof" {
            continue;
        }
        fragments = fragments.saturating_add(1);
        if fragments > FRAGMENTS_MAX {
            return Ok(None);
        }
        let mut parts = Boxes::inside(reader, &found);
        while let Some(part) = parts.next()? {
            if part.kind == *b"traf"
                && !add_track_fragment(reader, &part, track.id, default_duration, &mut cadence)?
            {
                return Ok(None);
            }
        }
    }
    Ok(Some(cadence))
}

/// Adds the frames of one `traf`, if it is of this track; `false` where it cannot be told how long they last.
fn add_track_fragment(
    reader: &Reader<'_>,
    traf: &Mp4Box,
    track_id: u32,
    default_duration: Option<u32>,
    cadence: &mut Cadence,
) -> Result<bool, Stop> {
    let mut default_duration = default_duration;
    let mut boxes = Boxes::inside(reader, traf);
    while let Some(found) = boxes.next()? {
        match &found.kind {
            b"tfhd" => {
                let Some(header) = found.decode::<Tfhd>(reader)? else { return Ok(false) };
                if header.track_id != track_id {
                    return Ok(true);
                }
                default_duration = header.default_sample_duration.or(default_duration);
            }
            b"trun" => {
                let Some(run) = found.decode::<Trun>(reader)? else { return Ok(false) };
                if !add_run(&run, default_duration, cadence) {
                    return Ok(false);
                }
            }
            _ => {}
        }
    }
    Ok(true)
}

fn add_run(run: &Trun, default_duration: Option<u32>, cadence: &mut Cadence) -> bool {
    match &run.samples {
        mp4_atom::TrunSamples::Inherited { count, .. } => match default_duration {
            Some(duration) => cadence.add(*count, duration),
            None => return *count == 0,
        },
        mp4_atom::TrunSamples::Explicit(samples) => {
            for sample in samples {
                let Some(duration) = sample.duration.or(default_duration) else { return false };
                cadence.add(1, duration);
            }
        }
    }
    true
}
