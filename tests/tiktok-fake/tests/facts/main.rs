//! The facts that the fake stands for, each checked over the wire with raw requests.

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
