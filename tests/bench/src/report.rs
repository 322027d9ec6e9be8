//! What is told of the measurements.

use crate::binaries::ROOT;
use crate::world::folder;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One part of the report.
pub(crate) struct Section {
    /// Its name, between markers in the document: `<!-- relay -->` and `<!-- /relay -->`.
    pub(crate) name: &'static str,
    /// Its tables, in Markdown.
    pub(crate) tables: String,
    /// Its plots, with the names of their files.
    pub(crate) plots: Vec<(&'static str, String)>,
    /// The same for programs.
    pub(crate) data: serde_json::Value,
}

impl Section {
    /// Keeps it under `target/bench`, and in the documents where that is wanted.
    ///
    /// # Errors
    /// When a file cannot be written, or the document has no place for it.
    pub(crate) fn keep(&self, in_documents: bool) -> io::Result<()> {
        fs::write(folder().join(format!("{}.md", self.name)), &self.tables)?;
        fs::write(folder().join(format!("{}.json", self.name)), format!("{:#}\n", self.data))?;
        self.draw(&folder())?;
        if !in_documents {
            return Ok(());
        }
        let document = document();
        let text = fs::read_to_string(&document)?;
        let replaced = replaced(&text, self.name, &self.tables);
        let missing = || io::Error::other(format!("{} has no place for {}", document.display(), self.name));
        fs::write(&document, replaced.ok_or_else(missing)?)?;
        let plots = document.with_extension("");
        fs::create_dir_all(&plots)?;
        self.draw(&plots)
    }

    fn draw(&self, folder: &Path) -> io::Result<()> {
        self.plots.iter().try_for_each(|(name, svg)| fs::write(folder.join(format!("{name}.svg")), svg))
    }
}

fn document() -> PathBuf {
    Path::new(ROOT).join("docs/performance.md")
}

/// The document with other text between a section's markers.
fn replaced(document: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = document.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

/// A table in Markdown.
pub(crate) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    rows.into_iter().fold(line(&head) + &rule, |table, row| table + &line(&row))
}

/// A size as people write it: `64 MB`, of 10^6 bytes.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_its_markers_is_replaced() {
        let document = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
        assert_eq!(replaced(document, "x", "new\n").unwrap(), "a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb\n");
        assert_eq!(replaced(document, "y", "new"), None);
    }

    #[test]
    fn a_table_has_a_head_and_a_rule() {
        assert_eq!(table(&["a", "b"], [vec!["1".into(), "2".into()]]), "| a | b |\n|---|---|\n| 1 | 2 |\n");
    }
}
