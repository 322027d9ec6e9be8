#![doc = include_str!("../README.md")]

mod clock;
mod code;
mod key;
mod lie;
mod person;
mod provider;
mod token;
mod wire;

pub use lie::Lie;
pub use person::Person;
pub use provider::{CLIENT_ID, Control, OpenIdFake, Start, StartError};
