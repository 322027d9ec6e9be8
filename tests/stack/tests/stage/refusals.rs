//! What TikTok refuses because a fact is about it, so that it can be told from what nobody wanted.

use super::{Outcome, Stage};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction, RequestRecord};

/// The status of all refusals that are about a token (TikTok's table of errors).
const UNAUTHORIZED: u16 = 401;

/// Creators, each with the endpoints that have refused a call of theirs.
pub(super) type Refusals = Mutex<BTreeSet<(String, Endpoint)>>;

impl Stage {
    /// Makes TikTok refuse the next call about a creator with a code that is about the token.
    pub(crate) fn tiktok_refuses(&self, open_id: &str, endpoint: Endpoint, code: &str) -> Outcome {
        let refusal = FaultAction::Answer {
            status: UNAUTHORIZED,
            error_code: Some(code.to_owned()),
            headers: BTreeMap::new(),
            effect: Effect::None,
        };
        self.expect_refusal(open_id, endpoint);
        self.tiktok()?.add_fault(Fault::next(endpoint, refusal).of(open_id));
        Ok(())
    }

    /// Says that TikTok will refuse calls about a creator by its own rules, as a fact wants it to.
    pub(crate) fn expect_refusal(&self, open_id: &str, endpoint: Endpoint) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        refusals.insert((open_id.to_owned(), endpoint));
    }

    /// Whether a fact has wanted a call to be refused.
    pub(crate) fn has_tiktok_refuse(&self, call: &RequestRecord) -> bool {
        let (Some(open_id), Some(endpoint)) = (call.creator.clone(), call.endpoint) else { return false };
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner).contains(&(open_id, endpoint))
    }
}
