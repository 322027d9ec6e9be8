//! Probes a local file and prints what it says about itself: `cargo run -p media --example probe -- clip.mp4`.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use media::{Probe, ProbeStep, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("which file?")?);
    let mut file = File::open(&path)?;
    let size = file.metadata()?.len();
    let mut probe = Probe::new(size, path.extension().and_then(|extension| extension.to_str()));
    let facts = loop {
        match probe.next() {
            ProbeStep::Read { offset, length } => {
                println!("read {length} bytes at {offset}");
                probe.feed(offset, &read(&mut file, offset, length)?);
            }
            ProbeStep::Done(outcome) => break outcome?,
        }
    };
    println!("{facts:#?}\ncontent type {}", facts.container.content_type());
    for problem in check(&facts, size, None) {
        println!("{problem}; {}", problem.advice());
    }
    Ok(())
}

fn read(file: &mut File, offset: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(offset))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
