//! From bytes to rows of cells by their columns.

use super::cell::Column;
use super::wrong;
use crate::problem::FieldProblem;
use csv::{ByteRecord, ReaderBuilder, Trim};
use std::collections::HashSet;

/// The most rows of one table, so that a person can look through what comes back.
const ROWS_MAX: usize = 500;

/// What spreadsheets put in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What spreadsheets of different countries put between cells.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A row, its empty cells left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The line of the table that it begins in, as an editor counts.
    pub(super) line: u64,
    /// Its cells.
    pub(super) cells: Vec<(Column, String)>,
    /// What is wrong with the row as such.
    pub(super) errors: Vec<FieldProblem>,
}

/// Reads a table.
///
/// # Errors
/// What is wrong with the table as such: its columns, its letters, its length.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Record>, Vec<FieldProblem>> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![wrong("table", "it is not UTF-8: save it as CSV UTF-8")])?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .trim(Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.byte_headers().cloned().map_err(|error| vec![wrong("table", error.to_string())])?;
    let columns = columns(&header)?;
    let mut records = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(|error| vec![wrong("table", error.to_string())])?;
        // A row of nothing but separators is what spreadsheets leave below a table.
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        if records.len() == ROWS_MAX {
            return Err(vec![wrong("table", format!("it has more than {ROWS_MAX} rows: cut it in two"))]);
        }
        records.push(row(&record, &columns));
    }
    if records.is_empty() {
        return Err(vec![wrong("table", "it has no rows")]);
    }
    Ok(records)
}

/// The separator that the header has most of. No column's name holds any.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    // The first of equals, so that a table of one column has commas.
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn columns(header: &ByteRecord) -> Result<Vec<Column>, Vec<FieldProblem>> {
    let mut errors = Vec::new();
    let mut columns = Vec::new();
    let mut seen = HashSet::new();
    for name in header {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        match Column::named(&name) {
            Some(_) if !seen.insert(name.clone()) => errors.push(wrong(&name, "the column is there twice")),
            Some(column) => columns.push(column),
            None => {
                errors.push(wrong(&name, format!("there is no such column; there are {}", Column::names())))
            }
        }
    }
    if !seen.contains(Column::File.name()) {
        errors.push(wrong(Column::File.name(), "the column is missing"));
    }
    if errors.is_empty() { Ok(columns) } else { Err(errors) }
}

fn row(record: &ByteRecord, columns: &[Column]) -> Record {
    let mut errors = Vec::new();
    if record.len() > columns.len() {
        let detail = format!(
            "it has {} cells for {} columns: quote what holds a separator",
            record.len(),
            columns.len()
        );
        errors.push(wrong("row", detail));
    }
    let cells = columns.iter().zip(record).filter(|(_, cell)| !cell.is_empty());
    let cells = cells.map(|(column, cell)| (*column, String::from_utf8_lossy(cell).into_owned())).collect();
    Record { line: record.position().map_or(0, csv::Position::line), cells, errors }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &str) -> Vec<Vec<(&'static str, String)>> {
        let records = read(table.as_bytes()).unwrap();
        let named =
            |record: Record| record.cells.into_iter().map(|(column, cell)| (column.name(), cell)).collect();
        records.into_iter().map(named).collect()
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_of_any_country_write_it() {
        for table in [
            "file,caption\na.mp4,Hi\n",
            "\u{feff}File;Caption\r\na.mp4;Hi\r\n;\r\n",
            "caption\tfile\nHi\t a.mp4",
        ] {
            let mut row = cells(table).remove(0);
            row.sort_unstable();
            assert_eq!(row, [("caption", "Hi".to_owned()), ("file", "a.mp4".to_owned())], "{table:?}");
        }
    }

    #[test]
    fn a_row_knows_its_line_though_captions_have_several() {
        let records = read(b"file,caption\na.mp4,\"one\ntwo, three\"\nb.mp4,\n").unwrap();
        assert_eq!(records.iter().map(|record| record.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(records[0].cells[1].1, "one\ntwo, three");
        assert_eq!(records[1].cells.len(), 1, "an empty cell says nothing");
    }

    #[test]
    fn a_table_with_wrong_columns_is_refused_by_their_names() {
        let errors = read(b"captoin,account,account\n").unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["captoin", "account", "file"]);
        assert!(errors[0].detail.contains("caption"), "{errors:?}");
    }

    #[test]
    fn a_row_with_too_many_cells_is_told_apart() {
        let records = read(b"file,caption\na.mp4,one, two\nb.mp4,three\n").unwrap();
        assert_eq!(records[0].errors.len(), 1);
        assert!(records[1].errors.is_empty());
    }

    #[test]
    fn a_table_without_rows_or_with_too_many_or_of_strange_letters_is_refused() {
        let many = "file\n".to_owned() + &"a.mp4\n".repeat(ROWS_MAX + 1);
        for table in [&b"file\n"[..], b"", b"file\n\xff.mp4\n", many.as_bytes()] {
            assert!(read(table).is_err());
        }
        let fits = "file\n".to_owned() + &"a.mp4\n".repeat(ROWS_MAX);
        assert_eq!(read(fits.as_bytes()).unwrap().len(), ROWS_MAX);
    }
}
