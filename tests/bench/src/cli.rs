//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
use hyper::Uri;
use std::path::PathBuf;

/// Measures the functions as they are deployed: release binaries, driven from outside through Lambda's runtime API, with
/// stand-ins for AWS and TikTok on loopback ports that do nothing but move bytes.
///
/// Every speed is compared with another one measured in the same round, because machines differ and change. What is told is
/// the median, and behind it the smallest and the largest. The first round of each is thrown away.
///
/// The first run builds the functions with their release profile, which takes minutes. Results go to `target/bench/`.
#[derive(Debug, Parser)]
#[command(
    name = "cargo bench-all",
    version,
    subcommand_negates_reqs = true,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Cli {
    /// What to measure; everything without it.
    pub(crate) parts: Vec<Part>,
    /// More rounds, and the largest files: half an hour instead of some minutes.
    #[arg(long)]
    pub(crate) full: bool,
    /// How often each thing is measured.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) rounds: Option<u16>,
    /// Write the figures and plots into `docs/performance.md` and the folder beside it.
    #[arg(long)]
    pub(crate) write: bool,
    /// Measure the functions of another build, which lie in this folder, instead of building them: another profile, or another
    /// version.
    #[arg(long, value_name = "FOLDER", conflicts_with = "write")]
    pub(crate) binaries: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) inner: Option<Inner>,
}

/// What this program starts of itself.
#[derive(Debug, Subcommand)]
pub(crate) enum Inner {
    /// Send what lies at one address to another.
    #[command(hide = true)]
    Pipe { from: Uri, to: Uri },
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// How fast a video goes from S3 to TikTok.
    Relay,
    /// How much memory that takes.
    Memory,
    /// How long functions take to start, and how large they are.
    Start,
    /// What grows with accounts and posts, on simulated clocks.
    Scale,
}

impl Cli {
    /// How often each thing is measured.
    pub(crate) fn rounds(&self) -> usize {
        let usual = if self.full { 9 } else { 5 };
        self.rounds.map_or(usual, usize::from)
    }

    /// What is to be measured, in the order of the document.
    pub(crate) fn chosen(&self) -> Vec<Part> {
        let all = Part::value_variants().iter().copied();
        all.filter(|part| self.parts.is_empty() || self.parts.contains(part)).collect()
    }
}
