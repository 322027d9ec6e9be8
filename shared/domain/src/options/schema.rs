//! The JSON Schema of the sidecar, for editors and for programs that write sidecars.

use super::OptionsPatch;
use std::path::Path;

/// What the schema says of the whole.
pub(super) const DESCRIPTION: &str = "How a video is to be posted: the file {key of the video}.json beside it, or \
    {account}/_defaults.json for every video of an account. Every field may be absent; then the object's metadata and \
    the account's defaults are asked.";

/// The schema as it is published.
const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sidecar.schema.json");

/// Set to write the schema anew instead of comparing it.
const UPDATE_VARIABLE: &str = "REELDROP_UPDATE_DOCS";

#[test]
fn the_published_schema_is_that_of_the_type() {
    let schema = schemars::schema_for!(OptionsPatch).to_value();
    let path = Path::new(PUBLISHED);
    if is_to_be_written() {
        std::fs::write(path, serde_json::to_string_pretty(&schema).unwrap() + "\n").unwrap();
    }
    // As JSON: other crates of the workspace decide in which order serde_json keeps the fields.
    let published = std::fs::read_to_string(path).unwrap_or_default();
    let published: serde_json::Value = serde_json::from_str(&published).unwrap_or_default();
    assert_eq!(published, schema, "{UPDATE_VARIABLE}=1 cargo test -p domain writes it anew");
}

#[expect(clippy::disallowed_methods, reason = "this is no setting of the system, and is read once")]
fn is_to_be_written() -> bool {
    std::env::var_os(UPDATE_VARIABLE).is_some()
}

#[test]
fn every_field_is_described_and_no_other_is_allowed() {
    let schema = schemars::schema_for!(OptionsPatch);
    assert_eq!(schema.get("additionalProperties"), Some(&false.into()));
    let fields = schema.get("properties").and_then(|fields| fields.as_object()).unwrap();
    assert_eq!(fields.len(), 11);
    for (name, field) in fields {
        assert!(field["description"].as_str().is_some_and(|text| text.len() > 10), "{name}");
    }
}
