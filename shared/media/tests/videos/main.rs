//! The probe against real encoders: videos made with ffmpeg, compared with ffprobe, cut, damaged, padded and mended.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod advice;
mod agreement;
mod catalogue;
mod hostile;
mod padding;
mod random;
mod storage;
mod studio;
mod tools;
