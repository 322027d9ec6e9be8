//! What tests need of npm: installed as the lock file says where it is missing.

use crate::error::Error;
use crate::packages;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tokio::sync::OnceCell;

/// Written last, so that an installation that was interrupted is begun anew. `.ci/run` knows it too.
const INSTALLED: &str = "installed-package-lock.json";

/// The rules that pages are held against, as a script.
pub(crate) async fn axe() -> Result<&'static str, Error> {
    static AXE: OnceCell<String> = OnceCell::const_new();
    let read = async || {
        tokio::task::spawn_blocking(|| {
            let modules = modules()?;
            Ok(std::fs::read_to_string(modules.join("axe-core/axe.min.js"))?)
        })
        .await
        .map_err(std::io::Error::from)?
    };
    AXE.get_or_try_init(read).await.map(String::as_str)
}

/// The folder of what is installed, which costs nothing when it already is.
fn modules() -> Result<PathBuf, Error> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm");
    let wanted = std::fs::read(folder.join("package-lock.json"))?;
    let modules = folder.join("node_modules");
    if std::fs::read(modules.join(INSTALLED)).is_ok_and(|installed| installed == wanted) {
        return Ok(modules);
    }
    packages::demand(&["npm"], &["nodejs", "npm"])?;
    let mut install = Command::new("npm");
    // Nothing that is installed gets to run a script of its own meanwhile.
    install.args(["ci", "--ignore-scripts"]).current_dir(&folder).stdin(Stdio::null()).stdout(Stdio::null());
    if !install.status()?.success() {
        return Err(Error::NotInstalled);
    }
    std::fs::write(modules.join(INSTALLED), wanted)?;
    Ok(modules)
}
