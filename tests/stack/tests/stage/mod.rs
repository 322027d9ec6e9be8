//! Where the facts are shown: one deployment, the creators on it, and the ways to look at it.

mod caller;
mod clip;
mod cloudformation;
mod consent;
mod creator;
mod diagnosis;
mod fact;
mod logs;
mod processes;
mod queue;
mod refusals;
mod rights;
mod scene;
mod seat;
pub(crate) mod secrets;

pub(crate) use caller::{Caller, SESSION, is_turned_away};
pub(crate) use clip::Clip;
pub(crate) use cloudformation::STACK;
pub(crate) use consent::{AUTHORIZE, CANCEL};
pub(crate) use creator::Creator;
pub(crate) use fact::{Outcome, afterwards, fact, facts, facts_of_the_run, told};
pub(crate) use processes::{kill_process_at, peak_memory_kib};
pub(crate) use queue::{ObjectCreated, Queue};
pub(crate) use rights::Right;
pub(crate) use scene::Scene;
pub(crate) use seat::Seat;

use aws_sdk_dynamodb::types::AttributeValue;
use browser::{Browser, Chromium};
use libtest_mimic::Failed;
use local::{Deployment, Options, Progress, TikTok};
use refusals::Refusals;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use tiktok_fake::{Settings, Start};
use tokio::sync::{Mutex, OnceCell, RwLock, Semaphore};

/// The one deployment of this run.
pub(crate) struct Stage {
    /// The deployment itself.
    pub(crate) deployment: Deployment,
    /// Held while a creator connects: the fake has one browser, and one creator sits before it.
    connecting: Mutex<()>,
    /// Written by the fact that kills the status-poller, which asks about everybody's posts at once, and read by those that
    /// depend on what it does after an answer.
    pub(crate) status_poller: RwLock<()>,
    /// What TikTok refuses because a fact wants it to.
    refusals: Refusals,
    /// Starts the browsers of those facts that need one.
    chromium: OnceCell<Chromium>,
    /// How many may sit at the console at once, and the browsers that were left there.
    seats: Semaphore,
    left_browsers: std::sync::Mutex<Vec<Browser>>,
}

/// Browsers at the console at once: what two cores carry beside all else.
const SEATS: usize = 2;

/// When a message comes again that a run has taken and not finished. The template's 16 minutes would outlast the
/// tests: so what a killed run has left comes again before the end, and a slow run meets its own message.
pub(crate) const REDELIVERED_AFTER: Duration = Duration::from_secs(20);

static STAGE: OnceCell<Result<Stage, String>> = OnceCell::const_new();

impl Stage {
    /// The deployment, which the first to ask for it starts.
    pub(crate) async fn open() -> Outcome<&'static Self> {
        let opened = STAGE.get_or_init(|| async { Self::start().await.map_err(in_words) });
        opened.await.as_ref().map_err(|reason| format!("the stack could not be deployed: {reason}").into())
    }

    /// The deployment, if any fact has needed it.
    pub(crate) fn opened() -> Option<&'static Self> {
        STAGE.get()?.as_ref().ok()
    }

    async fn start() -> Outcome<Self> {
        let settings = Settings { auto_consent: true, ..Settings::default() };
        let tiktok = TikTok::Fake(Box::new(Start { settings, ..Start::default() }));
        // Whatever the functions could ever log is to be searched for secrets.
        let parameters = BTreeMap::from([("LogLevel".to_owned(), "trace".to_owned())]);
        let progress = Progress::for_this_terminal();
        let options = Options { tiktok, parameters, progress, ..Options::default() };
        let deployment = Deployment::start(options).await.map_err(|error| error.sentence())?;
        let stage = Self {
            deployment,
            connecting: Mutex::new(()),
            status_poller: RwLock::default(),
            refusals: Refusals::default(),
            chromium: OnceCell::new(),
            seats: Semaphore::new(SEATS),
            left_browsers: std::sync::Mutex::default(),
        };
        Queue::new(&stage)?.redeliver_after(REDELIVERED_AFTER).await?;
        Ok(stage)
    }

    /// Every item of a table.
    pub(crate) async fn items(&self, table: &str) -> Outcome<Vec<HashMap<String, AttributeValue>>> {
        let scan = aws_sdk_dynamodb::Client::new(&self.deployment.aws()).scan().table_name(table);
        scan.into_paginator().items().send().collect::<Result<Vec<_>, _>>().await.map_err(told)
    }

    /// Chromium, which the first to ask for it starts.
    async fn chromium(&self) -> Outcome<&Chromium> {
        let log = self.deployment.log();
        let folder = log.parent().ok_or("the deployment has no folder")?;
        self.chromium.get_or_try_init(|| Chromium::start(folder)).await.map_err(told)
    }

    /// The fake TikTok.
    pub(crate) fn tiktok(&self) -> Outcome<&tiktok_fake::Control> {
        self.deployment.fake().map_err(told)
    }
}

fn in_words(failed: Failed) -> String {
    failed.message().unwrap_or_default().to_owned()
}
