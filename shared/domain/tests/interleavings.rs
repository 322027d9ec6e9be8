//! Polls and webhooks come in any order, twice, late or never; what becomes of a post does not depend on it.

use domain::event::{AnswerTrace, Outcome, Publication, StatusReport};
use domain::{Event, Failure, FailureClass, OptionsPatch, Post, PrivacyLevel, Source, State, Video};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const PUBLISH_ID: &str = "v_pub_file~v2-1.7";

/// What TikTok tells about a post that it publishes, however it is told.
fn publication() -> Vec<Outcome> {
    vec![
        Outcome::Pending { status: "PROCESSING_UPLOAD".into() },
        Outcome::Pending { status: "SEND_TO_USER_INBOX".into() },
        Outcome::Unknown { status: "A_STATUS_OF_TOMORROW".into() },
        Outcome::Published(Publication::default()),
        Outcome::Published(Publication { post_id: Some("7".into()), ..Publication::default() }),
    ]
}

/// What TikTok tells about a post that it does not publish.
fn failure() -> Vec<Outcome> {
    let failure = Failure::local(FailureClass::Media, "file_format_check_failed");
    vec![Outcome::Pending { status: "PROCESSING_UPLOAD".into() }, Outcome::Failed(failure)]
}

proptest! {
    #[test]
    fn any_order_of_polls_and_webhooks_ends_in_the_same_state(
        (told, story) in select(vec![publication(), failure()]).prop_flat_map(|story| {
            // Each report may come up to three times, at any place; and the last word comes at least once.
            let reports: Vec<Outcome> = story.iter().cycle().take(story.len() * 3).cloned().collect();
            let length = reports.len();
            (subsequence(reports, 0..=length).prop_shuffle(), Just(story))
        }),
        place in 0_usize..12,
    ) {
        let mut told = told;
        let last = story.last().unwrap().clone();
        told.insert(place.min(told.len()), last);
        let mut post = processing();
        let mut now = NOW;
        for outcome in told {
            now += SignedDuration::from_secs(7);
            let report =
                StatusReport { publish_id: PUBLISH_ID.into(), outcome, answer: AnswerTrace::default() };
            // A report that comes after the end may be refused; it changes nothing then.
            let _ = post.apply(Event::StatusReported(report), Source::Webhook.at(now));
        }
        match story.last().unwrap() {
            Outcome::Published(Publication { post_id, .. }) => {
                prop_assert_eq!(post.state.name(), "published");
                prop_assert_eq!(post.state.post_id(), post_id.as_deref());
                prop_assert!(post.due().is_none(), "nobody asks any more");
            }
            Outcome::Failed(_) | Outcome::Pending { .. } | Outcome::Unknown { .. } | Outcome::TakenDown => {
                prop_assert_eq!(post.state.name(), "failed");
            }
        }
        let ends = post.history.iter().filter(|entry| entry.event == "status_reported").count();
        prop_assert!((1..=3).contains(&ends), "each piece of news is told once, not {ends} times");
    }
}

fn processing() -> Post {
    let video = Video {
        bucket: "bucket".into(),
        key: "alice/clip.mp4".into(),
        version_id: Some("1".into()),
        etag: "etag".into(),
        size: 1,
    };
    let options = OptionsPatch {
        privacy_level: Some(PrivacyLevel::PublicToEveryone),
        music_usage_confirmed: Some(true),
        ..OptionsPatch::default()
    };
    let read = domain::options::resolve([(domain::options::OptionsSource::Sidecar, Ok(options))], NOW);
    let mut post = Post::received("open-id", video, read, NOW);
    post.state =
        State::Processing { publish_id: PUBLISH_ID.into(), sent_at: NOW, next_poll_at: NOW, polls: 0 };
    post
}
