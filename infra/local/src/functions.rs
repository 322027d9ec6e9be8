//! Building the functions, quickly and with a bar.

use std::path::Path;

use crate::error::Error;
use crate::progress::Step;
use crate::sam::Sam;
use crate::transcript;

/// What is changed in the release profile, so that a build takes a fraction of the time: the code need only be small
/// and quick enough for one machine. Full optimisation takes minutes per function.
pub(crate) const QUICK_PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    // The compiler that is there, not zig: these binaries run where they were built.
    ("CARGO_LAMBDA_COMPILER", "cargo"),
];

/// The processor of this machine, as the template names it.
pub(crate) fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" }
}

/// Builds every function, then lets SAM take what was built.
///
/// SAM would run the very same command, but it keeps to itself what cargo says until the end. That one command builds all
/// functions is said in `CargoLambda.toml`.
pub(crate) async fn build(sam: &Sam, logs: &Path, step: &Step) -> Result<(), Error> {
    let mut cargo = sam.command("cargo");
    cargo.args(["lambda", "build", "--release"]);
    if architecture() == "arm64" {
        cargo.arg("--arm64");
    }
    cargo.env("CARGO_TERM_PROGRESS_WHEN", "always").env("CARGO_TERM_PROGRESS_WIDTH", "200");
    let log = logs.join("cargo-build.log");
    transcript::run("building the functions", cargo, &log, |line| match cargo_progress(line) {
        Some(seen) => {
            step.position(seen.done, seen.total);
            step.detail(seen.at_work);
        }
        None => step.detail(line.trim()),
    })
    .await?;
    step.detail("sam build");
    sam.build(&logs.join("sam-build.log")).await
}

#[derive(Debug, PartialEq, Eq)]
struct CargoProgress<'line> {
    done: u64,
    total: u64,
    at_work: &'line str,
}

/// Reads cargo's own bar: `Building [====>   ] 12/275: serde, syn`.
fn cargo_progress(line: &str) -> Option<CargoProgress<'_>> {
    let (_, counts) = line.trim_start().strip_prefix("Building [")?.split_once("] ")?;
    let (counts, at_work) = counts.split_once(": ").unwrap_or((counts, ""));
    let (done, total) = counts.trim().trim_end_matches(':').split_once('/')?;
    Some(CargoProgress { done: done.parse().ok()?, total: total.parse().ok()?, at_work: at_work.trim() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_bar_is_read() {
        let seen = cargo_progress("    Building [====>           ] 12/275: serde, syn       ");
        assert_eq!(seen, Some(CargoProgress { done: 12, total: 275, at_work: "serde, syn" }));
        assert_eq!(cargo_progress("   Compiling serde v1.0.0"), None);
    }
}
