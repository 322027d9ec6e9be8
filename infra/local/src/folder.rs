//! What a deployment writes while it runs, apart from all others so that several can run at once.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::checkout::Checkout;
use crate::error::Error;
use crate::progress::Step;

/// A deployment's own folder, `.local/stacks/{port}`. It is left behind for its logs, and cleared away once another
/// deployment starts.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    // Held as long as the deployment runs.
    _lock: File,
}

impl Folder {
    /// Makes the folder, and clears away those of deployments that have ended: both only in turn, so that nobody clears
    /// away what another is about to lock.
    pub(crate) fn make(checkout: &Checkout, port: u16, _turn: &Turn) -> Result<Self, Error> {
        let stacks = checkout.state().join("stacks");
        remove_ended(&stacks);
        let path = stacks.join(port.to_string());
        std::fs::create_dir_all(path.join("logs")).map_err(Error::file(&path, "made"))?;
        let lock_path = lock_of(&path);
        let lock = File::create(&lock_path).map_err(Error::file(&lock_path, "made"))?;
        lock.try_lock().map_err(|_| Error::PortTaken { port, option: "--port" })?;
        Ok(Self { path, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the output of installing, building and deploying is kept.
    pub(crate) fn logs(&self) -> PathBuf {
        self.path.join("logs")
    }
}

fn remove_ended(stacks: &Path) {
    let Ok(entries) = std::fs::read_dir(stacks) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()) {
        let ended = File::open(lock_of(&path)).is_ok_and(|lock| lock.try_lock().is_ok());
        if ended {
            // Whatever cannot be removed now is removed another time.
            let _ = std::fs::remove_dir_all(&path);
        }
    }
}

/// Inside the folder, so that both go together.
fn lock_of(folder: &Path) -> PathBuf {
    folder.join("running")
}

/// Taken while installing, building and deploying, which share `.venv`, `target` and `.aws-sam`.
#[derive(Debug)]
pub(crate) struct Turn {
    _lock: File,
}

impl Turn {
    /// Waits until no other deployment installs or builds.
    pub(crate) async fn take(checkout: &Checkout, step: &Step) -> Result<Self, Error> {
        let state = checkout.state();
        std::fs::create_dir_all(&state).map_err(Error::file(&state, "made"))?;
        let path = state.join("turn");
        let lock = File::create(&path).map_err(Error::file(&path, "made"))?;
        while let Err(refused) = lock.try_lock() {
            match refused {
                TryLockError::WouldBlock => step.detail("waiting for another deployment to be built"),
                TryLockError::Error(source) => return Err(Error::file(&path, "locked")(source)),
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        Ok(Self { _lock: lock })
    }
}
