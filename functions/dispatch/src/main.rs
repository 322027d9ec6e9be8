//! The `dispatch` function: wiring only.

use adapters::{Posts, SqsHints};
use dispatch::Dispatch;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::{Clock, Environment, Metrics};
use serde_json::Value;
use std::process::ExitCode;
use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    runtime::start(run).await
}

async fn run(environment: Environment) -> Result<(), Error> {
    let aws = adapters::connect()?;
    let dispatch = Dispatch {
        posts: Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?),
        hints: Arc::new(SqsHints::new(aws.sqs(), environment.text("PUBLISH_QUEUE_URL")?)),
        metrics: Metrics::connect(&environment)?,
        clock: Clock::System,
    };
    lambda_runtime::run(service_fn(|_: LambdaEvent<Value>| async {
        dispatch.run().await.map_err(|error| Error::from(runtime::chain(&error)))
    }))
    .await
}
