//! DynamoDB and Secrets Manager: dynoxide on a loopback port, and whoever asks for a secret gets it.

use super::server::{Answer, Server, json, whole};
use dynoxide::Database;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::{Request, StatusCode};
use serde_json::{Value, json};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The tables' names.
pub(crate) const POSTS: &str = "posts";
pub(crate) const ACCOUNTS: &str = "accounts";
pub(crate) const STATES: &str = "states";
pub(crate) const THUMBNAILS: &str = "thumbnails";

/// The names of the app's secret and of the console's; every other is a pair of tokens.
pub(crate) const APP_SECRET: &str = "app";
pub(crate) const CONSOLE_SECRET: &str = "console";

/// Long after any measurement.
const LATER: &str = "2099-01-01T00:00:00Z";
const EARLIER: &str = "2026-01-01T00:00:00Z";

/// A running AWS.
pub(crate) struct Aws {
    database: Database,
    pub(crate) dynamodb: SocketAddr,
    secrets: Server,
    serving: JoinHandle<()>,
}

impl Aws {
    /// Starts with empty tables.
    pub(crate) async fn start() -> io::Result<Self> {
        let database = Database::memory().map_err(io::Error::other)?;
        for table in tables() {
            let request = serde_json::from_value(table).map_err(io::Error::other)?;
            database.create_table(request).map_err(io::Error::other)?;
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let dynamodb = listener.local_addr()?;
        let serving = tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
        let secrets = Server::start(Arc::new(()), |_, request| async move { secret(request).await }).await?;
        Ok(Self { database, dynamodb, secrets, serving })
    }

    /// Where secrets are.
    pub(crate) fn secrets(&self) -> String {
        self.secrets.url()
    }

    /// Adds an account that is connected and has posted nothing yet.
    pub(crate) fn add_account(&self, open_id: &str) -> io::Result<()> {
        let text = |value: &str| json!({ "S": value });
        let number = |value: u64| json!({ "N": value.to_string() });
        let item = json!({
            "open_id": text(open_id), "schema": number(1), "version": number(1), "username": text(open_id),
            "scopes": { "L": [text("user.info.basic"), text("video.publish")] }, "status": text("connected"),
            "access_issued_at": text(EARLIER), "access_expires_at": text(LATER), "refresh_expires_at": text(LATER),
            "inits": { "L": [] }, "refresh_failures": number(0), "names_asked": number(0),
            "connected_at": text(EARLIER), "updated_at": text(EARLIER),
        });
        let request = serde_json::from_value(json!({ "TableName": ACCOUNTS, "Item": item }));
        self.database.put_item(request.map_err(io::Error::other)?).map_err(io::Error::other)?;
        Ok(())
    }
}

impl Drop for Aws {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The tables with the keys that `infra/template.yaml` gives them.
fn tables() -> [Value; 3] {
    let table = |name: &str, key: &str, indexes: &[(&str, &str, Option<&str>)]| {
        let mut attributes = vec![json!({ "AttributeName": key, "AttributeType": "S" })];
        let mut all = Vec::new();
        for (index, hash, range) in indexes {
            attributes.push(json!({ "AttributeName": hash, "AttributeType": "S" }));
            let mut keys = vec![json!({ "AttributeName": hash, "KeyType": "HASH" })];
            if let Some(range) = range {
                attributes.push(json!({ "AttributeName": range, "AttributeType": "N" }));
                keys.push(json!({ "AttributeName": range, "KeyType": "RANGE" }));
            }
            all.push(
                json!({ "IndexName": index, "KeySchema": keys, "Projection": { "ProjectionType": "ALL" } }),
            );
        }
        let mut request = json!({
            "TableName": name, "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": attributes,
            "KeySchema": [{ "AttributeName": key, "KeyType": "HASH" }],
        });
        if !all.is_empty() {
            request["GlobalSecondaryIndexes"] = all.into();
        }
        request
    };
    [
        table(POSTS, "id", &[("due", "due_shard", Some("due_at")), ("by_publish_id", "publish_id", None)]),
        table(
            ACCOUNTS,
            "open_id",
            &[("by_username", "username", None), ("refresh_due", "refresh_shard", Some("refresh_due_at"))],
        ),
        table(STATES, "state", &[]),
    ]
}

async fn secret(request: Request<Incoming>) -> Answer {
    let reads =
        request.headers().get("x-amz-target").is_some_and(|target| target == "secretsmanager.GetSecretValue");
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let id =
        serde_json::from_slice::<Value>(&body).unwrap_or_default()["SecretId"].as_str().map(str::to_owned);
    let Some(id) = id.filter(|_| reads) else { return whole(StatusCode::BAD_REQUEST, "{}") };
    let value = match id.as_str() {
        APP_SECRET => json!({ "client_key": "key", "client_secret": "secret", "connect_key": "connect" }),
        CONSOLE_SECRET => json!({ "session_key": "0123456789abcdef0123456789abcdef" }),
        _ => json!({
            "access_token": "act.bench", "refresh_token": "rft.bench", "scopes": ["user.info.basic", "video.publish"],
            "issued_at": EARLIER, "access_expires_at": LATER, "refresh_expires_at": LATER,
        }),
    };
    json(&json!({ "ARN": "arn", "Name": id, "VersionId": "1", "SecretString": value.to_string() }))
}
