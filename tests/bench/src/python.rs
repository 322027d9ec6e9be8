//! The Python environment of a contender.

use crate::binaries::ROOT;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Written last, so that an installation that was interrupted is begun anew.
const INSTALLED: &str = "installed-requirements.txt";

/// The Python that has boto3 and requests.
pub(crate) fn python() -> PathBuf {
    folder().join("bin/python")
}

/// Installs it where it is not.
///
/// # Errors
/// When Python or pip fails; it has said why.
pub(crate) fn install() -> io::Result<()> {
    let requirements = Path::new(ROOT).join("tests/bench/contenders/requirements.txt");
    let wanted = fs::read_to_string(&requirements)?;
    let marker = folder().join(INSTALLED);
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder()))?;
    let install =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"];
    run(Command::new(python()).args(install).arg(&requirements))?;
    fs::write(marker, wanted)
}

fn run(command: &mut Command) -> io::Result<()> {
    if command.stdin(Stdio::null()).status()?.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{command:?} has failed")))
}

fn folder() -> PathBuf {
    Path::new(ROOT).join(".venv/bench")
}
