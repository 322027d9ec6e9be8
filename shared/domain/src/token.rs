//! When tokens are refreshed.

use jiff::{SignedDuration, Timestamp};

/// The part of an access token's life after which a refresh is due: 18.7 h of 24 h, 94 min of 2 h. Late enough to be
/// cheap, early enough for many more tries before the token ends.
const REFRESH_AFTER_LIFE_SHARE: f64 = 0.78;

/// A token with less than this left is refreshed before it is used, so that it cannot end during an upload's calls.
const LEFT_BEFORE_USE_MIN: SignedDuration = SignedDuration::from_mins(5);

/// When the scheduled refresh of a token falls due.
pub fn refresh_due_at(issued_at: Timestamp, expires_at: Timestamp) -> Timestamp {
    let life = expires_at.duration_since(issued_at);
    issued_at + SignedDuration::from_secs_f64(life.as_secs_f64().max(0.0) * REFRESH_AFTER_LIFE_SHARE)
}

/// Whether a token must be refreshed before it is used at `now`.
///
/// Tokens that live for less than some 23 minutes are used until their scheduled refresh is due: five minutes would be
/// most of their life.
pub fn refresh_before_use(issued_at: Timestamp, expires_at: Timestamp, now: Timestamp) -> bool {
    let due = refresh_due_at(issued_at, expires_at);
    now >= due.max(expires_at - LEFT_BEFORE_USE_MIN)
}

/// When to try again after `failures` refreshes in a row have failed: soon at first, then every ten minutes, as often
/// as the schedule runs.
pub fn retry_refresh_at(failures: u32, now: Timestamp) -> Timestamp {
    let seconds = 30_i64.saturating_mul(1 << failures.min(10)).min(600);
    now + SignedDuration::from_secs(seconds)
}

/// Days before a refresh token's end at which the operator is told.
const END_NOTICES_DAYS: [u8; 3] = [1, 7, 30];

/// The notice that is due before a refresh token ends, in days before it; `None` while it lives for longer.
pub fn end_notice(refresh_expires_at: Timestamp, now: Timestamp) -> Option<u8> {
    let left = refresh_expires_at.duration_since(now);
    END_NOTICES_DAYS.into_iter().find(|days| left <= SignedDuration::from_hours(24 * i64::from(*days)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn a_refresh_is_due_at_78_percent_of_the_life_that_tiktok_gives() {
        assert_eq!(refresh_due_at(at(0), at(86_400)), at(67_392));
        assert_eq!(refresh_due_at(at(0), at(7_200)), at(5_616));
    }

    #[test]
    fn a_token_with_less_than_five_minutes_left_is_not_used() {
        assert!(!refresh_before_use(at(0), at(7_200), at(6_899)));
        assert!(refresh_before_use(at(0), at(7_200), at(6_900)));
        assert!(refresh_before_use(at(0), at(7_200), at(9_999)));
    }

    #[test]
    fn a_token_of_a_minute_is_still_used_before_it_is_due() {
        assert!(!refresh_before_use(at(0), at(60), at(46)));
        assert!(refresh_before_use(at(0), at(60), at(47)));
    }

    #[test]
    fn the_end_of_a_refresh_token_is_announced_at_30_7_and_1_days() {
        let day = 86_400;
        let notices: Vec<Option<u8>> =
            [31, 30, 8, 7, 2, 1, 0].map(|days| end_notice(at(100 * day), at((100 - days) * day))).to_vec();
        assert_eq!(notices, [None, Some(30), Some(30), Some(7), Some(7), Some(1), Some(1)]);
    }

    #[test]
    fn failed_refreshes_are_repeated_soon_and_then_steadily() {
        let waits: Vec<i64> = (0..7).map(|failures| retry_refresh_at(failures, at(0)).as_second()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 600, 600]);
    }
}
