//! DynamoDB: dynoxide on a loopback port, with the tables of the real template.

mod items;
mod tables;

use adapters::AwsClients;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use domain::{Account, Post, shard};
use dynoxide::Database;
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The names that the tables have here.
pub(crate) const POSTS: &str = "PostsTable";
pub(crate) const ACCOUNTS: &str = "AccountsTable";
pub(crate) const OAUTH_STATES: &str = "OauthStatesTable";
pub(crate) const THUMBNAILS: &str = "ThumbnailsTable";

/// A running DynamoDB. It stops when it is dropped.
pub(crate) struct DynamoDb {
    pub(crate) address: SocketAddr,
    database: Database,
    server: JoinHandle<()>,
}

impl DynamoDb {
    /// Starts with empty tables.
    pub(crate) async fn start() -> Self {
        let database = Database::memory().unwrap();
        for table in [POSTS, ACCOUNTS, OAUTH_STATES, THUMBNAILS] {
            database.create_table(serde_json::from_value(tables::create_request(table)).unwrap()).unwrap();
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
        Self { address, database, server }
    }

    /// Clients that reach it at `endpoint`. They try once: the SDK's own repeats would hide a failure from our code.
    pub(crate) fn clients(&self, endpoint: &str) -> AwsClients {
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
            .endpoint_url(endpoint)
            .retry_config(RetryConfig::disabled())
            .build();
        AwsClients::new(config)
    }

    /// Puts an item that is written as DynamoDB's JSON, past all proxies.
    pub(crate) fn put(&self, table: &str, item: Value) {
        let request = serde_json::json!({ "TableName": table, "Item": item });
        self.database.put_item(serde_json::from_value(request).unwrap()).unwrap();
    }

    /// Changes an item as another version of the functions might, past all proxies. Its attributes are DynamoDB's JSON.
    pub(crate) fn rewrite(&self, table: &str, (key, value): (&str, &str), change: impl FnOnce(&mut Value)) {
        let request = serde_json::json!({ "TableName": table, "Key": { key: { "S": value } } });
        let found = self.database.get_item(serde_json::from_value(request).unwrap()).unwrap();
        let mut item = serde_json::to_value(found.item.unwrap()).unwrap();
        change(&mut item);
        self.put(table, item);
    }

    /// Puts an entry into the index of what is due for `publish` at this second, past all proxies.
    pub(crate) fn put_due(&self, id: &str, account: &str, at_s: i64) {
        self.put(
            POSTS,
            serde_json::json!({
                "id": { "S": id },
                "account": { "S": account },
                "due_shard": { "S": shard::partition_of("publish", id) },
                "due_at": { "N": (at_s * 1_000).to_string() },
            }),
        );
    }

    /// Every post, past all proxies.
    pub(crate) fn posts(&self) -> Vec<Post> {
        let is_post = |item: &Value| item.get("rejected").is_none();
        self.items(POSTS)
            .into_iter()
            .filter(is_post)
            .map(|item| serde_json::from_value(item).unwrap())
            .collect()
    }

    /// Every account, past all proxies.
    pub(crate) fn accounts(&self) -> Vec<Account> {
        let is_account = |item: &Value| item.get("status").is_some();
        let items = self.items(ACCOUNTS).into_iter().filter(is_account);
        items.map(|item| serde_json::from_value(item).unwrap()).collect()
    }

    /// Every item of a table as plain JSON.
    pub(crate) fn items(&self, table: &str) -> Vec<Value> {
        let mut request = serde_json::json!({ "TableName": table });
        let mut found = Vec::new();
        loop {
            // A page ends after 1 MB.
            let page = self.database.scan(serde_json::from_value(request.clone()).unwrap()).unwrap();
            let items = page.items.unwrap_or_default();
            found.extend(items.iter().map(|item| items::plain(&serde_json::to_value(item).unwrap())));
            let Some(last) = page.last_evaluated_key else { return found };
            request["ExclusiveStartKey"] = serde_json::to_value(last).unwrap();
        }
    }
}

impl Drop for DynamoDb {
    fn drop(&mut self) {
        self.server.abort();
    }
}
