//! Every state against every event: what it becomes, or that it refuses.

use domain::event::{AnswerTrace, Outcome, Publication, StatusReport};
use domain::options::{OptionsSource, resolve};
use domain::state::{Upload, UploadUrl};
use domain::{
    Awaits, ChunkPlan, Event, Failure, FailureClass, Lease, OptionsPatch, Post, PrivacyLevel, Seen, Source,
    State, Video,
};
use jiff::{SignedDuration, Timestamp};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const SEEN: Seen = Seen { at: NOW, by: Source::Publish };
const PUBLISH_ID: &str = "v_pub_file~v2-1.7";

/// One row a state, one column an event; a cell is the state afterwards, `·` where the event is refused.
const TABLE: &str = include_str!("transitions.txt");

#[test]
fn every_state_takes_every_event_as_the_table_says() {
    let found = table();
    for (found, expected) in found.lines().zip(TABLE.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), TABLE.lines().count());
}

#[test]
fn the_same_options_read_twice_say_nothing_new() {
    let read = |patch| resolve([(OptionsSource::Sidecar, Ok(patch))], NOW);
    let mut queued = post(State::Held { reason: String::new(), awaits: Awaits::Options });
    queued.apply(Event::OptionsRead(read(complete())), SEEN).unwrap();
    assert!(!queued.learns_from(&read(complete())));
    assert!(queued.learns_from(&read(OptionsPatch { caption: Some("new".into()), ..complete() })));
    let mut held = post(State::Held { reason: String::new(), awaits: Awaits::Options });
    held.apply(Event::OptionsRead(read(OptionsPatch::default())), SEEN).unwrap();
    assert!(!held.learns_from(&read(OptionsPatch::default())));
    assert!(held.learns_from(&read(complete())));
}

#[test]
fn a_sidecar_takes_the_post_from_a_run_that_has_not_opened_an_upload() {
    let lease = Lease { owner: "run".into(), until: NOW + SignedDuration::from_mins(3) };
    let sidecar = OptionsPatch { caption: Some("new".into()), ..complete() };
    for state in [State::Queued { not_before: NOW, reason: None }, State::Initializing { since: NOW }] {
        let mut post = post(state);
        post.apply(Event::Claimed(lease.clone()), SEEN).unwrap();
        let read = resolve([(OptionsSource::Sidecar, Ok(sidecar.clone()))], NOW);
        post.apply(Event::OptionsRead(read), SEEN).unwrap();
        assert_eq!((post.lease, post.options.caption.as_deref()), (None, Some("new")));
    }
}

#[test]
fn new_options_shorten_no_pause_after_an_init_that_was_not_answered() {
    let retry_at = NOW + SignedDuration::from_mins(4);
    let mut post = post(State::Queued { not_before: retry_at, reason: None });
    let read = || Event::OptionsRead(resolve([(OptionsSource::Sidecar, Ok(complete()))], NOW));
    post.apply(read(), SEEN).unwrap();
    assert_eq!(post.state, State::Queued { not_before: retry_at, reason: None });
    post.attempts = 0;
    post.apply(read(), SEEN).unwrap();
    assert_eq!(post.state, State::Queued { not_before: NOW, reason: None });
}

#[test]
fn a_history_tells_once_what_a_post_waits_for_and_never_loses_its_beginning_or_its_end() {
    let mut post = post(State::Queued { not_before: NOW, reason: None });
    let before = post.history.len();
    let deferred = |reason: String| Event::Deferred { until: NOW, reason };
    for _ in 0..1000 {
        post.apply(deferred("not connected".into()), SEEN).unwrap();
    }
    assert_eq!(post.history.len(), before + 1);
    for number in 0..1000 {
        post.apply(deferred(format!("hurdle {number}")), SEEN).unwrap();
    }
    assert_eq!(post.history.len(), domain::history::HISTORY_ENTRIES_MAX);
    assert_eq!(post.history.first().unwrap().event, "received");
    assert_eq!(post.history.last().unwrap().detail, "hurdle 999");
}

#[test]
fn a_refused_event_changes_nothing() {
    for (name, state) in states() {
        for (event_name, event) in events() {
            let mut post = post(state.clone());
            let before = post.clone();
            if post.apply(event, SEEN).is_err() {
                assert_eq!(post, before, "{name} × {event_name}");
            }
        }
    }
}

#[test]
fn whatever_has_ended_or_must_wait_for_a_person_holds_no_lease() {
    for (_, state) in states() {
        for (event_name, event) in events() {
            let mut post = post(state.clone());
            if post.apply(event, SEEN).is_ok() {
                let works = matches!(
                    post.state,
                    State::Queued { .. } | State::Initializing { .. } | State::Uploading(_)
                );
                let was =
                    matches!(state, State::Queued { .. } | State::Initializing { .. } | State::Uploading(_));
                assert!(works || !was || post.lease.is_none(), "{} after {event_name}", post.state.name());
            }
        }
    }
}

/// Only the cap on its length ever takes an entry away, which no single event comes near.
#[test]
fn what_the_history_says_is_never_changed() {
    for (name, state) in states() {
        for (event_name, event) in events() {
            let mut post = post(state.clone());
            let before = post.history.clone();
            let taken = post.apply(event, SEEN);
            assert_eq!(post.history[..before.len()], before[..], "{name}, {event_name}");
            assert!(taken.is_ok() || post.history.len() == before.len(), "{name}, {event_name}");
        }
    }
}

#[test]
fn once_the_last_chunk_may_have_been_sent_nothing_leads_back_to_an_init_by_itself() {
    for (event_name, event) in events() {
        let mut post = post(State::Uploading(upload(true)));
        if post.apply(event, SEEN).is_ok() {
            let may_init = matches!(post.state, State::Queued { .. } | State::Initializing { .. });
            assert!(!may_init, "{event_name} leads to {}", post.state.name());
        }
    }
}

fn table() -> String {
    let mut lines = Vec::new();
    for (name, state) in states() {
        for (event_name, event) in events() {
            let mut post = post(state.clone());
            let after = match post.apply(event, SEEN) {
                Ok(()) => post.state.name(),
                Err(_) => "·",
            };
            lines.push(format!("{name:<28}{event_name:<28}{after}"));
        }
    }
    lines.join("\n")
}

fn states() -> Vec<(&'static str, State)> {
    let publish_id = || PUBLISH_ID.to_owned();
    let published = |post_id: Option<&str>| State::Published {
        publish_id: publish_id(),
        post_id: post_id.map(str::to_owned),
        post_url: None,
        published_at: NOW,
        next_poll_at: post_id.is_none().then_some(NOW),
        polls: 0,
    };
    let failed = |class| State::Failed { failure: Failure::local(class, "why"), publish_id: None };
    vec![
        ("held", State::Held { reason: "why".into(), awaits: Awaits::Options }),
        ("held for its account", State::Held { reason: "why".into(), awaits: Awaits::Account }),
        ("queued", State::Queued { not_before: NOW, reason: None }),
        ("initializing", State::Initializing { since: NOW }),
        ("uploading", State::Uploading(upload(false))),
        ("uploading, last chunk", State::Uploading(upload(true))),
        (
            "processing",
            State::Processing { publish_id: publish_id(), sent_at: NOW, next_poll_at: NOW, polls: 0 },
        ),
        (
            "processing, 30 min",
            State::Processing {
                publish_id: publish_id(),
                sent_at: NOW - SignedDuration::from_mins(30),
                next_poll_at: NOW,
                polls: 9,
            },
        ),
        ("published, no id", published(None)),
        ("published", published(Some("7"))),
        ("failed by its options", failed(FailureClass::Options)),
        ("failed", failed(FailureClass::Media)),
        (
            "unconfirmed",
            State::Unconfirmed {
                publish_id: publish_id(),
                reason: "why".into(),
                sent_at: NOW,
                next_poll_at: Some(NOW),
                polls: 0,
            },
        ),
        ("cancelled", State::Cancelled { reason: "why".into() }),
    ]
}

fn events() -> Vec<(&'static str, Event)> {
    let options = |patch| Event::OptionsRead(resolve([(OptionsSource::Sidecar, Ok(patch))], NOW));
    let choice = |choice| Event::OptionsChosen { by: "creator".into(), choice };
    let report = |publish_id: &str, outcome| {
        Event::StatusReported(StatusReport {
            publish_id: publish_id.to_owned(),
            outcome,
            answer: AnswerTrace::default(),
        })
    };
    let failure = || Failure::local(FailureClass::TikTok, "why");
    let detail = || "why".to_owned();
    let with_id = Publication { post_id: Some("7".into()), ..Publication::default() };
    vec![
        ("options complete", options(complete())),
        ("options missing", options(OptionsPatch::default())),
        ("whole choice", choice(complete().filled(NOW))),
        ("partial choice", choice(OptionsPatch { publish_at: Some(NOW), ..OptionsPatch::default() })),
        ("claimed", Event::Claimed(Lease { owner: "run".into(), until: NOW })),
        ("noted", Event::Noted { detail: detail() }),
        ("deferred", Event::Deferred { until: NOW, reason: detail() }),
        ("account lost", Event::AccountLost { reason: detail() }),
        ("account returned", Event::AccountReturned),
        ("refused", Event::Refused(failure())),
        ("init started", Event::InitStarted { privacy_level: PrivacyLevel::PublicToEveryone }),
        (
            "init answered",
            Event::InitAnswered {
                publish_id: PUBLISH_ID.into(),
                upload_url: UploadUrl::new("https://example".into()),
                upload_url_expires_at: NOW,
                plan: PLAN,
                answer: AnswerTrace::default(),
            },
        ),
        ("init unanswered", Event::InitUnanswered { retry_at: NOW, detail: detail() }),
        ("last chunk started", Event::LastChunkStarted),
        ("chunk stored", Event::ChunkStored { next_offset: 10, lease_until: NOW }),
        ("resynchronised", Event::Resynchronised { next_offset: 10, lease_until: NOW }),
        ("upload completed", Event::UploadCompleted { detail: detail(), http_status: Some(201) }),
        ("upload address lost", Event::UploadAddressLost { retry_at: NOW, detail: detail() }),
        ("upload never completed", Event::UploadNeverCompleted { uploaded_bytes: 10, retry_at: NOW }),
        ("handed over", Event::HandedOver { resume_at: NOW, reason: detail() }),
        ("poll put off", Event::PollPutOff { until: NOW }),
        ("poll unanswered", Event::PollUnanswered { detail: detail() }),
        ("told: pending", report(PUBLISH_ID, Outcome::Pending { status: "PROCESSING_UPLOAD".into() })),
        ("told: unknown", report(PUBLISH_ID, Outcome::Unknown { status: "TOMORROW".into() })),
        ("told: published", report(PUBLISH_ID, Outcome::Published(with_id))),
        ("told: failed", report(PUBLISH_ID, Outcome::Failed(failure()))),
        ("told: taken down", report(PUBLISH_ID, Outcome::TakenDown)),
        ("told: another attempt", report("another", Outcome::Published(Publication::default()))),
        ("cancel requested", Event::CancelRequested { by: "operator".into() }),
        ("retry requested", Event::RetryRequested { by: "operator".into() }),
    ]
}

const PLAN: ChunkPlan = ChunkPlan { size: 25, chunk_size: 10, count: 2 };

fn upload(last_chunk_started: bool) -> Upload {
    Upload {
        publish_id: PUBLISH_ID.into(),
        upload_url: UploadUrl::new("https://example".into()),
        upload_url_expires_at: NOW,
        plan: PLAN,
        next_offset: 10,
        last_chunk_started,
        resume_at: None,
    }
}

fn complete() -> OptionsPatch {
    OptionsPatch {
        privacy_level: Some(PrivacyLevel::PublicToEveryone),
        music_usage_confirmed: Some(true),
        ..OptionsPatch::default()
    }
}

fn post(state: State) -> Post {
    let video = Video {
        bucket: "bucket".into(),
        key: "alice/clip.mp4".into(),
        version_id: Some("1".into()),
        etag: "etag".into(),
        size: PLAN.size,
    };
    let resolution = resolve([(OptionsSource::Sidecar, Ok(complete()))], NOW);
    let mut post = Post::received("open-id", video, resolution, NOW);
    post.state = state;
    if post.due().is_some_and(|due| due.work == domain::post::Work::Publish) {
        post.attempts = 1;
    }
    post
}
