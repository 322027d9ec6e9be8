//! Changes to part of a JSON document.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The value with the named fields replaced, objects recursively. A `null` clears an optional field.
///
/// # Errors
/// A field that does not exist or has another type.
pub(crate) fn patched<T: Serialize + DeserializeOwned>(
    value: &T,
    patch: Value,
) -> Result<T, serde_json::Error> {
    let mut document = serde_json::to_value(value)?;
    merge(&mut document, patch);
    serde_json::from_value(document)
}

fn merge(into: &mut Value, patch: Value) {
    match (into, patch) {
        (Value::Object(fields), Value::Object(changes)) => {
            for (name, change) in changes {
                merge(fields.entry(name).or_insert(Value::Null), change);
            }
        }
        (into, patch) => *into = patch,
    }
}
