//! Schemas of what is the domain's and not the API's own.

use domain::{PrivacyLevel, State};
use serde_json::{Value, json};
use std::borrow::Cow;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Stands for the domain's [`OptionsPatch`](domain::OptionsPatch), which a sidecar holds too.
pub(crate) struct Options;

/// Stands for the domain's [`PrivacyLevel`].
pub(crate) struct Privacy;

/// Stands for the name of a post's [`State`].
pub(crate) struct StateName;

/// The published schema of a sidecar, which a test of the domain holds against its type.
const SIDECAR: &str = include_str!("../../../../docs/sidecar.schema.json");

impl Options {
    /// The sidecar's schema as a component of the API's document.
    ///
    /// # Errors
    /// When the file is no JSON, which a test finds out.
    pub(crate) fn component() -> serde_json::Result<Value> {
        let here = SIDECAR.replace("#/$defs/PrivacyLevel", "#/components/schemas/PrivacyLevel");
        let Value::Object(mut schema) = serde_json::from_str(&here)? else { return Ok(Value::Null) };
        schema.retain(|name, _| !matches!(name.as_str(), "$schema" | "$defs" | "title"));
        schema.insert(
            "description".to_owned(),
            json!(
                "How a video is to be posted: the fields of a sidecar. Only `privacy_level` and \
                   `music_usage_confirmed` have no default."
            ),
        );
        Ok(Value::Object(schema))
    }
}

impl PartialSchema for Options {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().into()
    }
}

impl ToSchema for Options {}

impl PartialSchema for Privacy {
    fn schema() -> RefOr<Schema> {
        names("Who may see the post.", PrivacyLevel::ALL.map(PrivacyLevel::as_str))
    }
}

impl ToSchema for Privacy {
    fn name() -> Cow<'static, str> {
        "PrivacyLevel".into()
    }
}

impl PartialSchema for StateName {
    fn schema() -> RefOr<Schema> {
        names("Where a post stands.", State::NAMES)
    }
}

impl ToSchema for StateName {
    fn name() -> Cow<'static, str> {
        "State".into()
    }
}

fn names(description: &str, names: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    let schema = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names));
    schema.description(Some(description)).into()
}
