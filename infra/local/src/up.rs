//! `cargo local` itself: bring a deployment up, show the demo, stay.

use std::process::ExitCode;

use local::{Deployment, Error, OPERATOR, Options, Progress, Record, TikTok};
use tiktok_fake::Start;

use crate::cli::Up;
use crate::{demo, desktop, print};

/// The exit code of a program that was interrupted, as shells count it.
const INTERRUPTED: u8 = 130;

/// Brings everything up and keeps it up until Ctrl-C, or ends after the demo.
pub(crate) async fn up(asked: Up, port: u16) -> Result<ExitCode, Error> {
    tokio::select! {
        ended = show_and_stay(asked, port) => ended,
        // What was started ends as the other branch is dropped.
        _ = tokio::signal::ctrl_c() => Ok(ExitCode::from(INTERRUPTED)),
    }
}

async fn show_and_stay(asked: Up, port: u16) -> Result<ExitCode, Error> {
    let progress = Progress::for_this_terminal();
    let (once, no_demo, no_open) = (asked.once, asked.no_demo, asked.no_open);
    let options = Options { port, tiktok: tiktok(asked), progress, ..Options::default() };
    let mut deployment = Deployment::start(options).await?;
    let kept = Record::keep(&deployment)?;
    if !once && !no_open {
        desktop::open(&deployment.console_link(OPERATOR)?);
    }
    let shown = match deployment.fake() {
        Ok(fake) if !no_demo => demo::show(&deployment, fake, progress).await,
        Ok(_) | Err(_) => Ok(()),
    };
    if !once {
        // A demo that went wrong is a reason to look around, not to end.
        shown.unwrap_or_else(|error| print::error(&error));
        print::invitation(&deployment)?;
        match deployment.ended().await? {}
    }
    drop(kept);
    deployment.stop().await;
    shown.map(|()| ExitCode::SUCCESS)
}

fn tiktok(asked: Up) -> TikTok {
    match asked.tiktok {
        Some(url) => TikTok::Other { url, client_key: asked.client_key, client_secret: asked.client_secret },
        None => TikTok::Fake(Box::new(Start { port: asked.fake_port, ..Start::default() })),
    }
}
