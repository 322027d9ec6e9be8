//! The `webhook` function: wiring only.

use adapters::Posts;
use gateway::Gateway;
use lambda_http::{Body, Error, Request, Response, service_fn};
use runtime::Environment;
use tiktok::Endpoints;
use webhook::{ClientSecret, Settings, Webhook};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::read();
    runtime::start_logs(&environment);
    let aws = adapters::connect().await;
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
