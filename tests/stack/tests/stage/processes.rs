//! The processes in which MiniStack runs the functions: each a child of its own that stays for minutes, as on Lambda.

use super::{Outcome, Stage, told};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Kills the process of a function at its end of a connection, without a chance to say or mend anything.
pub(crate) fn kill_process_at(stage: &Stage, function: &str, peer: SocketAddr) -> Outcome {
    let socket = socket_at(peer)?.ok_or_else(|| format!("no socket is at {peer}"))?;
    let folder = processes()
        .find(|folder| runs(folder, function, stage.deployment.endpoint()) && holds(folder, &socket));
    let folder = folder.ok_or_else(|| format!("no process of {function} is at {peer}"))?;
    let pid = folder.file_name().and_then(|name| name.to_str()?.parse().ok()).and_then(Pid::from_raw);
    kill_process(pid.ok_or("a process without a number")?, Signal::KILL).map_err(told)
}

/// The largest memory that any process of a function has had, in KiB as Linux counts it (`VmHWM`); nothing where none
/// runs.
pub(crate) fn peak_memory_kib(stage: &Stage, function: &str) -> Option<u64> {
    processes()
        .filter(|folder| runs(folder, function, stage.deployment.endpoint()))
        .filter_map(|folder| peak_kib(&folder))
        .max()
}

/// The folders of all processes, and some that are none.
fn processes() -> impl Iterator<Item = PathBuf> {
    fs::read_dir("/proc").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}

/// The name that Linux gives the socket at an address.
fn socket_at(address: SocketAddr) -> Outcome<Option<String>> {
    let SocketAddr::V4(address) = address else { return Err("not an IPv4 address".into()) };
    let ip = u32::from_ne_bytes(address.ip().octets());
    let local = format!("{ip:08X}:{:04X}", address.port());
    let table = fs::read_to_string("/proc/net/tcp").map_err(told)?;
    let mut rows = table.lines().map(|row| row.split_whitespace().collect::<Vec<_>>());
    // Sockets that are closed wait in the table for a while, without a number.
    let row = rows.find(|columns| columns.get(1) == Some(&local.as_str()) && columns.get(9) != Some(&"0"));
    Ok(row.and_then(|columns| columns.get(9).map(|number| format!("socket:[{number}]"))))
}

fn holds(process: &Path, socket: &str) -> bool {
    let open = fs::read_dir(process.join("fd")).into_iter().flatten();
    open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok()).any(|target| target == Path::new(socket))
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
