//! What grows with accounts and posts. That is measured where clocks can be turned: in the system in one process
//! (`tests/e2e`), whose tests say what they have seen.

use crate::binaries::ROOT;
use crate::report::{Section, table};
use serde_json::{Value, json};
use std::io;
use std::process::{Command, Stdio};

/// What begins a line that is meant for here: a table's name and a row of it, as JSON.
const SAID: &str = "scale: ";

/// What stands in each column, by the column's name.
type Row = Vec<(String, Value)>;

/// Runs the tests, and makes tables of what they say.
pub(crate) fn section() -> io::Result<Section> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(ROOT).args(["test", "--locked", "--package", "e2e", "--test", "e2e"]);
    cargo.args(["--", "scale::", "--include-ignored"]);
    let output = cargo.stdout(Stdio::inherit()).stderr(Stdio::piped()).spawn()?.wait_with_output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(io::Error::other(format!("the scenarios have failed:\n{told}")));
    }
    let mut named: Vec<(String, Vec<Row>)> = Vec::new();
    for row in told.lines().filter_map(|line| line.split_once(SAID)).map(|(_, row)| row) {
        let (name, row) = row.split_once(' ').ok_or_else(|| io::Error::other(row.to_owned()))?;
        let row: Row = serde_json::from_str(row)?;
        match named.iter_mut().find(|(known, _)| known == name) {
            Some((_, rows)) => rows.push(row),
            None => named.push((name.to_owned(), vec![row])),
        }
    }
    let tables = named.iter().map(|(_, rows)| told_of(rows)).collect::<Vec<_>>().join("\n");
    let data = json!(named.into_iter().collect::<std::collections::BTreeMap<_, _>>());
    Ok(Section { name: "scale", tables, plots: Vec::new(), data })
}

/// A table whose head is made of the columns' names, ordered by its first column.
fn told_of(rows: &[Row]) -> String {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.first().and_then(|(_, value)| value.as_u64()));
    let names: Vec<String> = rows.first().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let cell = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    table(&names, rows.iter().map(|row| row.iter().map(|(_, value)| cell(value)).collect()))
}
