use std::time::Duration;

use super::element::{Element, Elements, id};
use super::info;
use super::tracks::Tracks;
use crate::ProbeError;
use crate::reader::{Reader, Stop};

/// What a segment says before its clusters, or where it points.
#[derive(Default)]
pub(crate) struct Segment {
    pub(crate) duration: Option<Duration>,
    pub(crate) tracks: Option<Tracks>,
    has_info: bool,
    places: Places,
}

/// Where `SeekHead` says that the others are, as offsets in the file.
#[derive(Default)]
struct Places {
    info: Option<u64>,
    tracks: Option<u64>,
}

/// Reads a segment up to its first cluster, and follows `SeekHead` to what lies behind the clusters.
pub(crate) fn read(reader: &Reader<'_>, element: &Element) -> Result<Segment, Stop> {
    let mut segment = Segment::default();
    let mut children = Elements::inside(reader, element);
    while !segment.is_complete() {
        let Some(child) = children.next()? else { return segment.at_its_end() };
        match child.id {
            id::SEEK_HEAD => segment.places = Places::read(reader, &child, element.body.start)?,
            id::CLUSTER if child.is_open || segment.places.are_known() => break,
            _ => segment.take(reader, &child)?,
        }
    }
    let places = [(id::INFO, segment.places.info), (id::TRACKS, segment.places.tracks)];
    for (id, offset) in places.into_iter().filter_map(|(id, offset)| Some((id, offset?))) {
        if segment.lacks(id)
            && let Some(child) = Elements::inside_from(reader, element, offset).next()?
            && child.id == id
        {
            segment.take(reader, &child)?;
        }
    }
    Ok(segment)
}

impl Segment {
    fn is_complete(&self) -> bool {
        self.has_info && self.tracks.is_some()
    }

    /// After all elements have been seen, what is missing is not there.
    fn at_its_end(self) -> Result<Self, Stop> {
        if self.tracks.is_none() {
            return Err(
                ProbeError::Malformed { what: "it has no tracks, so it was perhaps cut short" }.into()
            );
        }
        Ok(self)
    }

    fn lacks(&self, id: u32) -> bool {
        if id == id::INFO { !self.has_info } else { self.tracks.is_none() }
    }

    fn take(&mut self, reader: &Reader<'_>, child: &Element) -> Result<(), Stop> {
        match child.id {
            id::INFO => {
                self.duration = info::duration(reader, child)?;
                self.has_info = true;
            }
            id::TRACKS => self.tracks = Some(Tracks::read(reader, child)?),
            _ => {}
        }
        Ok(())
    }
}

impl Places {
    fn are_known(&self) -> bool {
        self.info.is_some() || self.tracks.is_some()
    }

    fn read(reader: &Reader<'_>, seek_head: &Element, segment_start: u64) -> Result<Self, Stop> {
        let mut places = Self::default();
        let mut seeks = Elements::inside(reader, seek_head);
        while let Some(seek) = seeks.next()? {
            if seek.id != id::SEEK {
                continue;
            }
            let (mut target, mut position) = (None, None);
            let mut fields = Elements::inside(reader, &seek);
            while let Some(field) = fields.next()? {
                match field.id {
                    id::SEEK_ID => target = field.unsigned(reader)?,
                    id::SEEK_POSITION => position = field.unsigned(reader)?,
                    _ => {}
                }
            }
            let offset = position.and_then(|position| segment_start.checked_add(position));
            match target.and_then(|target| u32::try_from(target).ok()) {
                Some(id::INFO) => places.info = offset,
                Some(id::TRACKS) => places.tracks = offset,
                Some(_) | None => {}
            }
        }
        Ok(places)
    }
}
