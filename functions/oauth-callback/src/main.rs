//! The `oauth-callback` function: wiring only.

use adapters::OAuthStates;
use gateway::{ConnectionSettings, Connections, Gateway};
use lambda_http::{Body, Error, Request, Response, service_fn};
use oauth_callback::Connector;
use runtime::Environment;
use std::process::ExitCode;
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
    let connections = Connections {
        gateway: Gateway::connect(&environment, &aws, endpoints)?,
        states: OAuthStates::new(aws.dynamodb(), environment.text("OAUTH_STATES_TABLE")?),
        settings: ConnectionSettings::read(&environment)?,
    };
    let connector = Connector { connections };
    lambda_http::run(service_fn(|request: Request| {
        let connector = connector.clone();
        async move { Ok::<Response<Body>, Error>(connector.answer(request).await) }
    }))
    .await
}
