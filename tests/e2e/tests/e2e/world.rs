//! The whole system in one process: the functions' own handlers, the real client of TikTok against the strict fake, the
//! real DynamoDB adapter on dynoxide, memory for the other ports, and time in hand.

mod api;
mod bucket;
mod connect;
mod console;
pub(crate) mod database;
mod functions;
mod promises;
mod run;
mod schedule;
mod time;
mod webhook;

pub(crate) use bucket::{PUBLIC, Upload};
pub(crate) use run::Meanwhile;
pub(crate) use time::Time;

use crate::effects::{Effects, Faulty, Overheard, Proxy, Upstream};
use crate::logs::Logs;
use adapters::queue::Redelivery;
use adapters::{Accounts, MemoryAlerts, MemoryQueue, MemorySecrets, MemoryUploads, MemoryVideos, Posts};
use database::DynamoDb;
use domain::{Account, Event, Post, PrivacyFallback, Source, UnauditedPosts};
use functions::{Functions, Ports};
use jiff::{SignedDuration, Timestamp};
use runtime::{Clock, ManualClock, Metrics};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use tiktok_fake::{App, Creator, Endpoint, PostReport, Settings, Start, TikTokFake};

/// The bucket that videos are dropped into.
pub(crate) const BUCKET: &str = "uploads";

/// Where creators come back to; nothing listens there, because the tests walk the way by hand.
const PUBLIC_URL: &str = "http://127.0.0.1:1";

/// The publish queue's settings, as in `infra/template.yaml`.
pub(crate) const REDELIVERY: Redelivery =
    Redelivery { visibility_timeout: SignedDuration::from_secs(960), receives_max: 20 };

/// What a world starts with.
pub(crate) struct Setup {
    /// The creators that TikTok knows, by username.
    pub(crate) creators: Vec<&'static str>,
    /// How TikTok behaves.
    pub(crate) tiktok: Settings,
    /// How `publish` is set.
    pub(crate) publish: publish::Settings,
}

impl Default for Setup {
    fn default() -> Self {
        let publish = publish::Settings {
            chunk_size: domain::plan::CHUNK_BYTES_MIN,
            daily_post_cap: 15,
            privacy_fallback: PrivacyFallback::SelfOnly,
            unaudited_posts: UnauditedPosts::Wait,
        };
        let tiktok = Settings { auto_consent: true, ..Settings::default() };
        Self { creators: vec!["alice"], tiktok, publish }
    }
}

/// One deployment with its surroundings. When it is dropped, it checks what must hold whatever happened.
pub(crate) struct World {
    pub(crate) time: Arc<Time>,
    pub(crate) tiktok: TikTokFake,
    pub(crate) effects: Effects,
    pub(crate) videos: MemoryVideos,
    pub(crate) browser: MemoryUploads,
    pub(crate) queue: MemoryQueue,
    pub(crate) alerts: MemoryAlerts,
    pub(crate) secrets: MemorySecrets,
    pub(crate) functions: Functions,
    pub(crate) logs: Logs,
    pub(crate) metrics: Metrics,
    overheard: Overheard,
    database: DynamoDb,
    uploads: RefCell<Vec<Upload>>,
    next_tick: Cell<Timestamp>,
    /// What happens while a run waits for an answer that is held back.
    meanwhile: RefCell<Meanwhile>,
    /// It has begun to happen.
    interrupted: Cell<bool>,
    _proxies: [Proxy; 2],
}

impl World {
    /// A world with one creator, `alice`, who has connected.
    pub(crate) async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    /// A world whose creators have connected.
    pub(crate) async fn with(setup: Setup) -> Self {
        let world = Self::unconnected(&setup).await;
        for username in setup.creators {
            world.connect(username).await;
        }
        world
    }

    /// What TikTok knows of an upload: one entry for each init that it accepted.
    pub(crate) fn attempts(&self, upload: &Upload) -> Vec<PostReport> {
        let posts = self.tiktok.report().posts.into_iter();
        posts.filter(|attempt| attempt.post_info["title"] == upload.caption).collect()
    }

    /// How often TikTok was called, refused calls too.
    pub(crate) fn calls(&self, endpoint: Endpoint) -> u64 {
        self.tiktok.report().counters.calls.get(&endpoint).copied().unwrap_or_default()
    }

    /// The statuses with which TikTok answered an endpoint's calls, in order; `None` where it did not answer.
    pub(crate) fn statuses_of(&self, endpoint: Endpoint) -> Vec<Option<u16>> {
        let calls = self.tiktok.report().requests.into_iter();
        calls.filter(|call| call.endpoint == Some(endpoint)).map(|call| call.http_status).collect()
    }

    /// A person wants a post to be tried again.
    pub(crate) async fn retry(&self, upload: &Upload) {
        let mut post = self.post(upload);
        post.apply(Event::RetryRequested { by: "a person".into() }, Source::Operator.at(self.time.now()))
            .unwrap();
        self.functions.publish.posts.save(&mut post).await.unwrap();
    }

    /// The accounts, past all proxies, so that no call counts as an effect.
    pub(crate) fn accounts_past_proxies(&self) -> Accounts {
        let aws = self.database.clients(&format!("http://{}", self.database.address));
        Accounts::new(aws.dynamodb(), database::ACCOUNTS.to_owned())
    }

    /// The posts, past all proxies, so that no call counts as an effect.
    pub(crate) fn posts_past_proxies(&self) -> Posts {
        let aws = self.database.clients(&format!("http://{}", self.database.address));
        Posts::new(aws.dynamodb(), database::POSTS.to_owned())
    }

    /// Every post, as it lies in the table.
    pub(crate) fn posts(&self) -> Vec<Post> {
        self.database.posts()
    }

    /// Changes an item as another version of the functions might. Its attributes are DynamoDB's JSON.
    pub(crate) fn rewrite(
        &self,
        table: &str,
        key: (&str, &str),
        change: impl FnOnce(&mut serde_json::Value),
    ) {
        self.database.rewrite(table, key, change);
    }

    /// An item as plain JSON.
    pub(crate) fn item(&self, table: &str, (key, value): (&str, &str)) -> serde_json::Value {
        self.database.items(table).into_iter().find(|item| item[key] == value).unwrap()
    }

    /// A person calls a post off. One that has not been seen yet, or may have left, cannot be.
    pub(crate) async fn cancel(&self, upload: &Upload) {
        let Some(mut post) = self.database.posts().into_iter().find(|post| post.id == upload.id) else {
            return;
        };
        if post
            .apply(Event::CancelRequested { by: "a person".into() }, Source::Operator.at(self.time.now()))
            .is_ok()
        {
            self.functions.publish.posts.save(&mut post).await.unwrap();
        }
    }

    /// The account of the creator with this username.
    pub(crate) fn account(&self, username: &str) -> Account {
        let open_id = open_id_of(username);
        self.database.accounts().into_iter().find(|account| account.open_id == open_id).unwrap()
    }

    /// The post of an upload, as it lies in the table.
    pub(crate) fn post(&self, upload: &Upload) -> Post {
        let posts = self.database.posts();
        posts.into_iter().find(|post| post.id == upload.id).expect("the upload has become a post")
    }

    async fn unconnected(setup: &Setup) -> Self {
        let logs = Logs::catch();
        let tiktok = TikTokFake::start_with(fake_start(setup)).await.unwrap();
        let hand = ManualClock::new(tiktok.now());
        let time = Arc::new(Time::new(hand.clone(), tiktok.clone()));
        // Schedules run at whole minutes: from there every run of a test takes the same course.
        time.advance_to(schedule::next_minute(time.now()));
        let (effects, overheard) = (Effects::default(), Overheard::default());
        let database = DynamoDb::start().await;
        let dynamodb = Proxy::start(database.address, Upstream::DynamoDb, effects.clone()).await;
        let upstream = Upstream::TikTok { time: Arc::clone(&time), overheard: overheard.clone() };
        let fake = tiktok.base_url().trim_start_matches("http://").parse().unwrap();
        let fake = Proxy::start(fake, upstream, effects.clone()).await;

        let videos = MemoryVideos::default();
        let browser = MemoryUploads::new(videos.clone(), BUCKET.to_owned());
        let queue = MemoryQueue::new(REDELIVERY, move || hand.now());
        let alerts = MemoryAlerts::default();
        let metrics = Metrics::memory();
        let secrets = MemorySecrets::new(app_secret(&tiktok.app(), &overheard));
        let ports = Ports {
            aws: database.clients(&dynamodb.url()),
            tiktok: &fake,
            videos: Arc::new(Faulty::new(videos.clone(), effects.clone())),
            uploads: Arc::new(browser.clone()),
            hints: Arc::new(Faulty::new(queue.clone(), effects.clone())),
            alerts: Arc::new(Faulty::new(alerts.clone(), effects.clone())),
            secrets: Arc::new(Faulty::new(secrets.clone(), effects.clone())),
            metrics: metrics.clone(),
            clock: Clock::Manual(time.hand().clone()),
        };
        Self {
            functions: Functions::new(ports, setup.publish),
            next_tick: Cell::new(time.now()),
            time,
            tiktok,
            effects,
            videos,
            browser,
            queue,
            alerts,
            secrets,
            logs,
            metrics,
            overheard,
            database,
            uploads: RefCell::default(),
            meanwhile: RefCell::new(Meanwhile::OthersTakeOver),
            interrupted: Cell::new(false),
            _proxies: [dynamodb, fake],
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let broken = self.broken_promises();
        assert!(broken.is_empty(), "broken promises:\n- {}\n{}", broken.join("\n- "), self.story());
    }
}

fn fake_start(setup: &Setup) -> Start {
    let creator = |username: &&str| Creator {
        open_id: open_id_of(username),
        username: (*username).to_owned(),
        nickname: format!("{username} the creator"),
        ..Creator::default()
    };
    let app = App { redirect_uris: vec![format!("{PUBLIC_URL}/oauth/callback")], ..App::default() };
    Start {
        settings: setup.tiktok.clone(),
        app,
        creators: setup.creators.iter().map(creator).collect(),
        port: 0,
    }
}

fn open_id_of(username: &str) -> String {
    format!("open-id-of-{username}")
}

fn app_secret(app: &App, overheard: &Overheard) -> String {
    overheard.add_secret(&app.client_secret);
    overheard.add_secret(connect::CONNECT_KEY);
    serde_json::json!({
        "client_key": app.client_key,
        "client_secret": app.client_secret,
        "connect_key": connect::CONNECT_KEY,
    })
    .to_string()
}
