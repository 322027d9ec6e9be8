//! What can happen in a schedule.

use super::CREATORS;
use crate::effects::Failure;
use proptest::prelude::*;
use proptest::sample::select;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};

/// The effects ahead of which a failure may be set: a whole publish with its polls.
const EFFECTS_AHEAD_MAX: usize = 90;

/// One thing that happens.
#[derive(Debug, Clone)]
pub(super) enum Move {
    /// A creator drops a video.
    Drop {
        /// Which creator.
        creator: usize,
        /// Whether it has several chunks.
        large: bool,
    },
    /// Every event so far comes once more, in another order.
    TellAgain,
    /// An effect will fail.
    Fail {
        /// Effects that go well before.
        skipped: usize,
        /// How.
        failure: Failure,
    },
    /// TikTok will be at fault.
    Fault(Fault),
    /// The queue is worked through, one message after the other.
    Deliver,
    /// The queue is worked through by many runs at once.
    DeliverAtOnce,
    /// TikTok tells how every attempt stands, the last one first.
    Notices,
    /// `status-poller` runs.
    Poll,
    /// `token-refresh` runs.
    Refresh,
    /// Requests that were late arrive.
    Release,
    /// Time passes, and no schedule runs.
    Jump {
        /// How much of it.
        seconds: i64,
    },
    /// Time passes as it should.
    Settle {
        /// How much of it.
        seconds: i64,
    },
}

/// Any move, the likelier ones more often.
pub(super) fn moves() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => (0..CREATORS.len(), prop::bool::weighted(0.3)).prop_map(|(creator, large)| Move::Drop { creator, large }),
        1 => Just(Move::TellAgain),
        4 => (0..EFFECTS_AHEAD_MAX, select(Failure::ALL.to_vec()))
            .prop_map(|(skipped, failure)| Move::Fail { skipped, failure }),
        3 => faults().prop_map(Move::Fault),
        2 => Just(Move::Deliver),
        2 => Just(Move::DeliverAtOnce),
        2 => Just(Move::Notices),
        1 => Just(Move::Poll),
        1 => Just(Move::Refresh),
        1 => Just(Move::Release),
        2 => seconds().prop_map(|seconds| Move::Jump { seconds }),
        3 => seconds().prop_map(|seconds| Move::Settle { seconds }),
    ]
}

/// From a second to some eight hours, short ones as often as long ones.
fn seconds() -> impl Strategy<Value = i64> {
    (0_u32..=15).prop_map(|power| 2_i64.pow(power))
}

fn faults() -> impl Strategy<Value = Fault> {
    let endpoint = select(vec![
        Endpoint::CreatorInfo,
        Endpoint::Init,
        Endpoint::Upload,
        Endpoint::Status,
        Endpoint::Token,
    ]);
    (endpoint, 1_u32..5, 1_u32..4, actions())
        .prop_map(|(endpoint, nth, times, action)| Fault { times, ..Fault::nth(endpoint, nth, action) })
}

/// What passes by itself: no permanent refusal is given.
fn actions() -> impl Strategy<Value = FaultAction> {
    let effects = || select(vec![Effect::None, Effect::Done]);
    prop_oneof![
        effects().prop_map(|effect| FaultAction::Answer {
            status: 503,
            error_code: None,
            headers: Default::default(),
            effect
        }),
        effects().prop_map(|effect| FaultAction::Drop { effect }),
        (0_u64..SMALL_CHUNK).prop_map(|after_bytes| FaultAction::DropUpload { after_bytes }),
        Just(FaultAction::Delay { ms: 20, effect: Effect::Done }),
    ]
}

/// Connections break off within this many bytes of a chunk.
const SMALL_CHUNK: u64 = 200_000;
