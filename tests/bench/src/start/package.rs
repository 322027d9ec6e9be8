//! How large a function is when it is uploaded to Lambda.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The size of the binary as a zip has it, without the zip's own hundred bytes.
pub(super) fn zipped_bytes(binary: &Path) -> io::Result<u64> {
    let mut encoder = DeflateEncoder::new(Counter(0), Compression::default());
    encoder.write_all(&fs::read(binary)?)?;
    Ok(encoder.finish()?.0)
}

struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
