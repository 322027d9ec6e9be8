//! `cargo local`: the whole system on this machine.

mod cli;
mod demo;
mod desktop;
mod print;
mod send;
mod story;
mod up;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    cli::Cli::parse().run().await
}
