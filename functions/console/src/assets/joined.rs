//! Modules that import each other as one that imports nothing, so that a page asks for its scripts once.
//!
//! Each call of a Lambda function counts against the account's concurrent runs, of which a new account has ten, and a browser
//! that finds an import asks for it at once (decision 15). The files keep the names that are theirs alone to themselves: a
//! module becomes a function that runs once and returns what it exports.
//!
//! Understood is how the files are written, and what is not understood is not served, which a test finds out: an import takes
//! one line and names a file of the same directory, without `as` but in `* as`; `export` stands before a function, a class or a
//! constant; nothing waits at a module's top level, and no two modules import each other.

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

/// These modules and all that they import, each once and after what it imports itself. `None` when one is unknown or not
/// understood.
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
    if ordered.iter().any(|(done, _)| *done == name) {
        return Some(());
    }
    // What has begun and is not done imports itself by a detour, which no order can help.
    if begun.contains(&name) {
        return None;
    }
    begun.push(name);
    let module = taken_apart(text_of(name)?)?;
    for (imported, _) in &module.imports {
        visit(imported, text_of, begun, ordered)?;
    }
    ordered.push((name, module));
    Some(())
}

fn taken_apart(text: &str) -> Option<Module<'_>> {
    let mut module = Module { imports: Vec::new(), exports: Vec::new(), body: String::new() };
    for line in text.lines() {
        if line.starts_with("import") {
            module.imports.push(import(line)?);
            continue;
        }
        let declaration = line.strip_prefix("export ");
        if line.starts_with("export") {
            module.exports.push(declared(declaration?)?);
        }
        if line.starts_with(|first: char| first.is_alphabetic()) && line.contains("await ") {
            return None;
        }
        module.body.push_str(declaration.unwrap_or(line));
        module.body.push('\n');
    }
    Some(module)
}

/// `import { a, b } from "./file.js";` and `import * as a from "./file.js";`.
fn import(line: &str) -> Option<(&str, &str)> {
    let (bound, from) = line.strip_prefix("import ")?.split_once(" from \"./")?;
    let bound = bound.strip_prefix("* as ").unwrap_or(bound);
    let from = from.strip_suffix("\";")?;
    (!bound.contains(" as ")).then_some((from, bound))
}

/// The name that a declaration declares.
fn declared(declaration: &str) -> Option<&str> {
    let kinds = ["async function ", "function ", "class ", "const "];
    let rest = kinds.into_iter().find_map(|kind| declaration.strip_prefix(kind))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
    Some(&rest[..end]).filter(|name| !name.is_empty())
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
