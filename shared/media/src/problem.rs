use std::time::Duration;

use crate::{Container, VideoCodec};

mod advice;

/// A reason for which TikTok certainly refuses a video, in words for its creator.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// There is nothing to upload.
    #[error("the file is empty")]
    FileEmpty,

    /// More bytes than TikTok takes.
    #[error("the file has {size} bytes; TikTok takes at most {max}")]
    FileTooLarge {
        /// The file's size in bytes.
        size: u64,
        /// The limit in bytes.
        max: u64,
    },

    /// A container TikTok does not take.
    #[error("the file is a {container} file; TikTok takes MP4, MOV, WebM and AVI")]
    Container {
        /// What it is.
        container: Container,
    },

    /// Shorter than TikTok's minimum.
    #[error("the video lasts {:.1} s; TikTok takes at least {} s", duration.as_secs_f64(), min.as_secs())]
    TooShort {
        /// The video's length.
        duration: Duration,
        /// The limit.
        min: Duration,
    },

    /// Longer than this creator may post.
    #[error("the video lasts {:.1} s; this creator may post at most {} s", duration.as_secs_f64(), max.as_secs())]
    TooLong {
        /// The video's length.
        duration: Duration,
        /// The creator's limit.
        max: Duration,
    },

    /// A side with fewer or more pixels than TikTok takes.
    #[error("the picture has {width} x {height} pixels; TikTok takes {min} to {max} on each side")]
    PictureSize {
        /// In pixels, as shown.
        width: u32,
        /// In pixels, as shown.
        height: u32,
        /// The least for each side, in pixels.
        min: u32,
        /// The most for each side, in pixels.
        max: u32,
    },

    /// Too few or too many frames per second.
    #[error("the video has {frame_rate:.2} frames per second; TikTok takes {min} to {max}")]
    FrameRate {
        /// The video's rate.
        frame_rate: f64,
        /// The least frames per second.
        min: u32,
        /// The most frames per second.
        max: u32,
    },

    /// A codec TikTok does not take.
    #[error("the picture is coded as {codec}; TikTok takes H.264, H.265, VP8 and VP9")]
    Codec {
        /// How the picture is coded.
        codec: VideoCodec,
    },
}

#[cfg(test)]
mod tests;
