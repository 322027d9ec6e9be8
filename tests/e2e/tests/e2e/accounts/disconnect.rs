//! An account is disconnected, and comes back.

use super::{ALICE, TOKEN_CALL, UNTIL_DUE, World};
use crate::effects::Failure;
use crate::video::SMALL;
use domain::{AccountStatus, Awaits, Event, Source, State};
use gateway::DisconnectError;
use jiff::SignedDuration;
use serde_json::json;
use tiktok_fake::Endpoint;
use token_refresh::{Answer, RefusedDisconnect, RunError};

/// A post waits for the account's budget of calls before it finds out that the account is gone.
const HELD_WITHIN: SignedDuration = SignedDuration::from_mins(5);

impl World {
    /// Ends the connection as the operator does.
    pub(crate) async fn disconnect(&self) {
        let answer = self.ask_to_disconnect("alice").await.unwrap();
        let Answer::Disconnected(ended) = answer else { panic!("{answer:?}") };
        assert_eq!(ended.disconnected, ALICE);
    }

    async fn ask_to_disconnect(&self, name: &str) -> Result<Answer, RunError> {
        let (publish, event) = (&self.functions.publish, json!({ "disconnect": name }));
        let deadline = self.time.now() + SignedDuration::from_mins(5);
        token_refresh::answer(&publish.gateway, &publish.posts, event, deadline).await
    }
}

#[tokio::test]
async fn posts_of_a_disconnected_account_are_held_and_go_on_when_it_is_connected_again() {
    let world = World::start().await;
    world.disconnect().await;
    assert_eq!(world.pairs().len(), 0, "its tokens are given up");
    assert_eq!(world.calls(Endpoint::Revoke), 1);
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    let incomplete = world.drop_video_with("alice/other.mp4", SMALL, &[]);
    world.settle(SignedDuration::from_hours(48)).await;
    let State::Held { awaits, reason } = world.post(&upload).state else { panic!("not held") };
    assert_eq!(awaits, Awaits::Account);
    assert!(reason.contains("the operator has disconnected it"), "{reason}");
    assert_eq!(world.calls(Endpoint::CreatorInfo), 1, "nothing was asked for it but at its connection");

    world.connect("alice").await;
    world.settle(SignedDuration::from_mins(30)).await;
    assert!(matches!(world.post(&upload).state, State::Published { .. }));
    let State::Held { awaits, .. } = world.post(&incomplete).state else { panic!("not held") };
    assert_eq!(awaits, Awaits::Options, "a post that waits for its options still does");
    let account = world.account("alice");
    assert_eq!((account.status, account.resumes_posts), (AccountStatus::Connected, false));
}

#[tokio::test]
async fn another_notice_of_the_upload_does_not_wake_a_post_that_waits_for_its_account() {
    let world = World::start().await;
    world.disconnect().await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HELD_WITHIN).await;
    let before = world.post(&upload).version;
    world.tell_again();
    world.deliver().await;
    assert_eq!(world.post(&upload).version, before);
}

#[tokio::test]
async fn a_crash_while_held_posts_go_on_is_made_good_by_the_next_run() {
    for failure in [Failure::CrashBefore, Failure::CrashAfter, Failure::ErrorAnswer] {
        let world = World::start().await;
        world.disconnect().await;
        let uploads = ["alice/a.mp4", "alice/b.mp4"].map(|key| world.drop_video(key, SMALL));
        world.settle(HELD_WITHIN).await;
        world.connect("alice").await;
        // The account's claim and its adoption come first; then the posts are saved.
        world.effects.fail_call("dynamodb PutItem", 3, failure);
        world.refresh().await;
        world.settle(SignedDuration::from_hours(1)).await;
        for upload in &uploads {
            assert!(
                matches!(world.post(upload).state, State::Published { .. }),
                "{failure:?}: {}",
                upload.key
            );
        }
    }
}

#[tokio::test]
async fn a_refresh_that_is_answered_after_the_disconnection_changes_nothing() {
    let world = World::start().await;
    world.time.advance(UNTIL_DUE);
    world.effects.fail_call(TOKEN_CALL, 0, Failure::AnswerLate);
    let deadline = world.time.now() + SignedDuration::from_mins(5);
    let publish = &world.functions.publish;
    let refresh = token_refresh::run(&publish.gateway, &publish.posts, deadline);
    let disconnect = async {
        world.effects.someone_waits().await;
        world.disconnect().await;
        world.effects.release();
    };
    let (refreshed, ()) = futures::join!(refresh, disconnect);
    refreshed.unwrap();
    assert_eq!(world.account("alice").status, AccountStatus::Disconnected);
    assert_eq!(world.pairs().len(), 0);
}

#[tokio::test]
async fn a_disconnection_that_tiktok_does_not_answer_stops_posts_at_once_and_can_be_repeated() {
    let world = World::start().await;
    world.effects.fail_call("tiktok /v2/oauth/revoke/", 0, Failure::ErrorAnswer);
    let first = world.ask_to_disconnect(ALICE).await.unwrap_err();
    let RunError::Disconnect(RefusedDisconnect::Unfinished { failed, .. }) = &first else {
        panic!("{first:?}")
    };
    assert!(matches!(failed, DisconnectError::Revoke(_)), "{failed:?}");
    assert!(runtime::chain(&first).contains("ask again"), "{first}");
    assert_eq!(world.account("alice").status, AccountStatus::Disconnected);
    world.disconnect().await;
    assert_eq!(world.pairs().len(), 0);
}

#[tokio::test]
async fn an_account_that_nobody_has_is_not_disconnected_and_neither_is_any_other() {
    let world = World::start().await;
    let unknown = world.ask_to_disconnect("nobody").await.unwrap_err();
    assert!(unknown.to_string().contains("no account is called nobody"), "{unknown}");
    assert_eq!(world.account("alice").status, AccountStatus::Connected);
    assert_eq!(world.calls(Endpoint::Revoke), 0);
}

#[tokio::test]
async fn a_post_goes_on_at_its_own_time_after_its_account_has_returned() {
    let world = World::start().await;
    world.disconnect().await;
    let upload = world.drop_video("alice/clip.mp4", SMALL);
    world.settle(HELD_WITHIN).await;
    let mut post = world.post(&upload);
    let later = world.time.now() + SignedDuration::from_hours(5);
    post.options.publish_at = Some(later);
    post.apply(Event::AccountReturned, Source::TokenRefresh.at(world.time.now())).unwrap();
    assert_eq!(post.state, State::Queued { not_before: later, reason: None });
}
