//! The `publish` function: wiring only.

use adapters::{Posts, S3Videos, SqsHints};
use aws_lambda_events::sqs::SqsEvent;
use gateway::Gateway;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use publish::{Publish, Settings};
use runtime::{Clock, Environment};
use std::process::ExitCode;
use std::sync::Arc;
use tiktok::Endpoints;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    runtime::start(run).await
}

async fn run(environment: Environment) -> Result<(), Error> {
    let aws = adapters::connect()?;
    let endpoints = Endpoints {
        api: environment.parsed("TIKTOK_API_URL")?,
        upload_hosts: environment.parsed("TIKTOK_UPLOAD_HOSTS")?,
        ..Endpoints::production()
    };
    let publish = Publish {
        posts: Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?)
            .kept_for(environment.parsed("POST_RETENTION_DAYS")?),
        gateway: Gateway::connect(&environment, &aws, endpoints)?,
        videos: Arc::new(S3Videos::new(aws.s3())),
        hints: Arc::new(SqsHints::new(aws.sqs(), environment.text("PUBLISH_QUEUE_URL")?)),
        settings: Settings::read(&environment)?,
        clock: Clock::System,
    };
    lambda_runtime::run(service_fn(|event: LambdaEvent<SqsEvent>| {
        let publish = publish.clone();
        async move {
            Ok::<_, Error>(publish.run(event.payload, runtime::deadline(event.context.deadline)).await)
        }
    }))
    .await
}
