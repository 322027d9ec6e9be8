//! Posts of every kind.

use domain::history::HistoryEntry;
use domain::options::{CAPTION_UTF16_UNITS_MAX, Consent, OptionsSource, Resolution, resolve};
use domain::state::{Upload, UploadUrl};
use domain::{
    Awaits, ChunkPlan, Failure, FailureClass, Lease, OptionsPatch, Post, PrivacyLevel, State, Video, history,
};
use jiff::Timestamp;

/// A post that waits to be published since this second.
pub(super) fn queued(name: &str, since_s: i64) -> Post {
    let video = Video {
        bucket: "uploads".to_owned(),
        key: format!("alice/{name}.mp4"),
        version_id: Some("version".to_owned()),
        etag: "\"00000000000000000000000000000000\"".to_owned(),
        size: 1_000_000,
    };
    Post::received(&format!("open-id-of-{name}"), video, complete("hello"), at(since_s))
}

/// A post that is in this state.
pub(super) fn in_state(name: &str, state: State) -> Post {
    Post { state, ..queued(name, 0) }
}

/// One post of each state, with everything in it that a post can have.
pub(super) fn of_every_state() -> Vec<Post> {
    let publish_id = || "v_pub_file~v2-1.7123".to_owned();
    let failure = Failure {
        class: FailureClass::Audit,
        reason: "Grüße 🎬".to_owned(),
        code: Some("some_code".to_owned()),
        log_id: Some("20261122".to_owned()),
    };
    let upload = Upload {
        publish_id: publish_id(),
        upload_url: UploadUrl::new("https://upload.example/?upload_token=abc".to_owned()),
        upload_url_expires_at: at(3_600),
        plan: ChunkPlan { size: 1_000_000, chunk_size: 1_000_000, count: 1 },
        next_offset: 500_000,
        last_chunk_started: true,
        resume_at: Some(at(2)),
    };
    let post_id = Some("7512345678901234567".to_owned());
    [
        State::Held { reason: "no privacy_level".to_owned(), awaits: Awaits::Options },
        State::Queued { not_before: at(9), reason: Some("the daily cap".to_owned()) },
        State::Initializing { since: at(1) },
        State::Uploading(upload),
        State::Processing { publish_id: publish_id(), sent_at: at(1), next_poll_at: at(2), polls: 3 },
        State::Published {
            publish_id: publish_id(),
            post_id,
            post_url: Some("https://www.tiktok.com/@alice/video/7".to_owned()),
            published_at: at(1),
            next_poll_at: None,
            polls: 2,
        },
        State::Failed { failure, publish_id: Some(publish_id()) },
        State::Unconfirmed {
            publish_id: publish_id(),
            reason: "silence".to_owned(),
            sent_at: at(1),
            next_poll_at: Some(at(2)),
            polls: 4,
        },
        State::Cancelled { reason: "cancelled by the operator".to_owned() },
    ]
    .into_iter()
    .map(|state| Post {
        consent: Some(Consent { source: OptionsSource::Sidecar, at: at(1) }),
        attempts: 2,
        lease: Some(Lease { owner: "a run".to_owned(), until: at(100) }),
        ..in_state(state.name(), state.clone())
    })
    .collect()
}

/// A post with the longest texts and the longest history there can be, in letters that take three bytes each: a reason
/// of TikTok's is cut to 300 characters, and our advice comes on top.
pub(super) fn longest() -> Post {
    let caption: String = "漢".repeat(CAPTION_UTF16_UNITS_MAX);
    let mut post = queued(&"長".repeat(300), 0);
    post.options = complete(&caption).options;
    let detail = format!("{}; {}", "語".repeat(300), "and then do what stands in the manual. ".repeat(5));
    let entry = HistoryEntry {
        at: Timestamp::from_nanosecond(1_700_000_000_123_456_789).unwrap(),
        source: history::Source::TokenRefresh,
        event: "upload_never_completed".to_owned(),
        state: "initializing".to_owned(),
        detail: detail.clone(),
        publish_id: Some("p".repeat(64)),
        post_id: Some("7512345678901234567".to_owned()),
        log_id: Some("l".repeat(40)),
        http_status: Some(200),
    };
    post.history = vec![entry; history::HISTORY_ENTRIES_MAX];
    let failure = Failure { class: FailureClass::Audit, reason: detail, code: None, log_id: None };
    post.state = State::Failed { failure, publish_id: Some("p".repeat(64)) };
    post
}

/// A second since 1970.
pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn complete(caption: &str) -> Resolution {
    let options = OptionsPatch {
        caption: Some(caption.to_owned()),
        privacy_level: Some(PrivacyLevel::SelfOnly),
        music_usage_confirmed: Some(true),
        ..OptionsPatch::default()
    };
    resolve([(OptionsSource::Sidecar, Ok(options))], at(0))
}
