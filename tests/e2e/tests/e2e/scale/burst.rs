//! Five hundred uploads within a minute.

use super::tell;
use crate::crowd::Crowd;
use crate::video::SMALL;
use crate::world::{Setup, World};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use tiktok_fake::Endpoint;

const ACCOUNTS: usize = 50;
const UPLOADS: usize = 500;

/// Calls of creator_info and init together, of an account in any minute (TikTok's limit).
const CALLS_MAX: usize = 6;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

#[tokio::test]
#[ignore = "it takes minutes; `cargo bench-all` runs it"]
async fn five_hundred_uploads_in_a_minute_all_go_out_within_each_accounts_budget() {
    let mut setup = Setup::default();
    setup.creators.clear();
    setup.tiktok.fate.processing_seconds = 30;
    let world = World::with(setup).await;
    let crowd = Crowd::come(&world, ACCOUNTS).await;
    world.time.advance(WINDOW);
    let begun_at = world.time.now();
    let names: Vec<&str> = crowd.names().collect();
    for number in 0..UPLOADS {
        world.drop_video(&format!("{}/{number}.mp4", names[number % names.len()]), SMALL);
    }
    let before = world.effects.seen().len();
    world.settle(SignedDuration::from_hours(2)).await;

    let posts = world.posts();
    let published = posts.iter().filter(|post| post.state.name() == "published").count();
    let last = posts.iter().map(|post| post.updated_at).max().unwrap();
    let most = most_calls_in_a_minute(&world);
    let effects = world.effects.seen().split_off(before);
    let requests = effects.iter().filter(|name| name.starts_with("dynamodb")).count();
    tell(
        "burst",
        &[
            ("uploads", UPLOADS.into()),
            ("accounts", ACCOUNTS.into()),
            ("published", published.into()),
            ("the last one after, s", last.duration_since(begun_at).as_secs().into()),
            ("most calls of an account in a minute", most.into()),
            ("requests of DynamoDB a post", (requests / UPLOADS).into()),
        ],
    );
    assert_eq!(published, UPLOADS);
    assert!(most <= CALLS_MAX, "{most} calls of one account within a minute");
}

/// The most calls of creator_info and init for one account in any minute, by TikTok's own clock.
fn most_calls_in_a_minute(world: &World) -> usize {
    let mut called: BTreeMap<String, Vec<Timestamp>> = BTreeMap::new();
    for request in world.tiktok.report().requests {
        let counts = matches!(request.endpoint, Some(Endpoint::CreatorInfo | Endpoint::Init));
        if let Some(creator) = request.creator.filter(|_| counts) {
            called.entry(creator).or_default().push(request.time);
        }
    }
    let from = |times: &[Timestamp], first: Timestamp| {
        times.iter().filter(|at| **at >= first && at.duration_since(first) < WINDOW).count()
    };
    let most_of = |times: &Vec<Timestamp>| times.iter().map(|first| from(times, *first)).max();
    called.values().filter_map(most_of).max().unwrap_or(0)
}
