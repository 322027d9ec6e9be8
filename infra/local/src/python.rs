//! The Python environments that hold MiniStack and SAM.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use crate::checkout::Checkout;
use crate::error::Error;
use crate::leash;
use crate::progress::Step;
use crate::transcript;

/// The oldest Python that the pinned MiniStack and SAM support.
const PYTHON_MIN: (u32, u32) = (3, 10);

/// Written last, so that an installation that was interrupted is begun anew.
const INSTALLED: &str = "installed-requirements.txt";

/// A Python environment of its own under `.venv/`.
#[derive(Clone, Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// The environment of this name, installed or not.
    pub(crate) fn of(checkout: &Checkout, name: &str) -> Self {
        Self { folder: checkout.environments().join(name) }
    }

    /// Where its programs are.
    pub(crate) fn programs(&self) -> PathBuf {
        self.folder.join("bin")
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.programs().join(name)
    }
}

/// The environment of this name, installed as its requirements file says: to the last package by its hash, so that
/// nobody gets another one than was tested. Costs nothing when it already is.
pub(crate) async fn environment(
    checkout: &Checkout,
    name: &'static str,
    logs: &Path,
    step: &Step,
) -> Result<Environment, Error> {
    let environment = Environment::of(checkout, name);
    let requirements = checkout.requirements(name);
    let wanted = std::fs::read_to_string(&requirements).map_err(Error::file(&requirements, "read"))?;
    let marker = environment.folder.join(INSTALLED);
    let python = environment.program("python");
    if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) && starts(&python).await {
        return Ok(environment);
    }
    check_python().await?;
    let log = logs.join(format!("install-{name}.log"));
    let mut create = leash::command("python3");
    create.args(["-m", "venv", "--clear"]).arg(&environment.folder);
    transcript::run("making a Python environment", create, &log, |_| {}).await?;
    let mut install = leash::command(&python);
    install.args(["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off"]);
    // The file is complete, and older releases of pip do not find a pinned package again that is also asked for by an extra.
    install.args(["--require-hashes", "--no-deps", "-r"]).arg(&requirements);
    transcript::run("installing the tools", install, &log, |line| step.detail(line)).await?;
    std::fs::write(&marker, wanted).map_err(Error::file(&marker, "written"))?;
    Ok(environment)
}

/// An environment breaks when the Python that it was made from is gone.
async fn starts(python: &Path) -> bool {
    let quiet =
        Command::new(python).args(["-c", ""]).stdin(Stdio::null()).stderr(Stdio::null()).status().await;
    quiet.is_ok_and(|status| status.success())
}

async fn check_python() -> Result<(), Error> {
    let ask = "import sys; print(*sys.version_info[:2])\ntry:\n import ensurepip, venv\n print('venv')\nexcept ImportError: pass";
    let answer = Command::new("python3").args(["-c", ask]).stdin(Stdio::null()).output().await;
    let Ok(answer) = answer else { return Err(Error::PythonMissing) };
    judge(&String::from_utf8_lossy(&answer.stdout))
}

/// Judges the two lines that Python says about itself.
fn judge(answer: &str) -> Result<(), Error> {
    let mut lines = answer.lines();
    let version = lines.next().unwrap_or_default();
    let mut numbers = version.split(' ').map(str::parse);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        return Err(Error::PythonMissing);
    };
    if (major, minor) < PYTHON_MIN {
        return Err(Error::PythonTooOld { found: version.replace(' ', ".") });
    }
    if lines.next() != Some("venv") {
        return Err(Error::VenvMissing);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_python_is_named() {
        let error = judge("3 9\nvenv\n").unwrap_err();
        assert!(error.to_string().contains("Python 3.9"), "{error}");
    }

    #[test]
    fn a_python_without_venv_is_told_from_a_missing_one() {
        assert!(matches!(judge("3 12\n"), Err(Error::VenvMissing)));
        assert!(matches!(judge(""), Err(Error::PythonMissing)));
        assert!(judge("3 14\nvenv\n").is_ok());
    }
}
