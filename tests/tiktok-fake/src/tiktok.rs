//! What every connection and every task of one fake shares.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::fake::Start;
use crate::log::Log;
use crate::world::World;

/// One fake TikTok. Whoever needs both locks takes the world's first.
#[derive(Debug)]
pub(crate) struct Tiktok {
    pub(crate) clock: Clock,
    /// Without a slash at the end.
    pub(crate) base_url: String,
    /// Told whenever something changed that decides when the next event is due.
    pub(crate) changed: Notify,
    pub(crate) http: reqwest::Client,
    start: Start,
    world: Mutex<World>,
    log: Mutex<Log>,
    tasks: Mutex<JoinSet<()>>,
}

impl Tiktok {
    pub(crate) fn new(start: Start, base_url: String, http: reqwest::Client) -> Self {
        Self {
            clock: Clock::default(),
            base_url,
            changed: Notify::new(),
            http,
            world: Mutex::new(first_world(&start)),
            start,
            log: Mutex::default(),
            tasks: Mutex::default(),
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    /// Runs a task that ends with the fake at the latest, or when the state is reset.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = lock(&self.tasks);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }

    /// Back to the state of the start, at real time, with no event under way.
    pub(crate) fn reset(&self) {
        self.abort_tasks();
        let mut world = self.world();
        *world = first_world(&self.start);
        self.log().clear();
        self.clock.reset();
        self.changed.notify_waiters();
    }

    pub(crate) fn abort_tasks(&self) {
        lock(&self.tasks).abort_all();
    }
}

fn first_world(start: &Start) -> World {
    World::new(start.settings.clone(), start.app.clone(), start.creators.clone())
}

/// A thread that panicked while it held the lock must not take every later call down with it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
