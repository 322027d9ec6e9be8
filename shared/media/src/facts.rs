use std::time::Duration;

use crate::{Container, VideoCodec};

/// What a video's headers say. A fact that the file does not state, or states in a way that is not certain, is `None`:
/// it is left for TikTok to judge.
#[derive(Clone, Debug, PartialEq)]
pub struct VideoFacts {
    /// The container, by the file's content, whatever its name says.
    pub container: Container,

    /// The length of the longest track, edit lists included where the file's own total includes them.
    pub duration: Option<Duration>,

    /// The picture's width in pixels as it is shown, that is after a rotation by a quarter turn.
    pub width: Option<u32>,

    /// The picture's height in pixels as it is shown.
    pub height: Option<u32>,

    /// Frames per second. `None` also where the frames differ in length, because no single number is true then.
    pub frame_rate: Option<f64>,

    /// How the picture is coded.
    pub video_codec: Option<VideoCodec>,
}

impl VideoFacts {
    /// Facts of which only the container is known.
    pub(crate) fn of(container: Container) -> Self {
        Self { container, duration: None, width: None, height: None, frame_rate: None, video_codec: None }
    }
}
