//! The facts that the fake stands for, each checked over the wire with raw requests.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise; clippy.toml allows that in test functions alone"
)]

mod authorize;
mod caps;
mod chunk_plan;
mod client;
mod control;
mod creator_info;
mod faults;
mod init;
mod oauth;
mod process;
mod profile;
mod status;
mod upload;
mod webhooks;
