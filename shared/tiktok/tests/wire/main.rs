//! What the client puts on the wire and what it makes of what comes back, against servers of raw bytes.

#![expect(clippy::unwrap_used, reason = "what a test cannot unwrap has failed the test")]

mod api;
mod failure;
mod oauth;
mod secrecy_of_errors;
mod server;
mod upload;
