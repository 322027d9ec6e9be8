//! A table behind a store's back: what another version of the store has written there, and what this one leaves.

use super::{Place, tables};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use serde_dynamo::aws_sdk_dynamodb_1::{from_item, to_item};
use serde_json::{Map, Value};

/// Items as other versions have stored them, see `shared/domain/tests/stored.rs`.
const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/tests/stored");

/// The rows of one table.
pub(crate) struct Rows {
    client: Client,
    pub(crate) table: String,
    key: &'static str,
}

impl Rows {
    /// Makes the template's table of this name, whose items are found by the attribute `key`.
    pub(crate) async fn make(place: &Place, resource: &str, key: &'static str) -> Self {
        Self { client: place.aws().dynamodb(), table: tables::make(place, resource).await, key }
    }

    /// Puts the stored example of this name, and gives it.
    pub(crate) async fn put(&self, name: &str) -> Map<String, Value> {
        let json = std::fs::read(format!("{STORED}/{name}.json")).unwrap();
        let item: Map<String, Value> = serde_json::from_slice(&json).unwrap();
        let put = self.client.put_item().table_name(&self.table);
        put.set_item(Some(to_item(item.clone()).unwrap())).send().await.unwrap();
        item
    }

    /// The row of this key.
    pub(crate) async fn get(&self, key: &str) -> Map<String, Value> {
        let get = self.client.get_item().table_name(&self.table).consistent_read(true);
        let row = get.key(self.key, AttributeValue::S(key.to_owned())).send().await.unwrap();
        from_item(row.item.unwrap()).unwrap()
    }
}
