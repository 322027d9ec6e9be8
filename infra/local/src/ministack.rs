//! MiniStack: S3, SQS, DynamoDB, Lambda and all the rest on one port.

use std::path::Path;

use crate::account::{ACCESS_KEY_ID, REGION};
use crate::calls;
use crate::error::Error;
use crate::leash;
use crate::python::Environment;
use crate::server::{self, Server};

/// Starts MiniStack, and writes down what it judges.
const RECORDER: &str = include_str!("recorder.py");

/// What of this process's environment the functions may see. They inherit MiniStack's, and anything more could lead
/// them to behave otherwise than on AWS.
const INHERITED: [&str; 5] = ["PATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "RUST_BACKTRACE"];

/// A running MiniStack. Dropping it kills it together with the functions that it runs.
#[derive(Debug)]
pub(crate) struct Ministack {
    server: Server,
}

impl Ministack {
    /// Starts it on `port`, with `folder` for its log and whatever else it writes, and waits until it answers.
    pub(crate) async fn start(environment: &Environment, port: u16, folder: &Path) -> Result<Self, Error> {
        let temporary = folder.join("tmp");
        std::fs::create_dir_all(&temporary).map_err(Error::file(&temporary, "made"))?;
        let endpoint = format!("http://127.0.0.1:{port}");

        let mut command = leash::command(environment.program("python"));
        command.args(["-c", RECORDER]).arg(calls::record(folder));
        command.current_dir(folder);
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
        let log = folder.join("ministack.log");
        Ok(Self { server: Server::start("MiniStack", command, &health(&endpoint), log).await? })
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self) {
        self.server.ended().await;
    }

    /// Kills it, and the functions with it.
    pub(crate) async fn stop(self) {
        self.server.stop().await;
    }
}

fn inherited(name: &std::ffi::OsStr) -> bool {
    INHERITED.iter().any(|inherited| name == *inherited)
}

/// Whether a MiniStack answers there.
pub(crate) async fn answers(endpoint: &str) -> bool {
    server::answers(&health(endpoint)).await
}

fn health(endpoint: &str) -> String {
    format!("{endpoint}/_ministack/health")
}
