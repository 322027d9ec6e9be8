//! A console with its issuer.

use super::super::{Auth, EndedSessions};
use crate::settings::Settings;
use crate::{Console, router};
use adapters::{AwsClients, ConsoleSecret, OAuthStates, Posts, S3Uploads, SqsHints, StoreError, Thumbnails};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use gateway::{ConnectionSettings, Connections, Gateway};
use jiff::Timestamp;
use openid_fake::{OpenIdFake, Person, Start};
use runtime::{Clock, Environment, ManualClock};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tiktok::Endpoints;
use tower::ServiceExt;

/// Where the console believes itself to be.
pub(super) const CONSOLE: &str = "https://reeldrop.example";

pub(super) const OPERATOR: &str = "operator@reeldrop.example";
pub(super) const CREATOR: &str = "creator@studio.example";
pub(super) const STRANGER: &str = "stranger@elsewhere.example";

/// A console whose time stands still.
pub(super) struct World {
    pub(super) issuer: OpenIdFake,
    pub(super) clock: ManualClock,
    ended: Arc<dyn EndedSessions>,
    router: Router,
}

impl World {
    /// One where the operator and the creator are what they are called.
    pub(super) async fn start() -> Self {
        let people = [OPERATOR, CREATOR, STRANGER].map(|email| Person::new(email, "Somebody")).to_vec();
        let issuer = OpenIdFake::start(Start { people, ..Start::default() }).await.unwrap();
        issuer.register(&format!("{CONSOLE}/sign-in/callback"));
        let clock = ManualClock::new(Timestamp::from_second(2_000_000_000).unwrap());
        let ended = Arc::new(Ended::default());
        let mut world = Self { issuer, clock, ended, router: Router::new() };
        world.deploy(OPERATOR, "@studio.example,group:video");
        world
    }

    /// Deploys other rules.
    pub(super) fn deploy(&mut self, operators: &str, creators: &str) {
        let environment = environment(self.issuer.url(), operators, creators);
        let settings = Settings::read(&environment).unwrap();
        let secret = ConsoleSecret { session_key: "0123456789abcdef".repeat(4).into(), client_secret: None };
        let clock = Clock::Manual(self.clock.clone());
        let aws = nowhere();
        let gateway = Gateway::connect(&environment, &aws, Endpoints::production()).unwrap();
        self.router = router(Console {
            posts: Posts::new(aws.dynamodb(), "posts".to_owned()),
            uploads: Arc::new(S3Uploads::new(aws.s3(), settings.uploads_bucket.clone())),
            thumbnails: Thumbnails::new(aws.dynamodb(), "thumbnails".to_owned(), "400".parse().unwrap()),
            connections: Connections {
                gateway: gateway.clone(),
                states: OAuthStates::new(aws.dynamodb(), "states".to_owned()),
                settings: ConnectionSettings::read(&environment).unwrap(),
            },
            gateway,
            hints: Arc::new(SqsHints::new(aws.sqs(), String::new())),
            auth: Auth::new(&settings, Arc::new(secret), Arc::clone(&self.ended), clock.clone()),
            settings: Arc::new(settings),
            clock,
        });
    }

    pub(super) async fn answer(&self, request: Request) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }
}

fn environment(issuer: &str, operators: &str, creators: &str) -> Environment {
    Environment::of([
        ("PUBLIC_URL", CONSOLE),
        ("UPLOADS_BUCKET", "uploads"),
        ("UPLOADS_HOST", "uploads.s3.eu-central-1.amazonaws.com"),
        ("OIDC_ISSUER", issuer),
        ("OIDC_CLIENT_ID", openid_fake::CLIENT_ID),
        ("CONSOLE_OPERATORS", operators),
        ("CONSOLE_CREATORS", creators),
        ("ACCOUNTS_TABLE", "accounts"),
        ("APP_SECRET", "app"),
        ("TOKEN_SECRET_PREFIX", "tokens/"),
        ("ALERTS_TOPIC", "alerts"),
        ("STACK_NAME", "reeldrop"),
        ("DAILY_POST_CAP", "15"),
        ("PKCE", "on"),
    ])
}

/// Clients of an AWS that is not there: nothing here asks it.
fn nowhere() -> AwsClients {
    let config =
        SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-central-1"));
    AwsClients::new(config.endpoint_url("http://127.0.0.1:1").build())
}

/// Ended sessions in memory.
#[derive(Default)]
struct Ended(Mutex<BTreeSet<String>>);

#[async_trait::async_trait]
impl EndedSessions for Ended {
    async fn end(&self, id: &str, _until: Timestamp) -> Result<(), StoreError> {
        self.0.lock().unwrap().insert(id.to_owned());
        Ok(())
    }

    async fn has_ended(&self, id: &str) -> Result<bool, StoreError> {
        Ok(self.0.lock().unwrap().contains(id))
    }
}
