//! The console, wired to the world like the other functions.

use super::database::THUMBNAILS;
use super::{BUCKET, PUBLIC_URL};
use ::console::{Auth, Console, Settings};
use adapters::{AwsClients, ConsoleSecret, Thumbnails, Uploads};
use gateway::Connections;
use publish::Publish;
use runtime::Environment;
use std::sync::Arc;

pub(super) fn console(
    aws: &AwsClients,
    publish: &Publish,
    uploads: Arc<dyn Uploads>,
    connections: Connections,
) -> Console {
    let settings = Environment::of([
        ("PUBLIC_URL", PUBLIC_URL),
        ("UPLOADS_BUCKET", BUCKET),
        ("DAILY_POST_CAP", "15"),
        ("UPLOADS_HOST", "uploads.example.com"),
        ("OIDC_ISSUER", "http://127.0.0.1:2"),
        ("OIDC_CLIENT_ID", "reeldrop"),
        ("CONSOLE_OPERATORS", "olga@example.com"),
        ("CONSOLE_CREATORS", "*"),
    ]);
    let settings = Settings::read(&settings).unwrap();
    let secret = ConsoleSecret { session_key: "k".repeat(64).into(), client_secret: None };
    let sessions = Arc::new(connections.states.clone());
    let auth = Auth::new(&settings, Arc::new(secret), sessions, publish.clock.clone());
    Console {
        posts: publish.posts.clone(),
        gateway: publish.gateway.clone(),
        uploads,
        thumbnails: Thumbnails::new(aws.dynamodb(), THUMBNAILS.to_owned(), "400".parse().unwrap()),
        connections,
        hints: Arc::clone(&publish.hints),
        auth,
        settings: Arc::new(settings),
        clock: publish.clock.clone(),
    }
}
