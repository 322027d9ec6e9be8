use std::time::Duration;

use mp4_atom::{Mehd, Mvhd, Trex};

use super::boxes::{Boxes, Mp4Box};
use super::track::Track;
use crate::VideoCodec;
use crate::limits::TRACKS_MAX;
use crate::reader::{Reader, Stop};
use crate::ticks;

/// What `moov` says.
#[derive(Default)]
pub(crate) struct Movie {
    /// Ticks per second of the movie's own clock; 0 if it is not stated.
    pub(crate) timescale: u32,
    /// Whether the whole header is compressed, as QuickTime did in the nineties. It is not unpacked.
    pub(crate) is_compressed: bool,
    /// Present where the samples, or most of them, are in fragments that follow.
    pub(crate) fragmentation: Option<Fragmentation>,
    ticks: u64,
    tracks: Vec<Track>,
}

/// What `mvex` says of the fragments to come.
#[derive(Default)]
pub(crate) struct Fragmentation {
    ticks: u64,
    /// Track ids and the sample duration that holds where a fragment states none.
    default_durations: Vec<(u32, u32)>,
}

impl Movie {
    pub(crate) fn read(reader: &Reader<'_>, moov: &Mp4Box) -> Result<Self, Stop> {
        let mut movie = Self::default();
        let mut boxes = Boxes::inside(reader, moov);
        while let Some(found) = boxes.next()? {
            match &found.kind {
                b"mvhd" => movie.read_header(found.decode(reader)?),
                b"cmov" => movie.is_compressed = true,
                b"mvex" => movie.fragmentation = Some(Fragmentation::read(reader, &found)?),
                b"trak" if movie.tracks.len() < TRACKS_MAX => movie.tracks.push(Track::read(reader, &found)?),
                _ => {}
            }
        }
        Ok(movie)
    }

    /// The presentation's length, which is that of the longest track. Where the header leaves it open, the video
    /// track's own length stands in.
    pub(crate) fn duration(&self) -> Option<Duration> {
        let stated = is_stated(self.ticks).then(|| ticks::duration(self.ticks, self.timescale)).flatten();
        stated.or_else(|| self.video_track()?.duration())
    }

    /// The first video track that TikTok may take, or else the first one: cover pictures are video tracks too.
    pub(crate) fn video_track(&self) -> Option<&Track> {
        let videos = || self.tracks.iter().filter(|track| track.is_video);
        videos().find(|track| !matches!(track.codec, Some(VideoCodec::Other(_)))).or_else(|| videos().next())
    }

    fn read_header(&mut self, header: Option<Mvhd>) {
        if let Some(header) = header {
            self.timescale = header.timescale;
            self.ticks = header.duration;
        }
    }
}

impl Fragmentation {
    fn read(reader: &Reader<'_>, mvex: &Mp4Box) -> Result<Self, Stop> {
        let mut fragmentation = Self::default();
        let mut boxes = Boxes::inside(reader, mvex);
        while let Some(found) = boxes.next()? {
            match &found.kind {
                b"mehd" => {
                    let header: Option<Mehd> = found.decode(reader)?;
                    fragmentation.ticks = header.map_or(0, |header| header.fragment_duration);
                }
                b"trex" if fragmentation.default_durations.len() < TRACKS_MAX => {
                    let defaults: Option<Trex> = found.decode(reader)?;
                    let durations = defaults.map(|trex| (trex.track_id, trex.default_sample_duration));
                    fragmentation.default_durations.extend(durations);
                }
                _ => {}
            }
        }
        Ok(fragmentation)
    }

    /// The length of all fragments together, where the file's writer knew it beforehand.
    pub(crate) fn duration(&self, timescale: u32) -> Option<Duration> {
        is_stated(self.ticks).then(|| ticks::duration(self.ticks, timescale)).flatten()
    }

    pub(crate) fn default_duration(&self, track_id: u32) -> Option<u32> {
        self.default_durations.iter().find(|(id, _)| *id == track_id).map(|(_, duration)| *duration)
    }
}

/// Zero and all ones (in either width) stand for a length that is not known.
pub(crate) fn is_stated(ticks: u64) -> bool {
    ticks != 0 && ticks != u64::from(u32::MAX) && ticks != u64::MAX
}
