//! Child processes that cannot outlive this one, however it ends.
//!
//! Each runs in a process group of its own, led by a few lines of shell that wait for the end of their standard input.
//! The kernel closes that pipe even when this process is killed, so nothing is left behind: neither the program nor
//! what it has started itself.

use std::ffi::OsStr;
use std::process::{ExitStatus, Stdio};

use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStdin, Command};

use crate::error::Error;

const LEASH: &str = include_str!("leash.sh");

/// A command for `program` on a leash. Arguments, environment and outputs are the caller's; standard input is not.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", LEASH, "sh"]).arg(program).stdin(Stdio::piped()).process_group(0);
    command
}

/// Runs what [`command`] made to its end, for what it writes to its standard output.
pub(crate) async fn output(mut command: Command, program: &str) -> Result<Vec<u8>, Error> {
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut leashed = Leashed::start(command, program)?;
    let mut written = Vec::new();
    if let Some(mut stream) = leashed.child.stdout.take() {
        // What cannot be read to its end is found to be unreadable by whoever asked.
        let _ = stream.read_to_end(&mut written).await;
    }
    Ok(written)
}

/// A running program. Dropping it kills the program and all that it has started.
#[derive(Debug)]
pub struct Leashed {
    /// The shell that leads the group and ends with the program's status; its outputs are the program's.
    pub child: Child,
    // Never written to; the program lives as long as it is open.
    _leash: Option<ChildStdin>,
}

impl Leashed {
    /// Starts what [`command`] made.
    ///
    /// # Errors
    /// [`Error::Start`].
    pub fn start(mut command: Command, program: &str) -> Result<Self, Error> {
        let mut child =
            command.spawn().map_err(|source| Error::Start { program: program.to_owned(), source })?;
        // Taken out, because tokio closes a child's standard input before it waits for it.
        let leash = child.stdin.take();
        Ok(Self { child, _leash: leash })
    }

    /// The status, if the program has ended by itself.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Kills the program and all that it has started, and waits until it is gone.
    pub async fn kill(mut self) {
        self._leash = None;
        let _ = self.child.wait().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_a_program_started_is_killed_with_it() {
        use std::time::Duration;

        let folder = tempfile::tempdir().unwrap();
        let mut command = command("sh");
        command.arg("-c").arg("sleep 600 & echo $! > pid; wait").current_dir(folder.path());
        let leashed = Leashed::start(command, "sh").unwrap();
        let grandchild = loop {
            match std::fs::read_to_string(folder.path().join("pid")) {
                Ok(pid) if pid.ends_with('\n') => break pid.trim().to_owned(),
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        };
        assert!(runs(&grandchild));
        leashed.kill().await;
        while runs(&grandchild) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    #[tokio::test]
    async fn a_program_ends_with_its_own_status() {
        let mut command = command("sh");
        command.args(["-c", "exit 7"]);
        let mut leashed = Leashed::start(command, "sh").unwrap();
        assert_eq!(leashed.child.wait().await.unwrap().code(), Some(7));
    }

    #[cfg(target_os = "linux")]
    /// A zombie that nobody has collected yet does not run any more.
    fn runs(pid: &str) -> bool {
        std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z"))
    }
}
