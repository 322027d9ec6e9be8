//! How many posts one creator's account may begin in 24 hours.

use jiff::{SignedDuration, Timestamp};

/// The window that TikTok counts in: a rolling day.
const WINDOW: SignedDuration = SignedDuration::from_hours(24);

/// Forgets what lies outside the window.
pub fn prune(inits: &mut Vec<Timestamp>, now: Timestamp) {
    inits.retain(|init| now.duration_since(*init) < WINDOW);
}

/// The first moment at or after `now` at which another init stays within `cap` per rolling day.
pub fn next_free_slot(inits: &[Timestamp], cap: usize, now: Timestamp) -> Timestamp {
    let mut recent: Vec<Timestamp> =
        inits.iter().copied().filter(|init| now.duration_since(*init) < WINDOW).collect();
    if recent.len() < cap {
        return now;
    }
    recent.sort_unstable();
    let leaves_first = recent[recent.len() - cap.max(1)];
    leaves_first + WINDOW
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    #[test]
    fn below_the_cap_the_next_slot_is_now() {
        assert_eq!(next_free_slot(&[hour(1), hour(2)], 3, hour(3)), hour(3));
        assert_eq!(next_free_slot(&[hour(1), hour(2), hour(3)], 3, hour(25)), hour(25));
    }

    #[test]
    fn at_the_cap_the_next_slot_opens_when_enough_inits_are_a_day_old() {
        assert_eq!(next_free_slot(&[hour(5), hour(1), hour(2)], 3, hour(6)), hour(25));
        assert_eq!(next_free_slot(&[hour(5), hour(1), hour(2)], 2, hour(6)), hour(26));
    }

    #[test]
    fn what_left_the_window_is_forgotten() {
        let mut inits = vec![hour(0), hour(1), hour(2)];
        prune(&mut inits, hour(25));
        assert_eq!(inits, [hour(2)]);
    }
}
