//! The `console` function: wiring only.

use adapters::{ConsoleSecretsManager, OAuthStates, Posts, S3Uploads, SqsHints, Thumbnails};
use console::{Auth, Console, Settings};
use gateway::{ConnectionSettings, Connections, Gateway};
use lambda_http::Error;
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
        authorize: environment.parsed("TIKTOK_AUTHORIZE_URL")?,
        ..Endpoints::production()
    };
    let retention = environment.parsed("POST_RETENTION_DAYS")?;
    let settings = Settings::read(&environment)?;
    let gateway = Gateway::connect(&environment, &aws, endpoints)?;
    let secrets = ConsoleSecretsManager::new(aws.secrets_manager(), environment.text("CONSOLE_SECRET")?);
    let states = OAuthStates::new(aws.dynamodb(), environment.text("OAUTH_STATES_TABLE")?);
    let console = Console {
        posts: Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?).kept_for(retention),
        uploads: Arc::new(S3Uploads::new(aws.s3(), settings.uploads_bucket.clone())),
        thumbnails: Thumbnails::new(aws.dynamodb(), environment.text("THUMBNAILS_TABLE")?, retention),
        connections: Connections {
            gateway: gateway.clone(),
            states: states.clone(),
            settings: ConnectionSettings::read(&environment)?,
        },
        gateway,
        hints: Arc::new(SqsHints::new(aws.sqs(), environment.text("PUBLISH_QUEUE_URL")?)),
        auth: Auth::new(&settings, Arc::new(secrets), Arc::new(states), Clock::System),
        settings: Arc::new(settings),
        clock: Clock::System,
    };
    lambda_http::run(console::router(console)).await
}
