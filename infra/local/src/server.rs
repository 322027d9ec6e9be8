//! A server that stands for AWS: a child on a leash, with a log, ready once it answers.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::error::Error;
use crate::leash::Leashed;

/// MiniStack starts in 1.3 s and moto in 3 s on an idle machine; this is for one that is busy compiling.
const START_SECONDS_MAX: u64 = 60;

/// A running server. Dropping it kills it together with all that it has started.
#[derive(Debug)]
pub(crate) struct Server {
    process: Leashed,
}

impl Server {
    /// Starts what [`crate::leash::command`] made, with all it says in `log`, and waits until it answers at `health`.
    pub(crate) async fn start(
        stand_in: &'static str,
        mut command: Command,
        health: &str,
        log: PathBuf,
    ) -> Result<Self, Error> {
        let output = std::fs::File::create(&log).map_err(Error::file(&log, "written"))?;
        let errors = output.try_clone().map_err(Error::file(&log, "written"))?;
        command.stdout(Stdio::from(output)).stderr(Stdio::from(errors));
        let mut server = Self { process: Leashed::start(command, stand_in)? };
        let answered =
            tokio::time::timeout(Duration::from_secs(START_SECONDS_MAX), server.answered(health)).await;
        if answered.unwrap_or(false) { Ok(server) } else { Err(Error::Silent { stand_in, log }) }
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self) {
        let _ = self.process.child.wait().await;
    }

    /// Kills it, and waits until it is gone.
    pub(crate) async fn stop(self) {
        self.process.kill().await;
    }

    /// Waits for its first answer. `false` where it has ended instead.
    async fn answered(&mut self, health: &str) -> bool {
        while !answers(health).await {
            if self.process.ended().is_some() {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        true
    }
}

/// Whether a server answers there.
pub(crate) async fn answers(health: &str) -> bool {
    reqwest::get(health).await.is_ok_and(|answer| answer.status().is_success())
}
