//! DynamoDB's JSON as plain JSON.

use serde_json::{Map, Value};

/// An item without the types of its attributes.
pub(super) fn plain(item: &Value) -> Value {
    let attributes = item.as_object().unwrap().iter();
    Value::Object(attributes.map(|(name, value)| (name.clone(), plain_value(value))).collect::<Map<_, _>>())
}

fn plain_value(attribute: &Value) -> Value {
    let (kind, value) = attribute.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "S" | "BOOL" => value.clone(),
        "N" => value.as_str().unwrap().parse().unwrap(),
        "NULL" => Value::Null,
        "L" => value.as_array().unwrap().iter().map(plain_value).collect(),
        "M" => plain(value),
        other => panic!("our items hold nothing of the type {other}"),
    }
}
