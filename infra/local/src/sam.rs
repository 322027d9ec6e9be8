//! The SAM command line: builds and deploys the template with the environment `local` of `samconfig.toml`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tokio::process::Command;

use crate::account::{ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY};
use crate::checkout::Checkout;
use crate::error::Error;
use crate::functions::{QUICK_PROFILE, architecture};
use crate::leash;
use crate::python::Environment;
use crate::transcript;

/// What the environment `local` of `samconfig.toml` calls the stack; `sam delete` takes it from its arguments only.
const STACK: &str = "reeldrop";

/// SAM, cargo and cargo-lambda with the environment that they need here.
#[derive(Clone, Debug)]
pub(crate) struct Sam {
    root: PathBuf,
    environment: Environment,
    endpoint: String,
    home: PathBuf,
}

impl Sam {
    /// `endpoint` stands for AWS; `home` is where SAM keeps what it remembers.
    pub(crate) fn new(checkout: &Checkout, environment: Environment, endpoint: &str, home: PathBuf) -> Self {
        Self { root: checkout.root().to_owned(), environment, endpoint: endpoint.to_owned(), home }
    }

    /// Builds the template's functions.
    pub(crate) async fn build(&self, log: &Path) -> Result<(), Error> {
        let mut sam = self.sam(&["build"]);
        sam.arg("--parameter-overrides").arg(parameter("Architecture", architecture()));
        transcript::run("sam build", sam, log, |_| {}).await
    }

    /// Deploys what was built.
    pub(crate) async fn deploy(
        &self,
        parameters: &BTreeMap<String, String>,
        log: &Path,
        show: impl FnMut(&str),
    ) -> Result<(), Error> {
        let mut sam = self.sam(&["deploy"]);
        sam.arg("--parameter-overrides");
        sam.args(parameters.iter().map(|(name, value)| parameter(name, value)));
        transcript::run("deploying the template", sam, log, show).await
    }

    /// Deletes the stack, and what SAM has uploaded for it.
    pub(crate) async fn delete(&self, log: &Path) -> Result<(), Error> {
        let mut sam = self.sam(&["delete"]);
        sam.args(["--stack-name", STACK, "--region", REGION, "--no-prompts"]);
        transcript::run("deleting the stack", sam, log, |_| {}).await
    }

    /// What the deployed stack says about itself.
    pub(crate) async fn outputs(&self) -> Result<BTreeMap<String, String>, Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Output {
            output_key: String,
            output_value: String,
        }
        let answer = leash::output(self.sam(&["list", "stack-outputs"]), "sam").await?;
        let outputs: Vec<Output> = serde_json::from_slice(&answer).map_err(|source| Error::Unreadable {
            what: "the list of the stack's outputs",
            source: source.into(),
        })?;
        Ok(outputs.into_iter().map(|output| (output.output_key, output.output_value)).collect())
    }

    /// A command that finds the installed tools first and never anybody's real AWS account.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = leash::command(program);
        command.current_dir(&self.root);
        command.env("PATH", self.path());
        command.envs(QUICK_PROFILE);
        command.env("AWS_ENDPOINT_URL", &self.endpoint);
        command.env("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID).env("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY);
        command.env("AWS_DEFAULT_REGION", REGION).env("AWS_REGION", REGION);
        command.env("AWS_CONFIG_FILE", "/dev/null").env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        command.env("SAM_CLI_TELEMETRY", "0").env("__SAM_CLI_APP_DIR", &self.home);
        for unwanted in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "SAM_CONFIG_FILE", "SAM_CONFIG_ENV"] {
            command.env_remove(unwanted);
        }
        command
    }

    /// Writes what the functions have logged to this process's own output.
    pub(crate) async fn logs(&self, options: &[&str]) -> Result<(), Error> {
        let mut sam = self.sam(&["logs"]);
        sam.args(options);
        let mut leashed = leash::Leashed::start(sam, "sam")?;
        // Its status tells whether there was anything to show, and it has said so itself.
        let _ = leashed.child.wait().await;
        Ok(())
    }

    fn sam(&self, subcommand: &[&str]) -> Command {
        let mut command = self.command("sam");
        command.args(subcommand).args(["--config-env", "local"]);
        command
    }

    /// The path of this process, with the installed tools in front.
    fn path(&self) -> OsString {
        #[expect(clippy::disallowed_methods, reason = "a child's path is no setting of this program")]
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let mut folders = vec![self.environment.programs()];
        folders.extend(std::env::split_paths(&inherited));
        std::env::join_paths(folders).unwrap_or(inherited)
    }
}

/// A parameter as SAM's command line reads it: quoted, since values may hold spaces.
fn parameter(name: &str, value: &str) -> String {
    format!("ParameterKey={name},ParameterValue=\"{}\"", value.replace('\\', r"\\").replace('"', r#"\""#))
}
