//! What stands around a function while it is measured, each on a loopback port of its own.

mod aws;
mod content;
mod delay;
mod lambda;
mod s3;
mod server;
mod tiktok;

pub(crate) use aws::{ACCOUNTS, APP_SECRET, Aws, CONSOLE_SECRET, POSTS, STATES, THUMBNAILS};
pub(crate) use delay::Delay;
pub(crate) use lambda::Lambda;
pub(crate) use s3::S3;
pub(crate) use tiktok::TikTok;
