//! Cells by their columns: each is read as the sidecar's field of its name.

use domain::OptionsPatch;
use jiff::Timestamp;
use serde_json::{Value, json};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The name of the video's file.
    File,
    /// Whose it is.
    Account,
    /// A field of the sidecar.
    Field(Field),
}

/// A field of the sidecar, with how a cell spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    name: &'static str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Flag,
    Number,
    Moment,
}

const FIELDS: [Field; 11] = [
    Field { name: "caption", kind: Kind::Text },
    Field { name: "privacy_level", kind: Kind::Text },
    Field { name: "allow_comment", kind: Kind::Flag },
    Field { name: "allow_duet", kind: Kind::Flag },
    Field { name: "allow_stitch", kind: Kind::Flag },
    Field { name: "your_brand", kind: Kind::Flag },
    Field { name: "branded_content", kind: Kind::Flag },
    Field { name: "ai_generated", kind: Kind::Flag },
    Field { name: "cover_ms", kind: Kind::Number },
    Field { name: "publish_at", kind: Kind::Moment },
    Field { name: "music_usage_confirmed", kind: Kind::Flag },
];

impl Column {
    /// The column of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::all().find(|column| column.name() == name)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Account => "account",
            Self::Field(field) => field.name,
        }
    }

    /// The names of all, for whoever has misspelt one.
    pub(super) fn names() -> String {
        Self::all().map(Self::name).collect::<Vec<_>>().join(", ")
    }

    fn all() -> impl Iterator<Item = Self> {
        [Self::File, Self::Account].into_iter().chain(FIELDS.into_iter().map(Self::Field))
    }
}

impl Field {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        self.name
    }

    /// What a cell says, as the options that it alone makes.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn read(self, cell: &str) -> Result<OptionsPatch, String> {
        let value = self.value(cell)?;
        serde_json::from_value(json!({ self.name: value })).map_err(|error| error.to_string())
    }

    fn value(self, cell: &str) -> Result<Value, String> {
        match self.kind {
            Kind::Text => Ok(cell.into()),
            // Spreadsheets write TRUE and FALSE.
            Kind::Flag if cell.eq_ignore_ascii_case("true") => Ok(true.into()),
            Kind::Flag if cell.eq_ignore_ascii_case("false") => Ok(false.into()),
            Kind::Flag => Err(format!("`{cell}` is neither true nor false")),
            Kind::Moment if cell.parse::<Timestamp>().is_ok() => Ok(cell.into()),
            Kind::Moment => {
                Err(format!("`{cell}` is no moment with its offset, as 2026-12-24T18:00:00+01:00 is"))
            }
            Kind::Number => {
                cell.parse::<u32>().map(Value::from).map_err(|error| format!("`{cell}`: {error}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_sidecar_has_a_column() {
        let cells = [
            ("caption", "100% #fun"),
            ("privacy_level", "SELF_ONLY"),
            ("allow_comment", "TRUE"),
            ("allow_duet", "false"),
            ("allow_stitch", "true"),
            ("your_brand", "False"),
            ("branded_content", "FALSE"),
            ("ai_generated", "true"),
            ("cover_ms", "1500"),
            ("publish_at", "2026-12-24T18:00:00+01:00"),
            ("music_usage_confirmed", "true"),
        ];
        let read = cells.map(|(name, cell)| match Column::named(name) {
            Some(Column::Field(field)) => field.read(cell).unwrap(),
            Some(Column::File | Column::Account) | None => panic!("{name} is no field"),
        });
        let whole = read.into_iter().fold(OptionsPatch::default(), OptionsPatch::or);
        assert!(whole.is_whole(), "{whole:?}");
        assert_eq!(whole.caption.as_deref(), Some("100% #fun"));
    }

    #[test]
    fn a_wrong_cell_is_told_in_words() {
        for (field, cell, word) in [
            ("privacy_level", "PUBLIC", "PUBLIC_TO_EVERYONE"),
            ("allow_duet", "yes", "neither true nor false"),
            ("cover_ms", "-1", "invalid digit"),
            ("publish_at", "2026-12-24 18:00", "offset"),
        ] {
            let Some(Column::Field(field)) = Column::named(field) else { panic!("{field} is no field") };
            let error = field.read(cell).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
    }
}
