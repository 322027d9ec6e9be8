//! One release binary of a function, as Lambda runs it: a process that asks the runtime API for events.

use crate::stand_in::Lambda;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The smallest function that Lambda gives, in bytes.
const SMALLEST_BYTES: u64 = 128 * 1024 * 1024;

/// Where the system keeps all root certificates in one file.
const ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A running function. It is killed when it is dropped.
pub(crate) struct Function {
    child: Child,
}

impl Function {
    /// Starts `program` with these settings and no others. What it logs goes to `log`.
    pub(crate) fn start(
        program: &Path,
        settings: &[(&str, String)],
        lambda: &Lambda,
        log: &Path,
    ) -> io::Result<Self> {
        let log = fs::File::create(log)?;
        let mut command = Command::new(program);
        command.env_clear().stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.env("AWS_LAMBDA_RUNTIME_API", lambda.authority());
        command.envs(LAMBDA).envs(roots()).envs(settings.iter().map(|(name, value)| (name, value)));
        Ok(Self { child: command.spawn()? })
    }

    /// From now on it has no more addresses than the smallest function of Lambda has memory: stricter than Lambda is, because
    /// addresses count whether anything was ever written there or not.
    pub(crate) fn confine(&self) -> io::Result<()> {
        let limit = Rlimit { current: Some(SMALLEST_BYTES), maximum: Some(SMALLEST_BYTES) };
        prlimit(Some(Pid::from_child(&self.child)), Resource::As, limit)?;
        Ok(())
    }

    /// Processor time that all its threads have had.
    pub(crate) fn cpu(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten();
        let nanoseconds = threads.filter_map(|thread| {
            let times = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            times.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(nanoseconds.sum())
    }

    /// The most memory that it has had at once, in bytes (`VmHWM`).
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
        kib.unwrap_or_default() * 1024
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What Lambda gives every function.
const LAMBDA: [(&str, &str); 8] = [
    ("AWS_REGION", "us-east-1"),
    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
    ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench"),
    ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
];

/// Amazon Linux has its root certificates in one file; Debian has each in a file of its own as well, and both would be read.
fn roots() -> Option<(&'static str, &'static str)> {
    Path::new(ROOTS).exists().then_some(("SSL_CERT_FILE", ROOTS))
}
