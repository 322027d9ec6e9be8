use super::element::{Element, Elements, id};
use crate::VideoCodec;
use crate::limits::TRACKS_MAX;
use crate::reader::{Reader, Stop};

/// What `Tracks` says of the picture.
pub(crate) struct Tracks {
    /// The first video track; `None` where there is none.
    pub(crate) video: Option<VideoTrack>,
}

/// One video track.
#[derive(Default)]
pub(crate) struct VideoTrack {
    pub(crate) codec: Option<VideoCodec>,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
    pub(crate) frame_rate: Option<f64>,
}

/// The `TrackType` of a video track.
const TRACK_TYPE_VIDEO: u64 = 1;

impl Tracks {
    pub(crate) fn read(reader: &Reader<'_>, tracks: &Element) -> Result<Self, Stop> {
        let mut entries = Elements::inside(reader, tracks);
        let mut count = 0;
        while count < TRACKS_MAX
            && let Some(entry) = entries.next()?
        {
            count = count.saturating_add(1);
            if entry.id == id::TRACK_ENTRY
                && let Some(video) = VideoTrack::read(reader, &entry)?
            {
                return Ok(Self { video: Some(video) });
            }
        }
        Ok(Self { video: None })
    }
}

impl VideoTrack {
    /// `None` for sound, subtitles and whatever else is not a picture.
    fn read(reader: &Reader<'_>, entry: &Element) -> Result<Option<Self>, Stop> {
        let mut track = Self::default();
        let mut is_video = false;
        let mut fields = Elements::inside(reader, entry);
        while let Some(field) = fields.next()? {
            match field.id {
                id::TRACK_TYPE => is_video = field.unsigned(reader)? == Some(TRACK_TYPE_VIDEO),
                id::CODEC_ID => track.codec = field.text(reader)?.and_then(VideoCodec::from_matroska_id),
                id::DEFAULT_DURATION => track.frame_rate = field.unsigned(reader)?.and_then(frame_rate),
                id::VIDEO => track.read_picture(reader, &field)?,
                _ => {}
            }
        }
        Ok(is_video.then_some(track))
    }

    fn read_picture(&mut self, reader: &Reader<'_>, video: &Element) -> Result<(), Stop> {
        let mut fields = Elements::inside(reader, video);
        while let Some(field) = fields.next()? {
            match field.id {
                id::PIXEL_WIDTH => self.width = pixels(field.unsigned(reader)?),
                id::PIXEL_HEIGHT => self.height = pixels(field.unsigned(reader)?),
                _ => {}
            }
        }
        Ok(())
    }
}

fn pixels(number: Option<u64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0)
}

/// Frames per second from the nanoseconds that each frame lasts.
#[expect(clippy::cast_precision_loss, reason = "nanoseconds of a frame fit into 53 bits")]
fn frame_rate(default_duration: u64) -> Option<f64> {
    (default_duration > 0).then(|| 1e9 / default_duration as f64)
}
