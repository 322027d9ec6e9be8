//! A creator connects again in the middle of a refresh.

use super::{ALICE, TOKEN_CALL, UNTIL_DUE};
use crate::effects::Failure;
use crate::world::World;
use domain::AccountStatus;
use jiff::SignedDuration;
use secrecy::ExposeSecret;
use tiktok_fake::Endpoint;

impl World {
    /// A refresh runs, and the creator connects again while it waits for an answer.
    async fn connect_during_a_refresh(&self) {
        self.time.advance(UNTIL_DUE);
        let deadline = self.time.now() + SignedDuration::from_mins(5);
        let refresh =
            token_refresh::run(&self.functions.publish.gateway, &self.functions.publish.posts, deadline);
        let connect = async {
            self.effects.someone_waits().await;
            self.connect("alice").await;
            self.effects.release();
        };
        let (refreshed, ()) = futures::join!(refresh, connect);
        refreshed.unwrap();
    }

    /// Whatever is used from now on is the pair that was stored as the `number`th.
    async fn expect_in_use(&self, number: usize) {
        let pair = &self.pairs()[number];
        let account = self.account("alice");
        assert_eq!(account.status, AccountStatus::Connected);
        assert_eq!((account.access_issued_at, account.refresh_lease), (pair.issued_at, None));
        let gateway = self.gateway_for(SignedDuration::from_mins(5));
        let token = gateway.tokens.for_use(ALICE).await.unwrap();
        assert!(token.expose_secret() == pair.access_token.expose_secret(), "another pair is used");
        gateway.creator_info(ALICE).await.unwrap();
    }
}

#[tokio::test]
async fn a_connection_stays_when_a_refresh_is_answered_after_it() {
    let world = World::start().await;
    world.effects.fail_call(TOKEN_CALL, 0, Failure::AnswerLate);
    world.connect_during_a_refresh().await;
    assert_eq!(world.calls(Endpoint::Token), 3, "two codes and one refresh");
    assert_eq!(world.pairs().len(), 2, "what the refresh brought was not stored");
    world.expect_in_use(1).await;
}

#[tokio::test]
async fn a_connection_stays_when_a_refresh_stored_its_pair_just_before() {
    let world = World::start().await;
    world.effects.fail_call("secrets store_tokens", 0, Failure::AnswerLate);
    world.connect_during_a_refresh().await;
    assert_eq!(world.pairs().len(), 3);
    world.expect_in_use(2).await;
}

#[tokio::test]
async fn a_connection_stays_when_a_write_of_an_older_pair_arrives_after_it() {
    let world = World::start().await;
    world.time.advance(UNTIL_DUE);
    world.effects.fail_call("secrets store_tokens", 0, Failure::RequestLate);
    world.refresh().await;
    world.connect("alice").await;
    assert_eq!(world.pairs().len(), 3, "the second try of the refresh, and the connection");
    world.effects.release();
    while world.pairs().len() < 4 {
        tokio::task::yield_now().await;
    }
    world.expect_in_use(2).await;
    world.settle(SignedDuration::from_hours(4)).await;
    let newest = world.pairs().len() - 1;
    world.expect_in_use(newest).await;
}
