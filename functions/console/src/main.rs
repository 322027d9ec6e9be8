//! The `console` function: wiring only.

use adapters::{Posts, SqsHints};
use console::{Console, Settings};
use gateway::Gateway;
use lambda_http::Error;
use runtime::{Clock, Environment};
use std::process::ExitCode;
use std::sync::Arc;
use tiktok::Endpoints;

#[tokio::main]
async fn main() -> ExitCode {
    runtime::start(run).await
}

async fn run(environment: Environment) -> Result<(), Error> {
    let aws = adapters::connect().await?;
    let endpoints = Endpoints {
        api: environment.parsed("TIKTOK_API_URL")?,
        authorize: environment.parsed("TIKTOK_AUTHORIZE_URL")?,
        ..Endpoints::production()
    };
    let console = Console {
        posts: Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?)
            .kept_for(environment.parsed("POST_RETENTION_DAYS")?),
        gateway: Gateway::connect(&environment, &aws, endpoints)?,
        hints: Arc::new(SqsHints::new(aws.sqs(), environment.text("PUBLISH_QUEUE_URL")?)),
        settings: Arc::new(Settings::read(&environment)?),
        clock: Clock::System,
    };
    lambda_http::run(console::router(console)).await
}
