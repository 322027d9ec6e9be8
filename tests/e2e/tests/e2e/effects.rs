//! Every call that leaves a function is an effect: it is counted, and any one of them can be made to fail.

mod failure;
mod ports;
mod proxy;

pub(crate) use failure::Failure;
pub(crate) use ports::Faulty;
pub(crate) use proxy::{Overheard, Proxy, Upstream, get};

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// The effects of one world. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Effects(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    crashed: Notify,
    someone_waits: Notify,
}

#[derive(Default)]
struct State {
    /// The names of all effects so far, in order.
    seen: Vec<String>,
    /// What is still to go wrong, by the effect's number.
    plan: BTreeMap<usize, Failure>,
    /// What went wrong, with the effect's name.
    injected: Vec<(String, Failure)>,
    /// Answers and requests that are held back.
    gates: Vec<Arc<Notify>>,
}

impl Effects {
    /// Counts an effect that is about to happen, and says how it fails, if it does.
    pub(crate) fn next(&self, name: &str) -> Option<Failure> {
        let mut state = self.state();
        let number = state.seen.len();
        state.seen.push(name.to_owned());
        let failure = state.plan.remove(&number)?;
        state.injected.push((name.to_owned(), failure));
        Some(failure)
    }

    /// Makes the effect fail that comes after `skipped` others from now on.
    pub(crate) fn fail(&self, skipped: usize, failure: Failure) {
        let mut state = self.state();
        let number = state.seen.len() + skipped;
        state.plan.insert(number, failure);
    }

    /// The names of all effects so far, in order.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.state().seen.clone()
    }

    /// What went wrong so far.
    pub(crate) fn injected(&self) -> Vec<(String, Failure)> {
        self.state().injected.clone()
    }

    /// Ends the run: its future is dropped at this very point, and never comes to the next.
    pub(crate) async fn crash<T>(&self) -> T {
        self.0.crashed.notify_one();
        pending().await
    }

    /// Returns when a run crashes.
    pub(crate) async fn crashed(&self) {
        self.0.crashed.notified().await;
    }

    /// Holds an answer back until [`release`](Self::release), and tells the world, so that others go on meanwhile.
    pub(crate) async fn hold(&self) {
        let gate = self.gate();
        self.0.someone_waits.notify_one();
        gate.notified().await;
    }

    /// Returns when an answer is held back.
    pub(crate) async fn someone_waits(&self) {
        self.0.someone_waits.notified().await;
    }

    /// A gate that opens at the next [`release`](Self::release).
    pub(crate) fn gate(&self) -> Arc<Notify> {
        let gate = Arc::new(Notify::new());
        self.state().gates.push(Arc::clone(&gate));
        gate
    }

    /// Lets go whatever is held back.
    pub(crate) fn release(&self) {
        self.state().gates.drain(..).for_each(|gate| gate.notify_one());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
