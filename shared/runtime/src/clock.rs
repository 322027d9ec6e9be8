//! The one place where the time is read.

use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What a sleep costs in real time when a test holds the clock: enough for the others to get their turn.
const TURN: Duration = Duration::from_millis(1);

/// Tells the time: the system's, or one that a test holds in its hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still until it is moved, by its owner or by a sleep.
    Manual(ManualClock),
}

/// A clock that moves only when it is told to, or when somebody sleeps. Clones share their time.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<Mutex<Timestamp>>);

impl Clock {
    /// The time now.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Manual(clock) => clock.now(),
        }
    }

    /// Waits. A manual clock is moved on by as much instead, so that a test need not wait for it.
    pub async fn sleep(&self, duration: Duration) {
        match self {
            Self::System => tokio::time::sleep(duration).await,
            Self::Manual(clock) => {
                tokio::time::sleep(duration.min(TURN)).await;
                clock.advance(SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX));
            }
        }
    }
}

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn new(start: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(start)))
    }

    /// The time it stands at.
    pub fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves it on.
    pub fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let hand = ManualClock::new(Timestamp::UNIX_EPOCH);
        let clock = Clock::Manual(hand.clone());
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
        hand.advance(SignedDuration::from_secs(90));
        assert_eq!(clock.now().as_second(), 90);
    }

    #[tokio::test]
    async fn a_sleep_moves_a_manual_clock_instead_of_waiting_for_it() {
        let clock = Clock::Manual(ManualClock::new(Timestamp::UNIX_EPOCH));
        let sleep = clock.sleep(Duration::from_secs(3_600));
        tokio::time::timeout(Duration::from_secs(60), sleep).await.unwrap();
        assert_eq!(clock.now().as_second(), 3_600);
    }
}
