//! Programs of the system that tests need: installed by them where they are missing and the machine lets it.

use crate::error::Error;
use std::io::ErrorKind;
use std::process::{Command, Stdio};

/// What is run where a program is missing: with the rights at hand, or with those that sudo gives without asking.
const INSTALL: &str = "
if [ \"$(id -u)\" = 0 ]; then as=; else as='sudo -n'; fi
$as apt-get update -q >&2 &&
DEBIAN_FRONTEND=noninteractive $as apt-get install -q -y --no-install-recommends \"$@\" >&2
";

/// Sees to it that programs are there, which Debian has in these packages.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) fn demand(programs: &[&str], packages: &[&'static str]) -> Result<(), Error> {
    if are_there(programs)? {
        return Ok(());
    }
    let installed =
        Command::new("sh").args(["-c", INSTALL, "sh"]).args(packages).stdin(Stdio::null()).status();
    if installed.is_ok_and(|status| status.success()) && are_there(programs)? {
        return Ok(());
    }
    Err(Error::Missing { packages: packages.join(" ") })
}

fn are_there(programs: &[&str]) -> Result<bool, Error> {
    for program in programs {
        match Command::new(program).arg("--version").output() {
            Ok(output) if output.status.success() => {}
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(true)
}
