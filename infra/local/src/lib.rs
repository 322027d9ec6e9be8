#![doc = include_str!("../README.md")]

mod account;
mod checkout;
mod connect;
mod deployment;
mod error;
mod fake;
mod folder;
mod functions;
mod lambda;
pub mod leash;
mod mapping;
mod ministack;
mod moto;
mod port;
mod post;
mod progress;
mod python;
mod record;
mod sam;
mod server;
mod stack;
mod stand_in;
mod tiktok;
mod transcript;
mod video;

pub use checkout::Checkout;
pub use deployment::{Deployment, Options};
pub use error::Error;
pub use post::{Event, Post};
pub use progress::{Progress, Step};
pub use record::{Kept, Record};
pub use stack::Stack;
pub use stand_in::StandIn;
pub use tiktok::TikTok;
pub use video::{Uploaded, Video};
