use std::time::Duration;

use crate::Problem;

/// How to make the H.264 and AAC in MP4 that TikTok calls best.
const RE_ENCODE: &str = "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart output.mp4";

/// A rate in the middle of what TikTok takes, which every player shows.
const FRAME_RATE_ADVISED: u32 = 30;

impl Problem {
    /// What the creator can do about it, with the command for it where there is one.
    pub fn advice(&self) -> String {
        match self {
            Self::FileEmpty => "upload the file again".to_owned(),
            Self::FileTooLarge { .. } => format!("make it smaller: `ffmpeg -i input -crf 26 {RE_ENCODE}`"),
            Self::Container { .. } => {
                "put it into an MP4 file, without loss: `ffmpeg -i input -c copy output.mp4`".to_owned()
            }
            Self::TooShort { duration, min } => match loops(*duration, *min) {
                Some(loops) => format!(
                    "make it longer, for example by repeating it: `ffmpeg -stream_loop {loops} -i input {RE_ENCODE}`"
                ),
                None => "upload a longer video".to_owned(),
            },
            Self::TooLong { max, .. } => {
                format!("cut it: `ffmpeg -i input -t {} -c copy output.mp4`", max.as_secs())
            }
            Self::PictureTooSmall { width, height, min } => scale(*width, *height, *min, width.min(height)),
            Self::PictureTooLarge { width, height, max } => scale(*width, *height, *max, width.max(height)),
            Self::FrameRate { .. } => {
                format!("change the frame rate: `ffmpeg -i input -r {FRAME_RATE_ADVISED} {RE_ENCODE}`")
            }
            Self::Codec { .. } => format!("encode it anew: `ffmpeg -i input {RE_ENCODE}`"),
        }
    }
}

/// How many repetitions bring a video to its minimum.
fn loops(duration: Duration, min: Duration) -> Option<u128> {
    min.as_millis().checked_div(duration.as_millis())
}

/// Scales the picture so that its `side` becomes `target` pixels long; an odd side cannot be coded and is rounded down.
fn scale(width: u32, height: u32, target: u32, side: &u32) -> String {
    let scaled = |length: u32| {
        let pixels = u64::from(length).saturating_mul(u64::from(target)).checked_div(u64::from(*side));
        pixels.map_or(u64::from(target), |pixels| pixels & !1)
    };
    format!("scale it: `ffmpeg -i input -vf scale={}:{} {RE_ENCODE}`", scaled(width), scaled(height))
}
