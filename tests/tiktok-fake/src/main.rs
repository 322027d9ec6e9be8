//! A fake TikTok as a process: it prints its address, and ends when it is told to.

mod arguments;
mod ending;

use std::error::Error;
use std::io::{Write, stdout};

use clap::Parser;
use tiktok_fake::TikTokFake;

use crate::arguments::Arguments;
use crate::ending::Ending;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let ending = Ending::watch(arguments.exit_with_parent)?;
    let fake = TikTokFake::start_with(arguments.start()).await?;
    writeln!(stdout(), "tiktok-fake listening on {}", fake.base_url())?;
    ending.wait().await;
    fake.stop().await;
    Ok(())
}
