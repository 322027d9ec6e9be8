//! The `status-poller` function: wiring only.

use adapters::Posts;
use gateway::Gateway;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::{Clock, Environment};
use serde_json::Value;
use status_poller::Poller;
use std::process::ExitCode;
use tiktok::Endpoints;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    runtime::start(run).await
}

async fn run(environment: Environment) -> Result<(), Error> {
    let aws = adapters::connect()?;
    let endpoints = Endpoints { api: environment.parsed("TIKTOK_API_URL")?, ..Endpoints::production() };
    let poller = Poller {
        posts: Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?)
            .kept_for(environment.parsed("POST_RETENTION_DAYS")?),
        gateway: Gateway::connect(&environment, &aws, endpoints)?,
        clock: Clock::System,
    };
    lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| {
        let poller = poller.clone();
        async move {
            let summary = poller.run(runtime::deadline(event.context.deadline)).await;
            summary.map_err(|error| Error::from(runtime::chain(&error)))
        }
    }))
    .await
}
