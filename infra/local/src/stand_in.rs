//! A stand-in for AWS by itself, with nothing deployed to it: what the contract tests of `adapters` run against.

use aws_config::SdkConfig;

use crate::account;
use crate::checkout::Checkout;
use crate::error::Error;
use crate::folder::{Folder, Turn};
use crate::ministack::Ministack;
use crate::moto;
use crate::port;
use crate::progress::Progress;
use crate::python::{self, Environment};
use crate::server::Server;

/// A running stand-in on a port of its own. Dropping it ends it; a `static` one ends with the test binary.
#[derive(Debug)]
pub struct StandIn {
    endpoint: String,
    _process: Process,
    // The last to go: its lock says that the process runs.
    _folder: Folder,
}

/// Held for as long as the stand-in is to run.
#[derive(Debug)]
enum Process {
    Ministack { _running: Ministack },
    Moto { _running: Server },
}

impl StandIn {
    /// Starts MiniStack, which the local deployment runs on. Installs it first where that has not been done.
    ///
    /// # Errors
    /// What cannot be installed or does not start.
    pub async fn ministack() -> Result<Self, Error> {
        let (environment, port, folder) = prepare("ministack").await?;
        let running = Ministack::start(&environment, port, folder.path()).await?;
        Ok(Self::new(port, Process::Ministack { _running: running }, folder))
    }

    /// Starts moto, the second opinion. Installs it first where that has not been done.
    ///
    /// # Errors
    /// What cannot be installed or does not start.
    pub async fn moto() -> Result<Self, Error> {
        let (environment, port, folder) = prepare("moto").await?;
        let running = moto::start(&environment, port, folder.path()).await?;
        Ok(Self::new(port, Process::Moto { _running: running }, folder))
    }

    /// What AWS clients need to reach it as the account of this number. MiniStack keeps what belongs to one account
    /// from the others; moto makes no difference between them.
    pub fn aws(&self, account_id: &str) -> SdkConfig {
        account::sdk_config_of(account_id, &self.endpoint)
    }

    fn new(port: u16, process: Process, folder: Folder) -> Self {
        Self { endpoint: format!("http://127.0.0.1:{port}"), _process: process, _folder: folder }
    }
}

async fn prepare(name: &'static str) -> Result<(Environment, u16, Folder), Error> {
    let checkout = Checkout::here();
    let step = Progress::Silent.step("installing the stand-in");
    let turn = Turn::take(&checkout, &step).await?;
    let port = port::free(0, "--port")?;
    let folder = Folder::make(&checkout, port, &turn)?;
    let environment = python::environment(&checkout, name, &folder.logs(), &step).await?;
    step.done("");
    Ok((environment, port, folder))
}
