//! A function that makes the signed requests that its event asks for, and nothing else: no settings, no logs, no
//! credentials that must be looked for.

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, Region};
use futures::future::try_join_all;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde::Deserialize;
use serde_json::Value;
use std::future::Future;

/// Requests by kind; those of a kind go out at once, one kind after the other.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Wanted {
    secrets: usize,
    gets: usize,
    puts: usize,
    queries: usize,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(service_fn(|event: LambdaEvent<Wanted>| answer(event.payload))).await
}

async fn answer(wanted: Wanted) -> Result<Value, Error> {
    let key = |name: &str| AttributeValue::S(name.to_owned());
    if wanted.secrets > 0 {
        let secrets = secrets_manager()?;
        each(wanted.secrets, || secrets.get_secret_value().secret_id("app").send()).await?;
    }
    if wanted.gets + wanted.puts + wanted.queries == 0 {
        return Ok(Value::Null);
    }
    let tables = dynamodb()?;
    each(wanted.gets, || tables.get_item().table_name("posts").key("id", key("none")).send()).await?;
    each(wanted.puts, || tables.put_item().table_name("states").item("state", key("floor")).send()).await?;
    each(wanted.queries, || {
        let query = tables.query().table_name("posts").index_name("due");
        query
            .key_condition_expression("due_shard = :shard")
            .expression_attribute_values(":shard", key("none"))
            .send()
    })
    .await?;
    Ok(Value::Null)
}

async fn each<T, E, F>(count: usize, request: impl Fn() -> F) -> Result<(), Error>
where
    E: std::error::Error + Send + Sync + 'static,
    F: Future<Output = Result<T, E>>,
{
    try_join_all(std::iter::repeat_with(request).take(count)).await?;
    Ok(())
}

fn secrets_manager() -> Result<aws_sdk_secretsmanager::Client, Error> {
    let config = aws_sdk_secretsmanager::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials()?)
        .endpoint_url(environment("AWS_ENDPOINT_URL")?);
    Ok(aws_sdk_secretsmanager::Client::from_conf(config.build()))
}

fn dynamodb() -> Result<aws_sdk_dynamodb::Client, Error> {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials()?)
        .endpoint_url(environment("AWS_ENDPOINT_URL_DYNAMODB")?);
    Ok(aws_sdk_dynamodb::Client::from_conf(config.build()))
}

fn credentials() -> Result<Credentials, Error> {
    let (id, secret) = (environment("AWS_ACCESS_KEY_ID")?, environment("AWS_SECRET_ACCESS_KEY")?);
    Ok(Credentials::new(id, secret, None, None, "environment"))
}

#[expect(clippy::disallowed_methods, reason = "this program has no settings but what Lambda gives it")]
fn environment(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| format!("{name} is not set").into())
}
