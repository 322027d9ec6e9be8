//! Thirty days of posts at random times.

use super::World;
use crate::in_time::in_time;
use crate::terminal::say;
use crate::video::SMALL;
use crate::world::Setup;
use domain::{AccountStatus, State};
use jiff::SignedDuration;
use std::time::Duration;
use tiktok_fake::Endpoint;

/// A month passes within a minute, and in many on a busy machine.
const MONTH_MAX: Duration = Duration::from_secs(900);

/// Between two posts: an hour to two days.
const PAUSE_MINUTES: std::ops::Range<i64> = 60..2_880;

#[test]
fn no_request_of_thirty_days_meets_a_token_that_has_ended() {
    for access_seconds in [86_400, 7_200] {
        in_time(MONTH_MAX, month(access_seconds));
    }
}

async fn month(access_seconds: u64) {
    let mut setup = Setup::default();
    setup.tiktok.access_seconds = access_seconds;
    let world = World::with(setup).await;
    let mut random = fastrand::Rng::with_seed(access_seconds);
    let end = world.time.now() + SignedDuration::from_hours(30 * 24);
    let mut uploads = Vec::new();
    loop {
        let next = world.time.now() + SignedDuration::from_mins(random.i64(PAUSE_MINUTES));
        world.settle(next.min(end).duration_since(world.time.now())).await;
        if next >= end {
            break;
        }
        world.time.advance_to(next);
        uploads.push(world.drop_video(&format!("alice/{}.mp4", uploads.len()), SMALL));
    }
    world.settle(SignedDuration::from_hours(1)).await;

    let refused = world.tiktok.report().requests.iter().filter(|call| call.http_status == Some(401)).count();
    say(&format!(
        "30 days with tokens of {access_seconds} s: {} posts, {} token calls, {refused} calls refused for a token",
        uploads.len(),
        world.calls(Endpoint::Token),
    ));
    assert_eq!(refused, 0);
    assert_eq!(world.account("alice").status, AccountStatus::Connected);
    for upload in &uploads {
        assert!(matches!(world.post(upload).state, State::Published { .. }), "{}", upload.key);
    }
}
