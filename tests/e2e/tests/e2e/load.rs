//! Many posts in processing at once: TikTok is asked no oftener than it allows, and what that costs is told.

use crate::crowd::Crowd;
use crate::terminal::say;
use crate::world::{Setup, World};
use domain::State;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use tiktok_fake::Endpoint;

const POSTS: usize = 1_000;
const ACCOUNTS: usize = 50;
const VIDEO_BYTES: u64 = 1_000;

/// How long TikTok takes over a post, in seconds: each of these for a quarter of the posts.
const PROCESSING_S: [u64; 4] = [5, 30, 60, 90];

/// Questions per account in any minute (TikTok's limit).
const QUESTIONS_MAX: usize = 30;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// What a post may cost on average: a question each 10, 15, 22, 33 … seconds, and for a question the post, its account's
/// budget and tokens, the save, and a question put off at most once.
const QUESTIONS_PER_POST_MAX: usize = 4;
const REQUESTS_PER_QUESTION_MAX: usize = 12;

#[tokio::test]
async fn a_thousand_posts_of_fifty_creators_settle_within_tiktoks_rate() {
    let mut setup = Setup::default();
    setup.tiktok.publish_calls_per_minute = u32::MAX;
    setup.tiktok.daily_post_cap = u32::MAX;
    let world = World::with(setup).await;
    let crowd = Crowd::come(&world, ACCOUNTS).await;
    for processing_s in PROCESSING_S {
        world.tiktok.update_settings(|settings| settings.fate.processing_seconds = processing_s);
        crowd.send(&world, POSTS / PROCESSING_S.len(), VIDEO_BYTES).await;
    }
    let begun_at = world.time.now();
    let before = world.effects.seen().len();

    world.settle(SignedDuration::from_hours(1)).await;

    let posts = world.posts();
    let published = posts.iter().filter(|post| matches!(post.state, State::Published { .. })).count();
    let last = posts.iter().map(|post| post.updated_at).max().unwrap();
    let effects = world.effects.seen().split_off(before);
    let costs = costs(&effects);
    let questions = costs["tiktok /v2/post/publish/status/fetch/"];
    let requests: usize =
        costs.iter().filter(|(name, _)| name.starts_with("dynamodb")).map(|(_, count)| count).sum();
    let most = most_questions_in_a_minute(&world);
    say(&format!(
        "load: {published} posts of {ACCOUNTS} accounts published {} s after the last chunk, at most {most} questions an \
         account and minute",
        last.duration_since(begun_at).as_secs()
    ));
    for (name, count) in &costs {
        say(&format!("load: {:>6.2} a post: {name}", *count as f64 / POSTS as f64));
    }
    assert_eq!(published, POSTS);
    assert!(most <= QUESTIONS_MAX, "{most} questions of one account within a minute");
    assert!(questions <= POSTS * QUESTIONS_PER_POST_MAX, "{questions} questions");
    assert!(
        requests <= questions * REQUESTS_PER_QUESTION_MAX,
        "{requests} requests of DynamoDB for {questions} questions"
    );
}

/// How often each kind of call was made.
fn costs(effects: &[String]) -> BTreeMap<&str, usize> {
    let mut costs = BTreeMap::new();
    for name in effects {
        *costs.entry(name.as_str()).or_default() += 1;
    }
    costs
}

/// The most questions about one account's posts that TikTok got in any minute, by its own clock.
fn most_questions_in_a_minute(world: &World) -> usize {
    let mut asked: BTreeMap<String, Vec<Timestamp>> = BTreeMap::new();
    for request in world.tiktok.report().requests {
        if let (Some(Endpoint::Status), Some(creator)) = (request.endpoint, request.creator) {
            asked.entry(creator).or_default().push(request.time);
        }
    }
    let most_of = |times: &Vec<Timestamp>| {
        let from = |first: &Timestamp| {
            times.iter().filter(|at| *at >= first && at.duration_since(*first) < WINDOW).count()
        };
        times.iter().map(from).max().unwrap_or(0)
    };
    asked.values().map(most_of).max().unwrap_or(0)
}
