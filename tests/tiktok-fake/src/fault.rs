//! Faults: what goes wrong at the n-th call of an endpoint.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::RequestRecord;

/// An endpoint of TikTok, as faults and the report name it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// The consent page, and the form on it.
    Authorize,
    /// The token endpoint.
    Token,
    /// Revocation.
    Revoke,
    /// The profile.
    UserInfo,
    /// creator_info.
    CreatorInfo,
    /// video/init.
    Init,
    /// The upload of one chunk.
    Upload,
    /// status/fetch.
    Status,
}

/// What goes wrong, where and when.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Where.
    pub endpoint: Endpoint,
    /// At which call, counted from one and from when the fault was set.
    #[serde(default = "one")]
    pub nth: u32,
    /// For how many calls in a row.
    #[serde(default = "one")]
    pub times: u32,
    /// Whose calls: an `open_id`. Only calls that carry the creator's access token or `upload_url` are told apart;
    /// `None` is everybody's.
    #[serde(default)]
    pub creator: Option<String>,
    /// What.
    pub action: FaultAction,
}

const fn one() -> u32 {
    1
}

impl Fault {
    /// The next call of this endpoint goes wrong.
    pub fn next(endpoint: Endpoint, action: FaultAction) -> Self {
        Self::nth(endpoint, 1, action)
    }

    /// The n-th call from now on goes wrong.
    pub fn nth(endpoint: Endpoint, nth: u32, action: FaultAction) -> Self {
        Self { endpoint, nth, times: 1, creator: None, action }
    }

    /// The same, but of this creator's calls only.
    #[must_use]
    pub fn of(self, open_id: impl Into<String>) -> Self {
        Self { creator: Some(open_id.into()), ..self }
    }

    fn concerns(&self, call: &RequestRecord) -> bool {
        call.endpoint == Some(self.endpoint) && (self.creator.is_none() || call.creator == self.creator)
    }
}

/// What goes wrong.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultAction {
    /// Another answer than the real one.
    Answer {
        /// The HTTP status.
        status: u16,
        /// TikTok's code, in the form of the endpoint's errors; `internal_error` where absent.
        #[serde(default)]
        error_code: Option<String>,
        /// Further headers.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Whether the call takes effect nevertheless.
        #[serde(default)]
        effect: Effect,
    },
    /// The right answer, late.
    Delay {
        /// Milliseconds of real time.
        ms: u64,
        /// `done`: the effect comes at once and the answer late. `none`: both come late.
        #[serde(default)]
        effect: Effect,
    },
    /// No answer: the connection is closed.
    Drop {
        /// Whether the call takes effect nevertheless.
        #[serde(default)]
        effect: Effect,
    },
    /// The connection is closed in the middle of a chunk; only for `upload`.
    DropUpload {
        /// After about how many bytes of this chunk; not at all where the chunk is no longer than that.
        after_bytes: u64,
    },
}

/// Whether a call with a fault takes effect.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It does not.
    #[default]
    None,
    /// It does; only the answer is lost or wrong.
    Done,
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    pending: Vec<Fault>,
}

impl Faults {
    pub(crate) fn add(&mut self, mut fault: Fault) {
        fault.nth = fault.nth.max(1);
        self.pending.push(fault);
    }

    pub(crate) fn pending(&self) -> &[Fault] {
        &self.pending
    }

    pub(crate) fn clear(&mut self) {
        self.pending.clear();
    }

    /// What goes wrong with this call, in the order in which the faults were set.
    pub(crate) fn take_due(&mut self, call: &RequestRecord) -> Vec<FaultAction> {
        let mut due = Vec::new();
        for fault in self.pending.iter_mut().filter(|fault| fault.concerns(call)) {
            if fault.nth > 1 {
                fault.nth -= 1;
            } else {
                fault.times = fault.times.saturating_sub(1);
                due.push(fault.action.clone());
            }
        }
        self.pending.retain(|fault| fault.times > 0);
        due
    }
}
