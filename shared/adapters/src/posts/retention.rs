//! How long posts are kept once they have ended.

use domain::Post;
use jiff::{SignedDuration, Timestamp};
use std::str::FromStr;

/// The shortest retention. The record of a post is what keeps its video from being posted twice, and a message about it
/// can come for 28 days: 14 in the publish queue, and 14 more in the dead-letter queue.
pub const RETENTION_DAYS_MIN: i64 = 30;

/// The longest retention: ten years.
pub const RETENTION_DAYS_MAX: i64 = 3_650;

/// How long a post is kept after it has ended, until DynamoDB's TTL removes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention(SignedDuration);

impl Retention {
    /// When a post is to be removed. Never, while anything is due or a person is waited for.
    pub(super) fn purge_at(self, post: &Post) -> Option<Timestamp> {
        post.has_ended().then(|| self.after(post.updated_at))
    }

    /// When something is to be removed that ended at this moment.
    pub(crate) fn after(self, end: Timestamp) -> Timestamp {
        end + self.0
    }
}

/// A number of days.
impl FromStr for Retention {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let days = text.parse().ok().filter(|days| (RETENTION_DAYS_MIN..=RETENTION_DAYS_MAX).contains(days));
        let days: i64 =
            days.ok_or_else(|| format!("it must be {RETENTION_DAYS_MIN} to {RETENTION_DAYS_MAX} days"))?;
        Ok(Self(SignedDuration::from_hours(24 * days)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::options::{OptionsSource, resolve};
    use domain::{Awaits, Failure, FailureClass, OptionsPatch, State, Video};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn post(state: State) -> Post {
        let video = Video {
            bucket: "uploads".to_owned(),
            key: "alice/clip.mp4".to_owned(),
            version_id: None,
            etag: "\"0\"".to_owned(),
            size: 1,
        };
        let nothing_said = resolve([(OptionsSource::Sidecar, Ok(OptionsPatch::default()))], at(0));
        Post { state, ..Post::received("open-id", video, nothing_said, at(1_000)) }
    }

    fn published(next_poll_at: Option<Timestamp>) -> State {
        State::Published {
            publish_id: "p".to_owned(),
            post_id: None,
            post_url: None,
            published_at: at(500),
            next_poll_at,
            polls: 1,
        }
    }

    fn unconfirmed(next_poll_at: Option<Timestamp>) -> State {
        State::Unconfirmed {
            publish_id: "p".to_owned(),
            reason: "silence".to_owned(),
            sent_at: at(500),
            next_poll_at,
            polls: 1,
        }
    }

    #[test]
    fn what_has_ended_is_kept_for_the_retention_from_its_last_change() {
        let retention: Retention = "400".parse().unwrap();
        let failure = Failure::local(FailureClass::Media, "too short");
        for end in [
            State::Failed { failure, publish_id: None },
            State::Cancelled { reason: "cancelled".to_owned() },
            published(None),
            unconfirmed(None),
        ] {
            let name = end.name();
            assert_eq!(retention.purge_at(&post(end)), Some(at(1_000 + 400 * 86_400)), "{name}");
        }
    }

    #[test]
    fn what_is_due_or_held_is_never_removed() {
        let retention: Retention = "30".parse().unwrap();
        for state in [
            State::Held { reason: "no privacy_level".to_owned(), awaits: Awaits::Options },
            State::Queued { not_before: at(9), reason: None },
            State::Initializing { since: at(9) },
            State::Processing { publish_id: "p".to_owned(), sent_at: at(9), next_poll_at: at(19), polls: 0 },
            published(Some(at(9))),
            unconfirmed(Some(at(9))),
        ] {
            let name = state.name();
            assert_eq!(retention.purge_at(&post(state)), None, "{name}");
        }
    }

    #[test]
    fn a_retention_that_would_forget_what_was_posted_is_refused() {
        for days in ["29", "3651", "-1", "", "a year"] {
            assert!(days.parse::<Retention>().unwrap_err().contains("30 to 3650 days"), "{days}");
        }
    }
}
