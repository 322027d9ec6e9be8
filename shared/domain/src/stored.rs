//! Stored forms: read with what other versions have written, and written back without losing any of it.
//!
//! During a deployment, and after one that was rolled back, functions of two versions work on the same items. See
//! `docs/decisions/0008-what-another-version-has-written.md`.

mod unknown;

pub use unknown::Unknown;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

/// An item, as JSON.
pub type Item = Map<String, Value>;

/// The attribute that tells an item's schema.
const SCHEMA: &str = "schema";

/// What an item that names no schema was written by.
const FIRST_SCHEMA: u32 = 1;

/// Something that is stored, and may have been stored by another version.
pub trait Stored: Serialize + DeserializeOwned {
    /// The highest schema that this version knows. Items of lower ones are read too. It is raised by whatever a version
    /// must not overlook that has not heard of it.
    const SCHEMA: u32;

    /// The lowest schema that tells all of this one, under which it is stored: an older version may still read what holds
    /// nothing that it must not overlook.
    fn schema(&self) -> u32 {
        Self::SCHEMA
    }

    /// What this version did not know of it when it was read.
    fn unknown(&self) -> &Unknown;

    /// Keeps that until it is written.
    fn keep(&mut self, unknown: Unknown);
}

/// An item that this version must leave alone: whoever guesses what is meant may post twice.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// A newer version has written it.
    #[error(
        "a newer version has stored it with schema {found}, and this one knows {known}: wait for the deployment to end, or \
         deploy the newer version again"
    )]
    Newer {
        /// The item's schema.
        found: u32,
        /// The highest that this version knows.
        known: u32,
    },
    /// It is not what this version calls so.
    #[error("this version cannot read what is stored; if a newer one has written it, deploy that one again")]
    Strange(#[source] serde_json::Error),
}

/// Reads an item. What this version does not know of it is kept for [`write()`].
///
/// # Errors
/// See [`Unreadable`].
pub fn read<T: Stored>(mut item: Item) -> Result<T, Unreadable> {
    let found = match item.get(SCHEMA) {
        Some(schema) => u32::deserialize(schema).map_err(Unreadable::Strange)?,
        None => FIRST_SCHEMA,
    };
    if found > T::SCHEMA {
        return Err(Unreadable::Newer { found, known: T::SCHEMA });
    }
    item.insert(SCHEMA.to_owned(), T::SCHEMA.into());
    let mut read: T = serde_json::from_value(Value::Object(item.clone())).map_err(Unreadable::Strange)?;
    let understood = as_item(&read).map_err(Unreadable::Strange)?;
    read.keep(Unknown::of(item, understood));
    Ok(read)
}

/// The item to store, with everything that [`read()`] did not know where it was.
///
/// # Errors
/// When the type cannot be written as a JSON object, which none of ours is.
pub fn write<T: Stored>(value: &T) -> Result<Item, serde_json::Error> {
    let mut written = as_item(value)?;
    written.insert(SCHEMA.to_owned(), value.schema().into());
    Ok(value.unknown().put_back(written))
}

fn as_item<T: Serialize>(value: &T) -> Result<Item, serde_json::Error> {
    serde_json::from_value(serde_json::to_value(value)?)
}
