#![doc = include_str!("../README.md")]
// The bytes are untrusted: whatever could panic or wrap is refused by the compiler, not by attention.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::cast_lossless,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod probe;

mod codec;
mod container;
mod error;
mod facts;

mod check;
mod problem;

mod avi;
mod matroska;
mod mp4;

mod cadence;
mod foreign;
pub mod limits;
mod ranges;
mod reader;
mod ticks;

pub use check::{check, check_size};
pub use codec::VideoCodec;
pub use container::{Container, sniff};
pub use error::ProbeError;
pub use facts::VideoFacts;
pub use probe::{Probe, ProbeStep};
pub use problem::Problem;

#[cfg(test)]
mod fixtures;
