//! When TikTok is asked what became of a post.

use jiff::{SignedDuration, Timestamp};

/// From the last chunk to the first question. Small videos are often through by then.
pub const FIRST_POLL_AFTER: SignedDuration = SignedDuration::from_secs(10);

/// The longest pause while an answer is expected.
pub const PAUSE_MAX: SignedDuration = SignedDuration::from_secs(60);

/// After this long without an answer a post is unconfirmed: posts stuck for longer are known to have no cure.
pub const UNCONFIRMED_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// The first and the longest pause of the slow watch over unconfirmed posts and awaited ids.
const SLOW_PAUSE_MIN: SignedDuration = SignedDuration::from_mins(10);
const SLOW_PAUSE_MAX: SignedDuration = SignedDuration::from_hours(6);

/// The slow watch ends after this long.
pub const WATCH_ENDS_AFTER: SignedDuration = SignedDuration::from_hours(72);

/// First pause while the id of a published post is awaited: moderation mostly takes under a minute.
const ID_PAUSE_MIN: SignedDuration = SignedDuration::from_secs(60);

/// The pause after `polls` questions about a post in processing: 10 s, half as long again each time, at most 60 s.
pub fn pause(polls: u32) -> SignedDuration {
    grow(FIRST_POLL_AFTER, polls, PAUSE_MAX)
}

/// When to ask next about an unconfirmed post, or never again.
pub fn next_slow(sent_at: Timestamp, polls: u32, now: Timestamp) -> Option<Timestamp> {
    within_watch(sent_at, now + grow(SLOW_PAUSE_MIN, polls, SLOW_PAUSE_MAX))
}

/// When to ask next for the id of a published post, or never again.
pub fn next_for_id(published_at: Timestamp, polls: u32, now: Timestamp) -> Option<Timestamp> {
    within_watch(published_at, now + grow(ID_PAUSE_MIN, polls, SLOW_PAUSE_MAX))
}

fn within_watch(since: Timestamp, next: Timestamp) -> Option<Timestamp> {
    (next.duration_since(since) <= WATCH_ENDS_AFTER).then_some(next)
}

fn grow(first: SignedDuration, times: u32, max: SignedDuration) -> SignedDuration {
    let factor = 1.5_f64.powi(times.min(30) as i32);
    SignedDuration::from_secs_f64(first.as_secs_f64() * factor).min(max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_start_after_ten_seconds_and_settle_at_one_a_minute() {
        let seconds: Vec<i64> = (0..7).map(|polls| pause(polls).as_secs()).collect();
        assert_eq!(seconds, [10, 15, 22, 33, 50, 60, 60]);
    }

    #[test]
    fn the_slow_watch_ends_after_three_days() {
        let sent_at = Timestamp::UNIX_EPOCH;
        let mut now = sent_at;
        let mut polls = 0;
        while let Some(next) = next_slow(sent_at, polls, now) {
            assert!(next.duration_since(now) <= SignedDuration::from_hours(6));
            now = next;
            polls += 1;
        }
        assert!((15..30).contains(&polls), "{polls}");
        assert!(now.duration_since(sent_at) > SignedDuration::from_hours(60));
    }
}
