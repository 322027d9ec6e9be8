//! What the documents claim of the code and its tests.

mod lines;
mod logging;
mod settings;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The folders that hold tests.
const SOURCES: [&str; 4] = ["functions", "infra/local", "shared", "tests"];

#[test]
fn every_row_of_the_semantics_names_a_test_that_exists() {
    let mut functions = HashSet::new();
    for path in sources(&SOURCES) {
        let source = fs::read_to_string(path).unwrap();
        functions.extend(source.split("fn ").skip(1).map(name_at_start));
    }
    let document = fs::read_to_string(Path::new(ROOT).join("docs/semantics.md")).unwrap();
    let rows: Vec<&str> = document.lines().filter(|line| line.starts_with("| ")).collect();
    let mut proved = 0;
    for row in rows.iter().filter(|row| !row.starts_with("| What happens")) {
        let proof = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        let names: Vec<&str> = proof.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test proves: {row}");
        for name in names {
            let function = name.rsplit("::").next().unwrap_or(name);
            assert!(functions.contains(function), "there is no test {name}");
        }
        proved += 1;
    }
    assert!(proved > 40, "{proved} rows were found");
}

/// The source files in these folders.
fn sources(folders: &[&str]) -> Vec<PathBuf> {
    let mut left: Vec<PathBuf> = folders.iter().map(|folder| Path::new(ROOT).join(folder)).collect();
    let mut files = Vec::new();
    while let Some(path) = left.pop() {
        if path.is_dir() && !path.ends_with("target") {
            left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn name_at_start(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}
