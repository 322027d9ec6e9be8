//! The processes in which MiniStack runs the functions: each a child of its own that stays for minutes, as on Lambda.

use super::Stage;
use std::fs;
use std::path::Path;

/// The largest memory that any process of a function has had, in KiB as Linux counts it (`VmHWM`); nothing where none
/// runs.
pub(crate) fn peak_memory_kib(stage: &Stage, function: &str) -> Option<u64> {
    let processes = fs::read_dir("/proc").ok()?;
    let folders = processes.filter_map(|entry| Some(entry.ok()?.path()));
    folders
        .filter(|folder| runs(folder, function, stage.deployment.endpoint()))
        .filter_map(|folder| peak_kib(&folder))
        .max()
}

/// Whether a process runs a function of the deployment at an endpoint: other deployments may run beside it.
fn runs(process: &Path, function: &str, endpoint: &str) -> bool {
    let Ok(environment) = fs::read(process.join("environ")) else { return false };
    let environment = String::from_utf8_lossy(&environment);
    let value =
        |name: &str| environment.split('\0').find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='));
    let names_function = |name: &str| name.to_ascii_lowercase().contains(function);
    value("AWS_ENDPOINT_URL") == Some(endpoint)
        && value("AWS_LAMBDA_FUNCTION_NAME").is_some_and(names_function)
}

fn peak_kib(process: &Path) -> Option<u64> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix("kB")?.trim().parse().ok()
}
