use std::time::Duration;

use crate::Problem;

/// How to make the H.264 and AAC in MP4 that TikTok calls best.
const RE_ENCODE: &str = "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart output.mp4";

/// A rate in the middle of what TikTok takes.
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
            Self::TooShort { duration, min } => lengthen(*duration, *min),
            Self::TooLong { max, .. } => {
                format!("cut it: `ffmpeg -i input -t {} -c copy output.mp4`", max.as_secs())
            }
            Self::PictureSize { width, height, min, max } => {
                let filter = scale(*width, *height, *min, *max).unwrap_or_else(|| pad(*min, *max));
                format!("scale it: `ffmpeg -i input -vf {filter} {RE_ENCODE}`")
            }
            Self::FrameRate { .. } => {
                format!("change the frame rate: `ffmpeg -i input -r {FRAME_RATE_ADVISED} {RE_ENCODE}`")
            }
            Self::Codec { .. } => format!("encode it anew: `ffmpeg -i input {RE_ENCODE}`"),
        }
    }
}

/// Repeats the video until it is long enough.
fn lengthen(duration: Duration, min: Duration) -> String {
    match min.as_millis().checked_div(duration.as_millis()) {
        Some(loops) => {
            format!(
                "make it longer, for example by repeating it: `ffmpeg -stream_loop {loops} -i input {RE_ENCODE}`"
            )
        }
        None => "upload a longer video".to_owned(),
    }
}

/// Scales the picture in its proportions until the side that is out of bounds is just inside them; `None` where the
/// other side would then be outside.
fn scale(width: u32, height: u32, min: u32, max: u32) -> Option<String> {
    let short = width.min(height);
    let (side, target) = if short < min { (short, min) } else { (width.max(height), max) };
    let scaled = |length: u32| {
        let pixels = u64::from(length).checked_mul(u64::from(target))?.checked_div(u64::from(side))?;
        let even = pixels & !1;
        (u64::from(min)..=u64::from(max)).contains(&even).then_some(even)
    };
    Some(format!("scale={}:{}", scaled(width)?, scaled(height)?))
}

/// For a picture too long and narrow to be scaled: makes it as large as fits, and adds bars to the short side.
fn pad(min: u32, max: u32) -> String {
    format!(
        "'scale={max}:{max}:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=max(iw\\,{min}):max(ih\\,{min}):-1:-1'"
    )
}
