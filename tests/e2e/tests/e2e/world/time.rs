//! Two clocks that move together: ours, and TikTok's.

use jiff::{SignedDuration, Timestamp};
use runtime::ManualClock;
use std::sync::{Mutex, PoisonError};
use tiktok_fake::Control;

/// Time in hand. Ours moves when a test or a sleep moves it. TikTok's is moved by as much, and runs by itself too, so
/// that it is never behind: a few real seconds pass in a test, as they would on the network.
pub(crate) struct Time {
    hand: ManualClock,
    tiktok: Control,
    /// How far TikTok's clock has been moved along.
    aligned_to: Mutex<Timestamp>,
}

impl Time {
    pub(crate) fn new(hand: ManualClock, tiktok: Control) -> Self {
        let aligned_to = Mutex::new(hand.now());
        Self { hand, tiktok, aligned_to }
    }

    /// Our time.
    pub(crate) fn now(&self) -> Timestamp {
        self.hand.now()
    }

    /// Our clock itself.
    pub(crate) fn hand(&self) -> &ManualClock {
        &self.hand
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, by: SignedDuration) {
        self.hand.advance(by);
        self.align();
    }

    /// Lets time pass until `at`, if that lies ahead.
    pub(crate) fn advance_to(&self, at: Timestamp) {
        let left = at.duration_since(self.now());
        if left.is_positive() {
            self.advance(left);
        }
    }

    /// Our clock goes forward, and TikTok's does not.
    pub(crate) fn run_ahead_of_tiktok(&self, by: SignedDuration) {
        self.align();
        self.hand.advance(by);
        *self.aligned_to.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    /// Moves TikTok's clock by what ours has moved.
    pub(crate) fn align(&self) {
        let mut aligned_to = self.aligned_to.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        self.tiktok.advance(now.duration_since(*aligned_to).unsigned_abs());
        *aligned_to = now;
    }
}
