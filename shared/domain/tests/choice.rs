//! What a person chooses in the console holds, whatever is read before and after.

use domain::options::{Consent, OptionsError, OptionsSource, Resolution, resolve};
use domain::{
    Actions, Awaits, Event, Failure, FailureClass, OptionsPatch, Post, PrivacyLevel, Source, State, Video,
};
use jiff::{SignedDuration, Timestamp};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn later(minutes: i64) -> Timestamp {
    NOW + SignedDuration::from_mins(minutes)
}

fn video() -> Video {
    Video {
        bucket: "bucket".into(),
        key: "open-id/console/7f/clip.mp4".into(),
        version_id: Some("1".into()),
        etag: "etag".into(),
        size: 9,
    }
}

/// What the page sends: every field.
fn choice() -> OptionsPatch {
    OptionsPatch {
        caption: Some("chosen".into()),
        privacy_level: Some(PrivacyLevel::SelfOnly),
        music_usage_confirmed: Some(true),
        ..OptionsPatch::default()
    }
    .filled(NOW)
}

fn defaults() -> OptionsPatch {
    OptionsPatch {
        caption: Some("by default".into()),
        privacy_level: Some(PrivacyLevel::PublicToEveryone),
        ..OptionsPatch::default()
    }
}

fn chosen(choice: OptionsPatch) -> Event {
    Event::OptionsChosen { by: "alice".into(), choice }
}

/// What `publish` reads of a post.
fn read(post: Option<&Post>, defaults: Result<OptionsPatch, OptionsError>, now: Timestamp) -> Resolution {
    let chosen = post.and_then(|post| post.chosen.clone()).unwrap_or_default();
    resolve([(OptionsSource::Console, Ok(chosen)), (OptionsSource::Defaults, defaults)], now)
}

#[test]
fn a_choice_makes_the_same_post_before_and_after_the_event_of_its_upload() {
    let mut before = Post::uploaded("open-id", video(), "alice", choice(), NOW);
    let resolution = read(Some(&before), Ok(defaults()), later(1));
    assert!(!before.learns_from(&resolution), "the event says nothing new");
    before.apply(Event::OptionsRead(resolution), Source::Publish.at(later(1))).unwrap();

    let mut after = Post::received("open-id", video(), read(None, Ok(defaults()), NOW), NOW);
    assert!(matches!(after.state, State::Held { .. }), "nobody has consented");
    after.apply(chosen(choice()), Source::Operator.at(NOW)).unwrap();

    for post in [before, after] {
        assert_eq!((post.chosen, post.options), (Some(choice()), choice()));
        assert!(matches!(post.state, State::Queued { .. }), "{:?}", post.state);
        let given = Consent { source: OptionsSource::Console, at: NOW };
        assert_eq!(post.consent, Some(given), "consent was given when it was chosen, not when it was read");
    }
}

#[test]
fn what_a_choice_leaves_open_stays_as_it_was() {
    let sidecar = OptionsPatch { music_usage_confirmed: Some(true), allow_duet: Some(true), ..defaults() };
    let mut post =
        Post::received("open-id", video(), resolve([(OptionsSource::Sidecar, Ok(sidecar))], NOW), NOW);
    let tomorrow = later(24 * 60);
    let time = OptionsPatch { publish_at: Some(tomorrow), ..OptionsPatch::default() };
    post.apply(chosen(time.clone()), Source::Operator.at(NOW)).unwrap();
    assert_eq!(post.state, State::Queued { not_before: tomorrow, reason: None });
    assert_eq!((post.chosen.clone(), post.options.allow_duet), (Some(time), Some(true)));
    assert_eq!(post.consent.map(|consent| consent.source), Some(OptionsSource::Sidecar));

    let caption = OptionsPatch { caption: Some("new".into()), ..OptionsPatch::default() };
    post.apply(chosen(caption), Source::Operator.at(later(1))).unwrap();
    assert_eq!(post.state, State::Queued { not_before: tomorrow, reason: None }, "choices add up");
}

#[test]
fn the_history_tells_who_chose_which_fields_and_repeats_no_caption() {
    let mut post = Post::uploaded("open-id", video(), &"a".repeat(500), choice(), NOW);
    let caption = OptionsPatch { caption: Some("hush".into()), ..OptionsPatch::default() };
    post.apply(chosen(caption), Source::Operator.at(NOW)).unwrap();
    let told: Vec<_> = post.history.iter().filter(|entry| entry.event == "options_chosen").collect();
    assert_eq!(told[1].detail, "alice chose caption: the options are complete");
    assert_eq!(told[1].source, Source::Operator);
    assert!(told[0].detail.len() < 400, "{}", told[0].detail);
}

#[test]
fn a_withdrawn_consent_holds_the_post() {
    let mut post = Post::uploaded("open-id", video(), "alice", choice(), NOW);
    let withdrawn = OptionsPatch { music_usage_confirmed: Some(false), ..OptionsPatch::default() };
    post.apply(chosen(withdrawn), Source::Operator.at(NOW)).unwrap();
    assert!(matches!(post.state, State::Held { awaits: Awaits::Options, .. }), "{:?}", post.state);
    assert_eq!(post.consent, None);
}

#[test]
fn a_post_that_failed_for_an_unreadable_source_takes_a_whole_choice_alone() {
    let unreadable = OptionsPatch::from_json("_defaults.json", b"[]");
    let failed = || Post::received("open-id", video(), read(None, unreadable.clone(), NOW), NOW);
    let time = OptionsPatch { publish_at: Some(NOW), ..OptionsPatch::default() };
    assert!(failed().apply(chosen(time), Source::Operator.at(NOW)).is_err());

    let mut post = failed();
    post.apply(chosen(choice()), Source::Operator.at(NOW)).unwrap();
    assert!(matches!(post.state, State::Queued { .. }), "{:?}", post.state);
    assert!(
        !post.learns_from(&read(Some(&post), unreadable, NOW)),
        "what cannot be read is not asked any more"
    );
}

#[test]
fn a_retried_post_keeps_its_time_and_waits_for_what_was_never_said() {
    let retry = || Event::RetryRequested { by: "alice".into() };
    let cancel = || Event::CancelRequested { by: "alice".into() };
    let tomorrow = later(24 * 60);
    let scheduled = OptionsPatch { publish_at: Some(tomorrow), ..choice() };
    for (choice, not_before) in [(scheduled, tomorrow), (choice(), later(1))] {
        let mut post = Post::uploaded("open-id", video(), "alice", choice, NOW);
        post.apply(cancel(), Source::Operator.at(NOW)).unwrap();
        post.apply(retry(), Source::Operator.at(later(1))).unwrap();
        assert_eq!(post.due().unwrap().at, not_before);
    }
    let mut open = Post::uploaded("open-id", video(), "alice", OptionsPatch::default(), NOW);
    open.apply(cancel(), Source::Operator.at(NOW)).unwrap();
    open.apply(retry(), Source::Operator.at(NOW)).unwrap();
    assert!(matches!(open.state, State::Held { awaits: Awaits::Options, .. }), "{:?}", open.state);
}

#[test]
fn a_failed_post_has_one_way_on_and_never_both() {
    for (class, publish_id) in
        [(FailureClass::Options, None), (FailureClass::Options, Some("p")), (FailureClass::TikTok, None)]
    {
        let failure = Failure::local(class, "why");
        let mut post = Post::uploaded("open-id", video(), "alice", choice(), NOW);
        post.state = State::Failed { failure, publish_id: publish_id.map(str::to_owned) };
        let Actions { cancel, retry, choose } = post.actions();
        assert!(!cancel && (retry != choose), "{class:?}, {publish_id:?}");
        let chosen = post.clone().apply(chosen(choice()), Source::Operator.at(NOW));
        let retried = post.apply(Event::RetryRequested { by: "alice".into() }, Source::Operator.at(NOW));
        assert_eq!((retried.is_ok(), chosen.is_ok()), (retry, choose));
    }
}

#[test]
fn a_post_is_listed_when_it_goes_out_and_never_before_it_came() {
    let listed = |publish_at| {
        let choice = OptionsPatch { publish_at: Some(publish_at), ..choice() };
        Post::uploaded("open-id", video(), "alice", choice, later(5)).listed_at()
    };
    assert_eq!(listed(later(60)), later(60));
    assert_eq!(listed(later(1)), later(5));
    let mut post = Post::uploaded("open-id", video(), "alice", choice(), NOW);
    post.state = State::Published {
        publish_id: "p".into(),
        post_id: None,
        post_url: None,
        published_at: later(7),
        next_poll_at: None,
        polls: 0,
    };
    assert_eq!(post.listed_at(), later(7));
}
