//! Modules that import each other as one that imports nothing, so that a page asks for its scripts once.
//!
//! Each call of a Lambda function counts against the account's concurrent runs, of which a new account has ten, and a browser
//! that finds an import asks for it at once (decision 15). The files keep the names that are theirs alone to themselves: a
//! module becomes a function that runs once and returns what it exports.
//!
//! Understood is how the files are written, and a test holds them to it: an import takes one line, stands at the line's
//! start and names a file of the same directory; `export` stands at the start of a declaration's line.

use std::fmt::Write;

/// A module's text, taken apart.
struct Module<'a> {
    /// What it imports, in order: the file's name, and what its exports are bound to.
    imports: Vec<(&'a str, &'a str)>,
    /// The names that it exports.
    exports: Vec<&'a str>,
    /// The lines of neither.
    body: String,
}

/// These modules and all that they import, each once and after what it imports itself. `None` when one is unknown.
pub(super) fn joined<'a>(names: &[&'a str], text_of: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let mut ordered = Vec::new();
    for name in names {
        visit(name, &text_of, &mut Vec::new(), &mut ordered)?;
    }
    Some(ordered.iter().map(|(name, module)| as_function(name, module)).collect())
}

fn visit<'a>(
    name: &'a str,
    text_of: &impl Fn(&str) -> Option<&'a str>,
    begun: &mut Vec<&'a str>,
    ordered: &mut Vec<(&'a str, Module<'a>)>,
) -> Option<()> {
    // What has begun and is not done imports itself by a detour, which no order can help.
    if begun.contains(&name) || ordered.iter().any(|(done, _)| *done == name) {
        return Some(());
    }
    begun.push(name);
    let module = taken_apart(text_of(name)?);
    for (imported, _) in &module.imports {
        visit(imported, text_of, begun, ordered)?;
    }
    ordered.push((name, module));
    Some(())
}

fn taken_apart(text: &str) -> Module<'_> {
    let mut module = Module { imports: Vec::new(), exports: Vec::new(), body: String::new() };
    for line in text.lines() {
        if let Some(import) = import(line) {
            module.imports.push(import);
            continue;
        }
        let declaration = line.strip_prefix("export ");
        module.exports.extend(declaration.and_then(declared));
        module.body.push_str(declaration.unwrap_or(line));
        module.body.push('\n');
    }
    module
}

/// `import { a, b } from "./file.js";` and `import * as a from "./file.js";`.
fn import(line: &str) -> Option<(&str, &str)> {
    let (bound, from) = line.strip_prefix("import ")?.split_once(" from \"./")?;
    Some((from.strip_suffix("\";")?, bound.strip_prefix("* as ").unwrap_or(bound)))
}

/// The name that a declaration declares.
fn declared(declaration: &str) -> Option<&str> {
    let words = declaration.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
    words.into_iter().find(|word| !["async", "function", "class", "const"].contains(word))
}

fn as_function(name: &str, module: &Module) -> String {
    let mut function = format!("const {} = (() => {{\n", variable(name));
    for (imported, bound) in &module.imports {
        // Writing to a string cannot fail.
        let _ = writeln!(function, "const {bound} = {};", variable(imported));
    }
    let _ = write!(function, "{}return {{ {} }};\n}})();\n", module.body, module.exports.join(", "));
    function
}

/// What holds a module's exports: `$upload_plan` for `upload-plan.js`.
fn variable(name: &str) -> String {
    format!("${}", name.trim_end_matches(".js").replace('-', "_"))
}

#[cfg(test)]
mod tests;
