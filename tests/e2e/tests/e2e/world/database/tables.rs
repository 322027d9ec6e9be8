//! The tables as `infra/template.yaml` declares them.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Value, json};
use std::sync::LazyLock;

const TEMPLATE: &str = include_str!("../../../../../../infra/template.yaml");

/// The request that creates the template's table of this name.
pub(super) fn create_request(table: &str) -> Value {
    static RESOURCES: LazyLock<Value> =
        LazyLock::new(|| plain(&Yaml::load_from_str(TEMPLATE).unwrap()[0]["Resources"]));
    let properties = &RESOURCES[table]["Properties"];
    let mut request = json!({ "TableName": table, "BillingMode": "PAY_PER_REQUEST" });
    for name in ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes"] {
        if let Some(value) = properties.get(name) {
            request[name] = value.clone();
        }
    }
    request
}

fn plain(node: &Yaml<'_>) -> Value {
    match node {
        Yaml::Mapping(fields) => fields
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?.to_owned(), plain(value))))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Yaml::Sequence(entries) => entries.iter().map(plain).collect(),
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Value(Scalar::Integer(number)) => json!(number),
        Yaml::Value(Scalar::Boolean(flag)) => json!(flag),
        Yaml::Value(Scalar::Null | Scalar::FloatingPoint(_))
        | Yaml::Representation(..)
        | Yaml::Tagged(..)
        | Yaml::Alias(_)
        | Yaml::BadValue => Value::Null,
    }
}
