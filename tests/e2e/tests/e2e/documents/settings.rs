//! The settings that the code reads are those that the template sets, function by function.

use super::{ROOT, sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What every function reads when it starts its logs and metrics.
const OF_ALL: [&str; 2] = ["LOG_LEVEL", "STACK_NAME"];

/// Settings of the gateway that a function reads with it only where it says so, and the file that reads them.
const ASKED_FOR: (&str, &str) = ("ConnectionSettings::read", "connection.rs");

#[test]
fn each_function_is_given_the_settings_that_it_reads_and_no_other() {
    let template = fs::read_to_string(Path::new(ROOT).join("infra/template.yaml")).unwrap();
    let mut functions = 0;
    for folder in fs::read_dir(Path::new(ROOT).join("functions")).unwrap() {
        let folder = folder.unwrap().file_name().into_string().unwrap();
        let manifest =
            fs::read_to_string(Path::new(ROOT).join(format!("functions/{folder}/Cargo.toml"))).unwrap();
        let mut read: BTreeSet<String> = OF_ALL.map(str::to_owned).into();
        read.extend(read_in(&format!("functions/{folder}/src")));
        if manifest.contains("gateway.workspace") {
            read.extend(read_of_gateway(&folder));
        }
        assert_eq!(read, set_for(&template, &folder), "{folder}");
        functions += 1;
    }
    assert!(functions > 5, "{functions} functions were found");
}

/// The names of the variables that the sources of a folder read.
fn read_in(folder: &str) -> BTreeSet<String> {
    read_by(sources(&[folder]))
}

/// The names of the variables that the gateway reads for the function of this folder.
fn read_of_gateway(folder: &str) -> BTreeSet<String> {
    let (asks, file) = ASKED_FOR;
    let says_so = |path: PathBuf| fs::read_to_string(path).unwrap().contains(asks);
    let asked_for = sources(&[&format!("functions/{folder}/src")]).into_iter().any(says_so);
    let files = sources(&["shared/gateway/src"]).into_iter();
    read_by(files.filter(|path| asked_for || !path.ends_with(file)))
}

fn read_by(files: impl IntoIterator<Item = PathBuf>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files {
        let text = fs::read_to_string(path).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        let code: String = code.split_whitespace().collect();
        for call in code.split("environment.").skip(1) {
            let Some((method, rest)) = call.split_once("(\"") else { continue };
            if ["text", "parsed", "number", "choice"].contains(&method) {
                names.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
    names
}

/// The names of the variables that the template gives to the function whose code lies in a folder.
fn set_for(template: &str, folder: &str) -> BTreeSet<String> {
    let from = template.find(&format!("CodeUri: ../functions/{folder}\n")).expect(folder);
    let variables = template[from..].split("        Variables:\n").nth(1).unwrap();
    let lines = variables.lines().take_while(|line| line.starts_with("          "));
    lines.filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned())).collect()
}
