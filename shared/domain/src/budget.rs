//! How many calls TikTok takes from one creator's token in a minute.
//!
//! The generic cell rate algorithm needs one stored number: the moment at which the budget will be whole again. Its
//! owner stores it by a conditional write, so that concurrent runs share one budget.

use jiff::{SignedDuration, Timestamp};

/// A budget of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Time after which one more call is granted.
    pub period: SignedDuration,
    /// Calls that a whole budget grants at once.
    pub burst: i32,
}

/// creator_info and init together: never more than 6 in any 60 s, the stricter reading of TikTok's limits.
pub const SUBMIT: Rate = Rate { period: SignedDuration::from_secs(12), burst: 2 };

/// status/fetch: never more than 30 in any 60 s.
pub const STATUS: Rate = Rate { period: SignedDuration::from_millis(2_500), burst: 7 };

impl Rate {
    /// Takes `calls` from a budget that will be whole at `whole_at`. Gives the new moment to store, or the earliest
    /// moment at which to ask again.
    pub fn take(
        self,
        whole_at: Option<Timestamp>,
        calls: i32,
        now: Timestamp,
    ) -> Result<Timestamp, Timestamp> {
        let start = whole_at.map_or(now, |whole_at| whole_at.max(now));
        let after = start + self.period * calls;
        let earliest = after - self.period * self.burst;
        if earliest <= now { Ok(after) } else { Err(earliest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: SignedDuration = SignedDuration::from_secs(60);

    fn most_in_any_minute(calls: &[Timestamp]) -> usize {
        let in_minute_from = |first: &Timestamp| {
            calls.iter().filter(|call| *call >= first && call.duration_since(*first) < MINUTE).count()
        };
        calls.iter().map(in_minute_from).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_schedule_of_calls_exceeds_the_limits(
            pauses in prop::collection::vec((0_i64..20_000, 1_i32..=2), 1..200)
        ) {
            for (rate, limit) in [(SUBMIT, 6), (STATUS, 30)] {
                let mut now = Timestamp::UNIX_EPOCH;
                let mut whole_at = None;
                let mut granted = Vec::new();
                for (pause_ms, calls) in &pauses {
                    now += SignedDuration::from_millis(*pause_ms);
                    if let Ok(after) = rate.take(whole_at, *calls, now) {
                        whole_at = Some(after);
                        granted.extend((0..*calls).map(|_| now));
                    }
                }
                prop_assert!(most_in_any_minute(&granted) <= limit);
            }
        }

        #[test]
        fn the_moment_that_is_named_is_the_first_that_is_granted(calls in 1_i32..=2, ahead_ms in 1_i64..60_000) {
            let now = Timestamp::UNIX_EPOCH;
            let whole_at = Some(now + SignedDuration::from_millis(ahead_ms));
            if let Err(earliest) = SUBMIT.take(whole_at, calls, now) {
                prop_assert!(SUBMIT.take(whole_at, calls, earliest).is_ok());
                prop_assert!(SUBMIT.take(whole_at, calls, earliest - SignedDuration::from_millis(1)).is_err());
            }
        }
    }

    #[test]
    fn eager_callers_get_the_whole_limit_and_no_more() {
        for (rate, limit) in [(SUBMIT, 6), (STATUS, 30)] {
            let mut whole_at = None;
            let granted: Vec<Timestamp> = (0..600_000)
                .step_by(100)
                .map(|ms| Timestamp::from_millisecond(ms).unwrap())
                .filter(|now| rate.take(whole_at, 1, *now).map(|after| whole_at = Some(after)).is_ok())
                .collect();
            assert_eq!(most_in_any_minute(&granted), limit);
        }
    }
}
