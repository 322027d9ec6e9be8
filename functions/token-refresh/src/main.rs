//! The `token-refresh` function: wiring only.

use adapters::Posts;
use gateway::Gateway;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::Environment;
use serde_json::Value;
use std::process::ExitCode;
use tiktok::Endpoints;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    runtime::start(run).await
}

async fn run(environment: Environment) -> Result<(), Error> {
    let aws = adapters::connect()?;
    let endpoints = Endpoints { api: environment.parsed("TIKTOK_API_URL")?, ..Endpoints::production() };
    let gateway = Gateway::connect(&environment, &aws, endpoints)?;
    let posts = Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?);
    lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| {
        let (gateway, posts) = (gateway.clone(), posts.clone());
        async move {
            let deadline = runtime::deadline(event.context.deadline);
            let answer = token_refresh::answer(&gateway, &posts, event.payload, deadline).await;
            answer.map_err(|error| Error::from(runtime::chain(&error)))
        }
    }))
    .await
}
