//! Schemas of what is the domain's and not the API's own.

use domain::{PrivacyLevel, State};
use std::borrow::Cow;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Stands for the domain's [`OptionsPatch`](domain::OptionsPatch), which a sidecar holds too.
pub(crate) struct Options;

/// Stands for the domain's [`PrivacyLevel`].
pub(crate) struct Privacy;

/// Stands for the name of a post's [`State`].
pub(crate) struct StateName;

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
