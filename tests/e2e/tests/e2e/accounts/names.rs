//! Names that TikTok does not tell at the connection.

use crate::video::SMALL;
use crate::world::World;
use domain::State;
use jiff::SignedDuration;
use tiktok_fake::{Creator, Effect, Endpoint, Fault, FaultAction};

#[tokio::test]
async fn names_that_were_not_told_at_the_connection_are_asked_for_soon() {
    let world = World::start().await;
    world.add_creator("bob");
    world.tiktok.add_fault(unavailable(2));
    world.connect("bob").await;
    assert_eq!(world.account("bob").username, None);
    world.settle(SignedDuration::from_mins(40)).await;
    assert_eq!(world.account("bob").username.as_deref(), Some("bob"));
    let upload = world.drop_video("bob/clip.mp4", SMALL);
    world.settle(SignedDuration::from_mins(10)).await;
    assert!(matches!(world.post(&upload).state, State::Published { .. }));
}

#[tokio::test]
async fn names_that_are_never_told_are_not_asked_for_without_end() {
    let world = World::start().await;
    world.add_creator("bob");
    world.tiktok.add_fault(unavailable(1_000));
    let before = world.calls(Endpoint::CreatorInfo);
    world.connect("bob").await;
    world.settle(SignedDuration::from_hours(24)).await;
    let (asked, refreshed) =
        (world.calls(Endpoint::CreatorInfo) - before, world.secrets.pairs("open-id-of-bob").len());
    assert!(asked <= 6 + refreshed as u64, "asked {asked} times, refreshed {refreshed} times");
}

impl World {
    fn add_creator(&self, username: &str) {
        let creator = Creator {
            open_id: format!("open-id-of-{username}"),
            username: username.to_owned(),
            ..Creator::default()
        };
        self.tiktok.add_creator(creator).unwrap();
    }
}

fn unavailable(times: u32) -> Fault {
    let action = FaultAction::Answer {
        status: 503,
        error_code: None,
        headers: Default::default(),
        effect: Effect::None,
    };
    Fault { times, ..Fault::next(Endpoint::CreatorInfo, action) }
}
