//! MiniStack: S3, SQS, DynamoDB, Lambda and all the rest on one port.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::account::{ACCESS_KEY_ID, REGION};
use crate::error::Error;
use crate::leash::{self, Leashed};
use crate::python::Environment;

/// MiniStack starts in 1.3 s on an idle machine; this is for one that is busy compiling.
const START_SECONDS_MAX: u64 = 60;

/// What of this process's environment the functions may see. They inherit MiniStack's, and anything more could lead
/// them to behave otherwise than on AWS.
const INHERITED: [&str; 5] = ["PATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "RUST_BACKTRACE"];

/// A running MiniStack. Dropping it kills it together with the functions that it runs.
#[derive(Debug)]
pub(crate) struct Ministack {
    endpoint: String,
    process: Leashed,
}

impl Ministack {
    /// Starts it on `port`, with `folder` for its log and whatever else it writes, and waits until it answers.
    pub(crate) async fn start(environment: &Environment, port: u16, folder: &Path) -> Result<Self, Error> {
        let log = folder.join("ministack.log");
        let temporary = folder.join("tmp");
        std::fs::create_dir_all(&temporary).map_err(Error::file(&temporary, "made"))?;
        let output = std::fs::File::create(&log).map_err(Error::file(&log, "written"))?;
        let errors = output.try_clone().map_err(Error::file(&log, "written"))?;
        let endpoint = format!("http://127.0.0.1:{port}");

        let mut command = leash::command(environment.program("ministack"));
        command.current_dir(folder).stdout(Stdio::from(output)).stderr(Stdio::from(errors));
        command.env_clear().envs(std::env::vars_os().filter(|(name, _)| inherited(name)));
        command.env("HOME", folder).env("TMPDIR", &temporary);
        // Otherwise it listens on every interface, and to things on a second port as well.
        command
            .env("BIND_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("IOT_MTLS_ENABLED", "0");
        // What the functions are told to use. By number, as the name may also mean IPv6, where nobody listens.
        command.env("AWS_ENDPOINT_URL", &endpoint);
        // Calls without credentials, such as a browser's, belong to the same account as the deployment.
        command.env("MINISTACK_ACCOUNT_ID", ACCESS_KEY_ID).env("MINISTACK_REGION", REGION);
        // Each function may do what its policies in the template say and nothing else, as on AWS.
        command.env("AUTH", "true");
        let ministack = Self { endpoint, process: Leashed::start(command, "MiniStack")? };
        ministack.answering(log).await
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self) {
        let _ = self.process.child.wait().await;
    }

    /// Kills it, and the functions with it.
    pub(crate) async fn stop(self) {
        self.process.kill().await;
    }

    async fn answering(mut self, log: PathBuf) -> Result<Self, Error> {
        let wait = async {
            while !answers(&self.endpoint).await {
                if self.process.ended().is_some() {
                    return false;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            true
        };
        let answered = tokio::time::timeout(Duration::from_secs(START_SECONDS_MAX), wait).await;
        if answered.unwrap_or(false) { Ok(self) } else { Err(Error::MinistackSilent { log }) }
    }
}

fn inherited(name: &std::ffi::OsStr) -> bool {
    INHERITED.iter().any(|inherited| name == *inherited)
}

/// Whether a MiniStack answers there.
pub(crate) async fn answers(endpoint: &str) -> bool {
    let answer = reqwest::get(format!("{endpoint}/_ministack/health")).await;
    answer.is_ok_and(|answer| answer.status().is_success())
}
