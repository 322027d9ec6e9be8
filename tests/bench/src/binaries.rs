//! The functions' release binaries, built as they are for AWS.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every function.
pub(crate) const FUNCTIONS: [&str; 7] =
    ["console", "dispatch", "oauth-callback", "publish", "status-poller", "token-refresh", "webhook"];

/// The root of the checkout.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Where the binaries lie.
pub(crate) struct Binaries {
    functions: PathBuf,
    floor: PathBuf,
}

impl Binaries {
    /// Builds them with the release profile, all at once, so that they share their features as `sam build` has it.
    ///
    /// # Errors
    /// When the compiler fails; it has said why.
    pub(crate) fn build() -> io::Result<Self> {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(ROOT).args(["build", "--release", "--locked"]);
        for function in FUNCTIONS {
            // With the version that all have, because a dependency bears the name of one of them.
            cargo.arg("--package").arg(format!("{function}@{}", env!("CARGO_PKG_VERSION")));
        }
        built(cargo)?;
        Ok(Self::in_folder(target_folder().join("release")))
    }

    /// Those of another build.
    pub(crate) fn in_folder(functions: PathBuf) -> Self {
        Self { functions, floor: target_folder().join("release") }
    }

    /// Builds what the functions' start is compared with, apart from them: it must not change their features.
    ///
    /// # Errors
    /// When the compiler fails; it has said why.
    pub(crate) fn build_floor() -> io::Result<()> {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(ROOT).args(["build", "--release", "--locked", "--package", "floor"]);
        built(cargo)
    }

    /// The binary of a function.
    pub(crate) fn of(&self, function: &str) -> PathBuf {
        self.functions.join(function)
    }

    /// The binary of one of the programs that the functions are compared with.
    pub(crate) fn of_floor(&self, program: &str) -> PathBuf {
        self.floor.join(program)
    }
}

fn built(mut cargo: Command) -> io::Result<()> {
    if cargo.status()?.success() { Ok(()) } else { Err(io::Error::other("the functions could not be built")) }
}

/// This program was built into it.
pub(crate) fn target_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(2).unwrap_or(Path::new("target")).to_owned()
}
