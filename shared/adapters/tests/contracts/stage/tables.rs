//! The tables as `infra/template.yaml` declares them.

use super::Place;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, Projection,
};
use saphyr::{LoadableYamlNode, Yaml};
use std::sync::LazyLock;

const TEMPLATE: &str = include_str!("../../../../../infra/template.yaml");

/// Makes the template's table of this name, and gives the name that it has here.
pub(crate) async fn make(place: &Place, resource: &str) -> String {
    static TEMPLATE_READ: LazyLock<Yaml<'static>> =
        LazyLock::new(|| Yaml::load_from_str(TEMPLATE).unwrap().remove(0));
    let properties = &TEMPLATE_READ["Resources"][resource]["Properties"];
    let name = format!("{}-{resource}", place.name);
    let create = place
        .aws()
        .dynamodb()
        .create_table()
        .table_name(&name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(list(properties, "AttributeDefinitions", attribute)))
        .set_key_schema(Some(list(properties, "KeySchema", key)));
    let indexes = list(properties, "GlobalSecondaryIndexes", index);
    let create = create.set_global_secondary_indexes((!indexes.is_empty()).then_some(indexes));
    create.send().await.unwrap();
    name
}

fn attribute(node: &Yaml<'_>) -> AttributeDefinition {
    let definition = AttributeDefinition::builder().attribute_name(text(node, "AttributeName"));
    definition.attribute_type(text(node, "AttributeType").into()).build().unwrap()
}

fn key(node: &Yaml<'_>) -> KeySchemaElement {
    let element = KeySchemaElement::builder().attribute_name(text(node, "AttributeName"));
    element.key_type(text(node, "KeyType").into()).build().unwrap()
}

fn index(node: &Yaml<'_>) -> GlobalSecondaryIndex {
    let kept = &node["Projection"];
    let projection = Projection::builder().projection_type(text(kept, "ProjectionType").into());
    let others = list(kept, "NonKeyAttributes", |name| name.as_str().unwrap().to_owned());
    let projection = projection.set_non_key_attributes((!others.is_empty()).then_some(others)).build();
    let index = GlobalSecondaryIndex::builder().index_name(text(node, "IndexName")).projection(projection);
    index.set_key_schema(Some(list(node, "KeySchema", key))).build().unwrap()
}

fn list<T>(node: &Yaml<'_>, name: &str, read: impl Fn(&Yaml<'_>) -> T) -> Vec<T> {
    node.as_mapping_get(name).and_then(Yaml::as_sequence).into_iter().flatten().map(read).collect()
}

fn text<'a>(node: &'a Yaml<'_>, name: &str) -> &'a str {
    node[name].as_str().unwrap()
}
