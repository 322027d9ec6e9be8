//! moto: another reading of AWS than MiniStack's, for the contract tests.

use std::path::Path;

use crate::error::Error;
use crate::leash;
use crate::python::Environment;
use crate::server::Server;

/// Starts it on `port`, with `folder` for its log. It keeps everything in memory.
pub(crate) async fn start(environment: &Environment, port: u16, folder: &Path) -> Result<Server, Error> {
    let mut command = leash::command(environment.program("moto_server"));
    command.current_dir(folder).args(["--host", "127.0.0.1", "--port", &port.to_string()]);
    let health = format!("http://127.0.0.1:{port}/moto-api/data.json");
    Server::start("moto", command, &health, folder.join("moto.log")).await
}
