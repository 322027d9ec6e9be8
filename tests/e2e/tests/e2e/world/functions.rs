//! The functions as they are deployed, wired to the world.

use super::PUBLIC_URL;
use super::api::console;
use super::database::{ACCOUNTS, OAUTH_STATES, POSTS};
use crate::effects::Proxy;
use ::console::Console;
use adapters::{Accounts, Alerts, AwsClients, Hints, OAuthStates, Posts, Secrets, Uploads, Videos};
use dispatch::Dispatch;
use gateway::{ConnectionSettings, Connections, Gateway, Tokens};
use jiff::Timestamp;
use oauth_callback::Connector;
use publish::Publish;
use runtime::{Clock, Metrics};
use status_poller::Poller;
use std::sync::Arc;
use std::time::Duration;
use tiktok::{Endpoints, TikTok};
use webhook::{ClientSecret, Webhook};

/// What the functions are wired to.
pub(super) struct Ports<'a> {
    pub(super) aws: AwsClients,
    pub(super) tiktok: &'a Proxy,
    pub(super) videos: Arc<dyn Videos>,
    pub(super) uploads: Arc<dyn Uploads>,
    pub(super) hints: Arc<dyn Hints>,
    pub(super) alerts: Arc<dyn Alerts>,
    pub(super) secrets: Arc<dyn Secrets>,
    pub(super) metrics: Metrics,
    pub(super) clock: Clock,
}

/// Every function.
pub(crate) struct Functions {
    pub(crate) connector: Connector,
    pub(crate) publish: Publish,
    pub(crate) poller: Poller,
    pub(crate) webhook: Webhook,
    pub(crate) dispatch: Dispatch,
    pub(crate) console: Console,
}

impl Functions {
    pub(super) fn new(ports: Ports<'_>, settings: publish::Settings) -> Self {
        let Ports { aws, videos, uploads, hints, alerts, secrets, metrics, clock, .. } = ports;
        let url = ports.tiktok.url();
        let endpoints = Endpoints {
            api: url.parse().unwrap(),
            authorize: format!("{url}/v2/auth/authorize/").parse().unwrap(),
            upload_hosts: ports.tiktok.authority().parse().unwrap(),
        };
        let tiktok = TikTok::new(endpoints).unwrap();
        let tokens = Tokens {
            tiktok: tiktok.clone(),
            accounts: Accounts::new(aws.dynamodb(), ACCOUNTS.to_owned()),
            secrets,
            alerts,
            metrics: metrics.clone(),
            clock: clock.clone(),
            public_url: PUBLIC_URL.to_owned(),
            deadline: Timestamp::MIN,
        };
        let gateway = Gateway { tiktok, tokens };
        let posts = Posts::new(aws.dynamodb(), POSTS.to_owned()).kept_for("400".parse().unwrap());
        let connections = Connections {
            gateway: gateway.clone(),
            states: OAuthStates::new(aws.dynamodb(), OAUTH_STATES.to_owned()),
            settings: ConnectionSettings {
                redirect_uri: format!("{PUBLIC_URL}/oauth/callback").parse().unwrap(),
                pkce: true,
            },
        };
        let connector = Connector { connections: connections.clone() };
        let publish = Publish {
            posts: posts.clone(),
            gateway: gateway.clone(),
            videos,
            hints: Arc::clone(&hints),
            settings,
            clock: clock.clone(),
        };
        let webhook = Webhook {
            posts: posts.clone(),
            gateway: gateway.clone(),
            client_secret: ClientSecret::default(),
            settings: webhook::Settings { age_max: Duration::from_hours(73) },
        };
        let console = console(&aws, &publish, uploads, connections);
        let poller = Poller { posts: posts.clone(), gateway, clock: clock.clone() };
        let dispatch = Dispatch { posts, hints, metrics, clock };
        Self { connector, publish, poller, webhook, dispatch, console }
    }
}
