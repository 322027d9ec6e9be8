//! What a person does in the console holds, whatever happens beside it.

use super::{HOURS, SHORTLY};
use crate::effects::Failure;
use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::{Meanwhile, PUBLIC, World};
use domain::options::OptionsSource;
use domain::{Actions, OptionsPatch, State};
use gateway::PageInfo;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tiktok_fake::Endpoint;

/// The first byte leaves with this call.
const CHUNK: &str = "tiktok /video/";

/// A post goes out at most this long after its time: `dispatch` runs every minute.
const LATE_MAX: SignedDuration = SignedDuration::from_mins(2);

/// When S3's word of an upload comes.
#[derive(Debug, Clone, Copy)]
enum EventComes {
    LongBefore,
    AtTheSameMoment,
    After,
}

#[tokio::test]
async fn a_choice_holds_whether_s3_tells_of_the_upload_before_or_after_it() {
    for comes in [EventComes::LongBefore, EventComes::AtTheSameMoment, EventComes::After] {
        let world = World::start().await;
        world.drop_file("open-id-of-alice/_defaults.json", &complete_defaults());
        world.settle(SHORTLY).await;
        let (upload, video) = world.upload_in_console("clip.mp4", THREE_CHUNKS).await;
        let choice = world.choice_for(&upload);
        match comes {
            EventComes::LongBefore => {
                world.tell(&upload);
                world.settle(HOURS).await;
                let state = world.post(&upload).state;
                assert!(matches!(state, State::Held { .. }), "nobody has consented: {state:?}");
                world.publish_in_console(&upload, video, choice).await;
                world.hint(&upload);
            }
            EventComes::AtTheSameMoment => {
                world.tell(&upload);
                tokio::join!(world.publish_in_console(&upload, video, choice), world.deliver());
                world.hint(&upload);
            }
            EventComes::After => {
                world.publish_in_console(&upload, video, choice).await;
                world.tell(&upload);
            }
        }
        world.settle(SHORTLY).await;
        world.expect_published(&upload);
        let attempts = world.attempts(&upload);
        assert_eq!(attempts.len(), 1, "{comes:?}");
        assert_eq!(attempts[0].privacy_level, "SELF_ONLY", "{comes:?}");
        let consent = world.post(&upload).consent.unwrap();
        assert_eq!(consent.source, OptionsSource::Console, "{comes:?}");
    }
}

#[tokio::test]
async fn a_choice_whose_hint_is_lost_is_published_all_the_same() {
    let world = World::start().await;
    let (upload, video) = world.upload_in_console("clip.mp4", SMALL).await;
    world.publish_in_console(&upload, video, world.choice_for(&upload)).await;
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
}

#[tokio::test]
async fn a_choice_at_any_moment_of_a_run_is_what_is_posted_or_is_refused() {
    let (mut taken, mut too_late) = (0, 0);
    for effect in 0..effects_until_the_first_byte().await {
        let world = World::start().await;
        world.effects.fail(effect, Failure::AnswerLate);
        let upload = world.drop_video("alice/clip.mp4", SMALL);
        world.meanwhile(Meanwhile::SomebodyChooses(upload.clone(), world.choice_for(&upload)));
        world.settle(HOURS).await;
        world.expect_published(&upload);
        let uploaded = world.attempts(&upload).into_iter().filter(|attempt| attempt.uploaded_at.is_some());
        let levels: Vec<String> = uploaded.map(|attempt| attempt.privacy_level).collect();
        if world.post(&upload).chosen.is_some() {
            taken += 1;
            assert_eq!(levels, ["SELF_ONLY"], "{effect}");
        } else {
            too_late += 1;
            assert_eq!(levels, ["PUBLIC_TO_EVERYONE"], "{effect}");
        }
    }
    assert!(taken > 5 && too_late > 0, "{taken} taken, {too_late} refused");
}

#[tokio::test]
async fn a_sidecar_of_later_does_not_overrule_a_choice() {
    let world = World::start().await;
    let tomorrow = world.time.now() + SignedDuration::from_hours(20);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    let choice = OptionsPatch { publish_at: Some(tomorrow), ..world.choice_for(&upload) };
    world.deliver_until(world.time.now()).await;
    assert!(world.choose(&upload, choice).await);
    let public = json!({ "privacy_level": "PUBLIC_TO_EVERYONE", "publish_at": world.time.now().to_string() });
    world.drop_file("alice/clip.mp4.json", &public.to_string());
    world.settle(HOURS).await;
    assert_eq!(world.calls(Endpoint::Init), 0, "it waits for the time that was chosen");
    world.settle(SignedDuration::from_hours(24)).await;
    world.expect_published(&upload);
    assert_eq!(world.attempts(&upload)[0].privacy_level, "SELF_ONLY");
}

#[tokio::test]
async fn a_post_that_is_rescheduled_goes_out_at_its_new_time() {
    for hours in [0, 2, 9] {
        let world = World::start().await;
        let start = world.time.now();
        let scheduled = (start + SignedDuration::from_hours(7)).to_string();
        let options = [&PUBLIC[..], &[("publish-at", scheduled.as_str())]].concat();
        let upload = world.drop_video_with("alice/clip.mp4", SMALL, &options);
        world.settle(SignedDuration::from_mins(30)).await;
        let moved_to = world.time.now() + SignedDuration::from_hours(hours);
        assert!(world.choose(&upload, at(moved_to)).await);
        assert_eq!(world.post(&upload).listed_at(), moved_to);
        world.settle(SignedDuration::from_hours(12)).await;
        world.expect_published(&upload);
        let sent_at = world.attempts(&upload)[0].initialised_at;
        assert!(sent_at >= moved_to && sent_at < moved_to + LATE_MAX, "{hours}: {sent_at}");
        assert!(!world.choose(&upload, at(moved_to)).await, "it is too late");
    }
}

#[tokio::test]
async fn a_cancelled_post_that_is_retried_goes_out_at_its_own_time() {
    let world = World::start().await;
    let tomorrow = world.time.now() + SignedDuration::from_hours(24);
    let (upload, video) = world.upload_in_console("clip.mp4", SMALL).await;
    let choice = OptionsPatch { publish_at: Some(tomorrow), ..world.choice_for(&upload) };
    world.publish_in_console(&upload, video, choice).await;
    world.settle(HOURS).await;
    world.cancel(&upload).await;
    let actions = world.post(&upload).actions();
    assert_eq!(actions, Actions { cancel: false, retry: true, choose: false });
    world.retry(&upload).await;
    world.settle(HOURS).await;
    assert_eq!(world.calls(Endpoint::Init), 0);
    world.settle(SignedDuration::from_hours(24)).await;
    world.expect_published(&upload);
    assert!(world.attempts(&upload)[0].initialised_at >= tomorrow);
}

#[tokio::test]
async fn pages_and_posts_together_stay_within_what_tiktok_takes_of_a_creator() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(5));
    let uploads = [0, 1, 2].map(|number| world.drop_video(&format!("alice/{number}.mp4"), SMALL));
    let gateway = &world.functions.publish.gateway;
    let (mut ready, mut waiting) = (0, 0);
    for _ in 0..10 {
        match gateway.creator_info_for_page("open-id-of-alice").await.unwrap() {
            PageInfo::Ready(creator) => {
                assert_eq!(creator.nickname, "alice the creator");
                ready += 1;
            }
            PageInfo::Wait { until, .. } => {
                assert!(until > world.time.now() && until <= world.time.now() + SignedDuration::from_mins(1));
                waiting += 1;
            }
            other @ (PageInfo::NoMorePosts { .. }
            | PageInfo::Reconnect { .. }
            | PageInfo::Unusable { .. }) => panic!("{other:?}"),
        }
        world.deliver().await;
    }
    assert!(ready > 0 && waiting > 0, "{ready} told, {waiting} to wait");
    world.settle(HOURS).await;
    uploads.iter().for_each(|upload| world.expect_published(upload));
}

#[tokio::test]
async fn a_page_of_a_creator_whom_tiktok_takes_no_more_posts_of_says_so() {
    let world = World::start().await;
    world.time.advance(SignedDuration::from_mins(5));
    let gateway = world.functions.publish.gateway.clone();
    let told = async || gateway.creator_info_for_page("open-id-of-alice").await.unwrap();
    world.tiktok.add_fault(tiktok_fake::Fault::next(
        Endpoint::CreatorInfo,
        super::answer(200, "spam_risk_too_many_posts"),
    ));
    let no_more = told().await;
    assert!(matches!(no_more, PageInfo::NoMorePosts { until: Some(_), .. }), "{no_more:?}");
    world.disconnect().await;
    world.time.advance(SignedDuration::from_mins(5));
    let lost = told().await;
    assert!(matches!(lost, PageInfo::Reconnect { .. }), "{lost:?}");
    let unknown = gateway.creator_info_for_page("nobody").await.unwrap();
    assert!(matches!(unknown, PageInfo::Reconnect { .. }), "{unknown:?}");
}

async fn effects_until_the_first_byte() -> usize {
    let world = World::start().await;
    let before = world.effects.seen().len();
    world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HOURS).await;
    let effects = world.effects.seen().split_off(before);
    effects.iter().position(|effect| effect.starts_with(CHUNK)).unwrap() + 1
}

fn at(publish_at: Timestamp) -> OptionsPatch {
    OptionsPatch { publish_at: Some(publish_at), ..OptionsPatch::default() }
}

/// What an account says of all its videos, as a person would not say it of this one.
fn complete_defaults() -> String {
    let caption = "by default";
    json!({ "caption": caption, "privacy_level": "PUBLIC_TO_EVERYONE", "music_usage_confirmed": true })
        .to_string()
}
