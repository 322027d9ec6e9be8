//! Videos of any size: the small real one of `tests/data`, with a `free` box at its end that brings it there.

use super::{Outcome, told};
use local::{Checkout, Video};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Size and type of a box (ISO/IEC 14496-12, 4.2); a `free` box may hold anything, and players skip it.
const BOX_HEADER_BYTES: u64 = 8;

/// What the smallest clip adds to the sample.
const FILLING_BYTES_MIN: u64 = 32;

/// A valid MP4 in a temporary file. No two have the same bytes, so that each can be told from all others at its goal.
pub(crate) struct Clip {
    file: NamedTempFile,
}

impl Clip {
    /// The smallest.
    pub(crate) fn small() -> Outcome<Self> {
        let sample = std::fs::metadata(Checkout::here().sample_video()).map_err(told)?;
        Self::of_size(sample.len() + BOX_HEADER_BYTES + FILLING_BYTES_MIN)
    }

    /// One of exactly `size` bytes, written as a stream.
    pub(crate) fn of_size(size: u64) -> Outcome<Self> {
        Self::write(size).map_err(told)
    }

    fn write(size: u64) -> io::Result<Self> {
        let too_small = || io::Error::other("a clip is larger than the sample that is in it");
        let mut file = NamedTempFile::with_suffix(".mp4")?;
        let sample = io::copy(&mut File::open(Checkout::here().sample_video())?, &mut file)?;
        let free = size.checked_sub(sample).ok_or_else(too_small)?;
        let filling = free.checked_sub(BOX_HEADER_BYTES).ok_or_else(too_small)?;
        file.write_all(&u32::try_from(free).map_err(io::Error::other)?.to_be_bytes())?;
        file.write_all(b"free")?;
        io::copy(&mut Noise(fastrand::Rng::new()).take(filling), &mut file)?;
        file.flush()?;
        Ok(Self { file })
    }

    /// Hex SHA-256 of the file as it lies there.
    pub(crate) fn sha256(&self) -> Outcome<String> {
        let mut hash = Sha256::new();
        io::copy(&mut BufReader::new(self.file.reopen().map_err(told)?), &mut hash).map_err(told)?;
        Ok(hex::encode(hash.finalize()))
    }

    /// Where the file lies, for as long as the clip is there.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// All of a small clip.
    pub(crate) fn bytes(&self) -> Outcome<Vec<u8>> {
        std::fs::read(self.path()).map_err(told)
    }

    /// The clip under a key, without any options. Its file is read when the video is uploaded, and goes with the clip.
    pub(crate) async fn under(&self, key: impl Into<String>) -> Outcome<Video> {
        Video::of_file(key, self.file.path()).await.map_err(told)
    }

    /// The clip under a key, with all that nobody may guess.
    pub(crate) async fn consented_under(&self, key: impl Into<String>) -> Outcome<Video> {
        Ok(self.under(key).await?.consented("PUBLIC_TO_EVERYONE"))
    }
}

/// Endless random bytes: any that are lost, doubled or swapped change the hash.
struct Noise(fastrand::Rng);

impl Read for Noise {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.fill(buffer);
        Ok(buffer.len())
    }
}
