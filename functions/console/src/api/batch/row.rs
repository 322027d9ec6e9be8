//! What one row of a table makes.

use super::cell::Column;
use super::table::Record;
use super::wrong;
use crate::Console;
use crate::access::Access;
use crate::api::choice;
use crate::api::schema::Options;
use crate::api::uploads::file_name;
use crate::api::view::AccountName;
use crate::problem::FieldProblem;
use adapters::StoreError;
use adapters::accounts::Found;
use domain::{AccountStatus, OptionsPatch};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;

/// Accounts that are looked for at the same time.
const LOOKS_AT_ONCE: usize = 16;

/// A row of a table: the post that it makes, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BatchRow)]
pub(crate) struct RowView {
    /// The line of the table that it begins in, counted from 1.
    row: u64,
    /// The file that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The account that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<AccountName>,
    /// What to send with the upload; only where nothing is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Options>)]
    options: Option<OptionsPatch>,
    /// What is wrong, by column. `row` stands for the row as such.
    pub(super) errors: Vec<FieldProblem>,
}

/// A row of which everything is known that it says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    line: u64,
    file: Option<String>,
    account: Option<String>,
    options: OptionsPatch,
    errors: Vec<FieldProblem>,
}

impl Draft {
    /// What a record says at a moment, with what holds where it says nothing.
    pub(super) fn of(record: Record, open: OptionsPatch, now: Timestamp) -> Self {
        let Record { line, cells, errors } = record;
        let mut draft = Self { line, file: None, account: None, options: OptionsPatch::default(), errors };
        for (column, cell) in cells {
            match column {
                Column::File => draft.file = Some(cell),
                Column::Account => draft.account = Some(cell),
                Column::Field(field) => match field.read(&cell) {
                    Ok(said) => draft.options = std::mem::take(&mut draft.options).or(said),
                    Err(detail) => draft.errors.push(wrong(field.name(), detail)),
                },
            }
        }
        draft.options = draft.options.or(open);
        draft.check(now);
        draft
    }

    fn check(&mut self, now: Timestamp) {
        match self.file.as_deref().map(file_name::check) {
            None => self.errors.push(wrong("file", "name the video's file")),
            Some(Err(error)) => self.errors.push(wrong("file", error.to_string())),
            Some(Ok(())) => {}
        }
        // A field that could not be read is not missing as well.
        let told: BTreeSet<&str> = self.errors.iter().map(|error| error.field.as_str()).collect();
        let mut found = choice::errors(&self.options);
        found.retain(|error| !told.contains(error.field.as_str()));
        found.extend(self.options.publish_at.and_then(|at| choice::past(at, now)));
        self.errors.extend(found);
    }
}

/// Finds the files that several rows name: which of them is meant, nobody can say.
pub(super) fn find_duplicates(drafts: &mut [Draft]) {
    let mut lines: HashMap<String, Vec<u64>> = HashMap::new();
    for draft in &*drafts {
        if let Some(file) = &draft.file {
            lines.entry(file.clone()).or_default().push(draft.line);
        }
    }
    for draft in drafts {
        let others = draft.file.as_ref().and_then(|file| lines.get(file)).filter(|lines| lines.len() > 1);
        if let Some(other) = others.and_then(|lines| lines.iter().find(|line| **line != draft.line)) {
            draft.errors.push(wrong("file", format!("row {other} names the same file")));
        }
    }
}

/// Finds whose each row is, among the accounts that whoever asks may post for.
///
/// # Errors
/// When the accounts cannot be read.
pub(super) async fn with_accounts(
    console: &Console,
    access: &Access,
    drafts: Vec<Draft>,
    default: Option<&str>,
) -> Result<Vec<RowView>, StoreError> {
    let named = drafts.iter().filter_map(|draft| draft.account.as_deref().or(default));
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    let found = named.into_iter().map(|name| find(console, access, name));
    let accounts: HashMap<_, _> = stream::iter(found).buffer_unordered(LOOKS_AT_ONCE).try_collect().await?;
    let row = |mut draft: Draft| {
        let account = match draft.account.as_deref().or(default).map(|name| &accounts[name]) {
            Some(Ok(account)) => Some(account.clone()),
            Some(Err(detail)) => {
                draft.errors.push(wrong("account", detail.clone()));
                None
            }
            None => {
                draft.errors.push(wrong("account", "name the account, by its username or open_id"));
                None
            }
        };
        let options = draft.errors.is_empty().then_some(draft.options);
        RowView { row: draft.line, file: draft.file, account, options, errors: draft.errors }
    };
    Ok(drafts.into_iter().map(row).collect())
}

/// An account that a row names, or why it cannot be posted for.
type Named = Result<AccountName, String>;

/// The account that a row names.
async fn find(console: &Console, access: &Access, name: String) -> Result<(String, Named), StoreError> {
    let found = match access.find(console, &name).await? {
        Found::One(account) if account.status != AccountStatus::Connected => {
            Err(format!("{name} must be connected again first"))
        }
        Found::One(account) => Ok(AccountName::of(&account)),
        Found::Several => {
            Err(format!("several accounts are called {name}: name the open_id of the one that is meant"))
        }
        Found::Nobody => Err(format!("no account is called {name}: name it by its username or open_id")),
    };
    Ok((name, found))
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn drafts(rows: &str) -> Vec<Draft> {
        drafts_of(rows, &OptionsPatch::default())
    }

    fn drafts_of(rows: &str, open: &OptionsPatch) -> Vec<Draft> {
        let table = format!("file,privacy_level,music_usage_confirmed,publish_at\n{rows}");
        let records = table::read(table.as_bytes()).unwrap();
        let mut drafts: Vec<Draft> =
            records.into_iter().map(|record| Draft::of(record, open.clone(), NOW)).collect();
        find_duplicates(&mut drafts);
        drafts
    }

    fn wrong_columns(rows: &str) -> Vec<String> {
        drafts(rows).remove(0).errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_row_that_says_everything_is_right() {
        assert_eq!(wrong_columns("a.mp4,SELF_ONLY,true,"), [""; 0]);
        assert_eq!(wrong_columns("a.mp4,SELF_ONLY,true,2026-01-01T10:00:00Z"), [""; 0]);
    }

    #[test]
    fn every_cell_that_is_wrong_or_missing_is_told_once() {
        assert_eq!(wrong_columns("a.mp4,,,"), ["privacy_level", "music_usage_confirmed"]);
        assert_eq!(wrong_columns(",NOBODY,true,"), ["privacy_level", "file"]);
        assert_eq!(wrong_columns("a.mp4,SELF_ONLY,true,1969-12-24T18:00:00Z"), ["publish_at"]);
        assert_eq!(wrong_columns("../a.mp4,SELF_ONLY,true,18:00"), ["publish_at", "file"]);
    }

    #[test]
    fn consent_that_a_page_asks_for_holds_for_the_rows_that_say_nothing() {
        let asked = OptionsPatch { music_usage_confirmed: Some(true), ..OptionsPatch::default() };
        let drafts = drafts_of("a.mp4,SELF_ONLY,,\nb.mp4,SELF_ONLY,false,\n", &asked);
        assert!(drafts[0].errors.is_empty());
        assert_eq!(drafts[1].errors[0].field, "music_usage_confirmed");
    }

    #[test]
    fn rows_that_name_the_same_file_point_at_each_other() {
        let rows = "a.mp4,SELF_ONLY,true,\nb.mp4,SELF_ONLY,true,\na.mp4,SELF_ONLY,true,\n";
        let told: Vec<Vec<String>> = drafts(rows)
            .into_iter()
            .map(|draft| draft.errors.into_iter().map(|error| error.detail).collect())
            .collect();
        assert_eq!(told[0], ["row 4 names the same file"]);
        assert!(told[1].is_empty());
        assert_eq!(told[2], ["row 2 names the same file"]);
    }
}
