//! The settings that the code reads are those that the template sets, function by function.

use super::{ROOT, sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What every function reads when it starts its logs and metrics.
const OF_ALL: [&str; 2] = ["LOG_LEVEL", "STACK_NAME"];

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
            read.extend(read_in("shared/gateway/src"));
        }
        assert_eq!(read, set_for(&template, &folder), "{folder}");
        functions += 1;
    }
    assert!(functions > 5, "{functions} functions were found");
}

/// The names of the variables that the sources of a folder read.
fn read_in(folder: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in sources(&[folder]) {
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
