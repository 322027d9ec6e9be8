//! The `webhook` function: wiring only.

use adapters::Posts;
use gateway::Gateway;
use lambda_http::{Body, Error, Request, Response, service_fn};
use runtime::Environment;
use std::process::ExitCode;
use tiktok::Endpoints;
use webhook::{ClientSecret, Settings, Webhook};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    runtime::start(run).await
}

async fn run(environment: Environment) -> Result<(), Error> {
    let aws = adapters::connect()?;
    let endpoints = Endpoints { api: environment.parsed("TIKTOK_API_URL")?, ..Endpoints::production() };
    let webhook = Webhook {
        posts: Posts::new(aws.dynamodb(), environment.text("POSTS_TABLE")?)
            .kept_for(environment.parsed("POST_RETENTION_DAYS")?),
        gateway: Gateway::connect(&environment, &aws, endpoints)?,
        client_secret: ClientSecret::default(),
        settings: Settings::read(&environment)?,
    };
    lambda_http::run(service_fn(|request: Request| {
        let webhook = webhook.clone();
        async move { Ok::<Response<Body>, Error>(webhook.answer(request).await) }
    }))
    .await
}
