//! What a passing test has to say.

use std::io::{self, Write};

/// Writes a line that is seen whether the test passes or not: the test runner keeps back only what the `print` macros
/// write.
pub(crate) fn say(line: &str) {
    let mut terminal = io::stderr().lock();
    writeln!(terminal, "{line}").unwrap();
}
