//! What the deployed functions have asked of AWS. `recorder.py` writes it down where MiniStack judges it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;

/// One action of a role on one resource, asked for once or more often.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// The role's name.
    pub role: String,
    /// The action as policies name it, such as `dynamodb:GetItem`.
    pub action: String,
    /// The ARN of what it was done to.
    pub resource: String,
    /// Whether the role's policies allow it.
    pub allowed: bool,
}

/// Where they are written down in a deployment's folder.
pub(crate) fn record(folder: &Path) -> PathBuf {
    folder.join("calls.jsonl")
}

/// Every call that is written down.
pub(crate) fn read(folder: &Path) -> Result<Vec<Call>, Error> {
    let path = record(folder);
    let lines = std::fs::read_to_string(&path).map_err(Error::file(&path, "read"))?;
    let calls = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    calls.map_err(|source| Error::Unreadable { what: "the record of calls", source: source.into() })
}
