use std::time::Duration;

use mp4_atom::{Decode, Matrix, Mdhd, Stts, Tkhd, Visual};

use super::boxes::{Boxes, Mp4Box};
use super::movie::is_stated;
use crate::cadence::Cadence;
use crate::reader::{Reader, Stop};
use crate::{VideoCodec, ticks};

/// What `trak` says.
#[derive(Default)]
pub(crate) struct Track {
    pub(crate) id: u32,
    pub(crate) is_video: bool,
    /// Ticks per second of the track's own clock; 0 if it is not stated.
    pub(crate) timescale: u32,
    pub(crate) codec: Option<VideoCodec>,
    /// The frames that `moov` itself describes; `None` where the table is too long to be read.
    pub(crate) cadence: Option<Cadence>,
    ticks: u64,
    coded_size: Option<(u16, u16)>,
    is_quarter_turned: bool,
}

/// Where the handler's type lies in the body of `hdlr`: after version, flags and a reserved or QuickTime-only word.
const HANDLER_OFFSET: u64 = 8;

/// Where the first entry lies in the body of `stsd`: after version, flags and the number of entries.
const SAMPLE_ENTRY_OFFSET: u64 = 8;

/// A sample entry's box header, and the fixed part of a visual one.
const SAMPLE_ENTRY_HEADER_LENGTH: u64 = 8;
const VISUAL_LENGTH: u64 = 78;

impl Track {
    pub(crate) fn read(reader: &Reader<'_>, trak: &Mp4Box) -> Result<Self, Stop> {
        let mut track = Self::default();
        let mut boxes = Boxes::inside(reader, trak);
        while let Some(found) = boxes.next()? {
            match &found.kind {
                b"tkhd" => track.read_header(found.decode(reader)?),
                b"mdia" => track.read_media(reader, &found)?,
                _ => {}
            }
        }
        Ok(track)
    }

    /// The length of the track's media.
    pub(crate) fn duration(&self) -> Option<Duration> {
        is_stated(self.ticks).then(|| ticks::duration(self.ticks, self.timescale)).flatten()
    }

    pub(crate) fn frame_rate(&self) -> Option<f64> {
        self.cadence.as_ref()?.frame_rate(self.timescale)
    }

    pub(crate) fn width(&self) -> Option<u32> {
        self.coded_size.map(|(width, height)| u32::from(if self.is_quarter_turned { height } else { width }))
    }

    pub(crate) fn height(&self) -> Option<u32> {
        self.coded_size.map(|(width, height)| u32::from(if self.is_quarter_turned { width } else { height }))
    }

    fn read_header(&mut self, header: Option<Tkhd>) {
        if let Some(header) = header {
            self.id = header.track_id;
            self.is_quarter_turned = is_quarter_turn(&header.matrix);
        }
    }

    fn read_media(&mut self, reader: &Reader<'_>, mdia: &Mp4Box) -> Result<(), Stop> {
        let mut boxes = Boxes::inside(reader, mdia);
        let mut is_other = false;
        while let Some(found) = boxes.next()? {
            match &found.kind {
                b"mdhd" => {
                    let header: Option<Mdhd> = found.decode(reader)?;
                    (self.timescale, self.ticks) =
                        header.map_or((0, 0), |mdhd| (mdhd.timescale, mdhd.duration));
                }
                b"hdlr" => {
                    self.is_video = is_video_handler(reader, &found)?;
                    is_other = !self.is_video;
                }
                // The tables of sound and text are not worth a read.
                b"minf" if !is_other => self.read_tables(reader, &found)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_tables(&mut self, reader: &Reader<'_>, minf: &Mp4Box) -> Result<(), Stop> {
        let mut boxes = Boxes::inside(reader, minf);
        while let Some(stbl) = boxes.next()? {
            if stbl.kind != *b"stbl" {
                continue;
            }
            let mut tables = Boxes::inside(reader, &stbl);
            while let Some(table) = tables.next()? {
                match &table.kind {
                    b"stsd" => self.read_sample_entry(reader, &table)?,
                    b"stts" => self.cadence = table.decode::<Stts>(reader)?.map(cadence),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Reads the fixed part of the first sample entry; what follows it, such as `avcC`, is of no use here.
    fn read_sample_entry(&mut self, reader: &Reader<'_>, stsd: &Mp4Box) -> Result<(), Stop> {
        let at = stsd.body.start.saturating_add(SAMPLE_ENTRY_OFFSET);
        let length = SAMPLE_ENTRY_HEADER_LENGTH.saturating_add(VISUAL_LENGTH);
        if stsd.body.end.saturating_sub(at) < length {
            return Ok(());
        }
        let entry = reader.bytes(at, length)?;
        self.codec = entry
            .get(4..8)
            .and_then(<[u8]>::first_chunk)
            .and_then(|code| VideoCodec::from_sample_entry(*code));
        let visual = entry.get(8..).and_then(|mut fixed| Visual::decode(&mut fixed).ok());
        self.coded_size = visual.map(|visual| (visual.width, visual.height)).filter(|size| *size != (0, 0));
        Ok(())
    }
}

fn is_video_handler(reader: &Reader<'_>, hdlr: &Mp4Box) -> Result<bool, Stop> {
    let at = hdlr.body.start.saturating_add(HANDLER_OFFSET);
    if hdlr.body.end.saturating_sub(at) < 4 {
        return Ok(false);
    }
    Ok(reader.bytes(at, 4)? == b"vide")
}

/// A rotation by 90 or 270 degrees, perhaps mirrored: the axes change places.
fn is_quarter_turn(matrix: &Matrix) -> bool {
    matrix.a == 0 && matrix.d == 0 && matrix.b != 0 && matrix.c != 0
}

fn cadence(table: Stts) -> Cadence {
    let mut cadence = Cadence::default();
    table.entries.iter().for_each(|run| cadence.add(run.sample_count, run.sample_delta));
    cadence
}
