//! Scenarios by name, each a fact about the system.

mod audit;
mod backlog;
mod budgets;
mod cancel;
mod chunks;
mod console;
mod init;
mod metrics;
mod options;
mod outcome;
mod refusals;
mod region;
mod requests;
mod schedule;
mod source;
mod tokens;
mod twice;
mod upload;
mod versions;
mod webhook;

use crate::world::{Upload, World};
use domain::{FailureClass, State};
use jiff::SignedDuration;
use tiktok_fake::{Effect, FaultAction};

/// Long enough for a publish with its polls, and for a few short pauses.
const SHORTLY: SignedDuration = SignedDuration::from_mins(10);

/// Long enough for everything that ends by itself but a slow watch.
pub(crate) const HOURS: SignedDuration = SignedDuration::from_hours(4);

impl World {
    fn is_published(&self, upload: &Upload) -> bool {
        matches!(self.post(upload).state, State::Published { .. })
    }

    fn expect_published(&self, upload: &Upload) {
        let post = self.post(upload);
        assert!(matches!(post.state, State::Published { .. }), "{:#?}", post.state);
    }

    fn expect_failed(&self, upload: &Upload, class: FailureClass) -> String {
        let state = self.post(upload).state;
        let State::Failed { failure, .. } = &state else { panic!("not failed: {state:#?}") };
        assert_eq!(failure.class, class, "{failure:#?}");
        failure.reason.clone()
    }

    fn events_of(&self, upload: &Upload) -> Vec<String> {
        self.post(upload).history.into_iter().map(|entry| entry.event).collect()
    }
}

/// TikTok answers with this status and code, and nothing happens.
pub(crate) fn answer(status: u16, code: &str) -> FaultAction {
    answer_with(status, code, Effect::None)
}

/// TikTok answers with this status and code, whether the call has its effect or not.
fn answer_with(status: u16, code: &str, effect: Effect) -> FaultAction {
    FaultAction::Answer { status, error_code: Some(code.to_owned()), headers: Default::default(), effect }
}
