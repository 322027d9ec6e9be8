//! Every call that leaves a function is an effect: it is counted, and any one of them can be made to fail.

mod failure;
mod ports;
mod proxy;

pub(crate) use failure::Failure;
pub(crate) use ports::Faulty;
pub(crate) use proxy::{Overheard, Proxy, Upstream, get};

use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};

/// The effects of one world. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Effects(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Counts the crashes.
    crashes: watch::Sender<u64>,
    someone_waits: Notify,
}

#[derive(Default)]
struct State {
    /// The names of all effects so far, in order.
    seen: Vec<String>,
    /// What is still to go wrong, by the effect's number.
    plan: BTreeMap<usize, Failure>,
    /// What is still to go wrong, by the effect's name.
    plan_by_name: Vec<Planned>,
    /// Calls that take their time.
    slow: Option<Slow>,
    /// What went wrong, with the effect's name.
    injected: Vec<(String, Failure)>,
    /// Answers and requests that are held back.
    gates: Vec<Arc<Notify>>,
}

struct Slow {
    name: String,
    by: SignedDuration,
    /// For so many calls.
    times: usize,
}

struct Planned {
    name: String,
    /// Calls of this name that go well before.
    skipped: usize,
    failure: Failure,
}

impl Effects {
    /// Counts an effect that is about to happen, and says how it fails, if it does.
    pub(crate) fn next(&self, name: &str) -> Option<Failure> {
        let mut state = self.state();
        let number = state.seen.len();
        state.seen.push(name.to_owned());
        let failure = state.plan.remove(&number).or_else(|| state.planned_by_name(name))?;
        state.injected.push((name.to_owned(), failure));
        Some(failure)
    }

    /// Makes the effect fail that comes after `skipped` others from now on.
    pub(crate) fn fail(&self, skipped: usize, failure: Failure) {
        let mut state = self.state();
        let number = state.seen.len() + skipped;
        state.plan.insert(number, failure);
    }

    /// Makes the effect of this name fail that comes after `skipped` others of it from now on.
    pub(crate) fn fail_call(&self, name: &str, skipped: usize, failure: Failure) {
        self.state().plan_by_name.push(Planned { name: name.to_owned(), skipped, failure });
    }

    /// Makes the next calls of this name take so long on our clocks.
    pub(crate) fn slow_down(&self, name: &str, times: usize, by: SignedDuration) {
        self.state().slow = Some(Slow { name: name.to_owned(), by, times });
    }

    /// Nothing fails and nothing is slow from now on.
    pub(crate) fn calm(&self) {
        let mut state = self.state();
        state.plan.clear();
        state.plan_by_name.clear();
        state.slow = None;
    }

    /// How long a call of this name takes.
    fn slowness(&self, name: &str) -> SignedDuration {
        let mut state = self.state();
        let slow = state.slow.as_mut().filter(|slow| slow.name == name && slow.times > 0);
        slow.map_or(SignedDuration::ZERO, |slow| {
            slow.times -= 1;
            slow.by
        })
    }

    /// The names of all effects so far, in order.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.state().seen.clone()
    }

    /// What went wrong so far.
    pub(crate) fn injected(&self) -> Vec<(String, Failure)> {
        self.state().injected.clone()
    }

    /// Ends whatever runs now: its future is dropped at this very point, and never comes to the next.
    pub(crate) async fn crash<T>(&self) -> T {
        self.0.crashes.send_modify(|crashes| *crashes += 1);
        pending().await
    }

    /// Tells a run of every crash from now on.
    pub(crate) fn crashes(&self) -> watch::Receiver<u64> {
        self.0.crashes.subscribe()
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

impl State {
    fn planned_by_name(&mut self, name: &str) -> Option<Failure> {
        let index = self.plan_by_name.iter().position(|planned| planned.name == name)?;
        let planned = &mut self.plan_by_name[index];
        match planned.skipped.checked_sub(1) {
            Some(left) => {
                planned.skipped = left;
                None
            }
            None => Some(self.plan_by_name.remove(index).failure),
        }
    }
}
