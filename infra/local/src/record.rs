//! What a running `cargo local` tells the other commands about itself, in `.local/deployment-PORT.json`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::checkout::Checkout;
use crate::deployment::Deployment;
use crate::error::Error;
use crate::ministack;
use crate::python::Environment;
use crate::sam::Sam;
use crate::stack::Stack;

/// A deployment as its record tells it.
#[derive(Debug, Deserialize, Serialize)]
pub struct Record {
    /// The deployed stack.
    pub stack: Stack,
    /// The link that a creator opens to connect an account.
    pub connect_link: String,
}

/// The record of a deployment; its file goes when this is dropped.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
}

impl Record {
    /// Leaves the record of a deployment for other commands to find.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep(deployment: &Deployment) -> Result<Kept, Error> {
        let record =
            Self { stack: Stack::clone(deployment), connect_link: deployment.connect_link().to_owned() };
        let path = path(deployment.port());
        let text = serde_json::to_vec_pretty(&record)
            .map_err(|source| Error::Unreadable { what: "the deployment's record", source: source.into() })?;
        std::fs::write(&path, text).map_err(Error::file(&path, "written"))?;
        Ok(Kept { path })
    }

    /// Finds the deployment that runs with MiniStack on `port`.
    ///
    /// # Errors
    /// [`Error::NotRunning`] where there is no record, or one of a deployment that has ended.
    pub async fn find(port: u16) -> Result<Self, Error> {
        let not_running = || Error::NotRunning { port };
        let text = std::fs::read(path(port)).map_err(|_| not_running())?;
        let record: Self = serde_json::from_slice(&text).map_err(|_| not_running())?;
        if ministack::answers(record.stack.endpoint()).await { Ok(record) } else { Err(not_running()) }
    }

    /// Writes what the functions have logged to standard output; what one function has, if it is named.
    ///
    /// # Errors
    /// Where SAM cannot be started.
    pub async fn show_logs(&self, function: Option<&str>, follow: bool) -> Result<(), Error> {
        let checkout = Checkout::here();
        let environment = Environment::of(&checkout, "sam");
        let sam = Sam::new(&checkout, environment, self.stack.endpoint(), checkout.state().join("sam"));
        let group = function.map(|function| format!("/aws/lambda/reeldrop-{function}"));
        let mut options = Vec::new();
        if let Some(group) = &group {
            options.extend(["--cw-log-group", group]);
        }
        if follow {
            options.push("--tail");
        }
        sam.logs(&options).await
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        // What cannot be removed is found to be stale.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn path(port: u16) -> PathBuf {
    Checkout::here().state().join(format!("deployment-{port}.json"))
}
