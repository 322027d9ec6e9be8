//! What is remembered of browsers for a while: connections under way, and sessions that were signed out.

use crate::stage::{Place, StandIn, Subject, fact, tables};
use adapters::{OAuthState, OAuthStates};
use jiff::Timestamp;
use libtest_mimic::Trial;

/// An empty table of states.
struct States(OAuthStates);

impl Subject for States {
    const NAME: &str = "oauth_states";
    const STAND_INS: [StandIn; 3] = StandIn::OF_TABLES;

    async fn at(place: Place) -> Self {
        let table = tables::make(&place, "OauthStatesTable").await;
        Self(OAuthStates::new(place.aws().dynamodb(), table))
    }
}

pub(crate) fn facts() -> Vec<Trial> {
    [
        fact!(a_state_is_taken_as_it_was_kept),
        fact!(a_state_is_taken_once),
        fact!(of_many_who_take_a_state_at_the_same_time_one_gets_it),
        fact!(a_state_at_its_end_is_gone),
        fact!(a_state_that_nobody_kept_is_none),
        fact!(a_state_remembers_who_is_to_own_the_account),
        fact!(a_session_that_was_signed_out_has_ended_and_no_other),
        fact!(nobody_takes_the_end_of_a_session_away),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_state_is_taken_as_it_was_kept(States(states): States) {
    states.put(&state("one")).await.unwrap();
    states.put(&state("other")).await.unwrap();
    assert_eq!(states.take("one", at(599)).await.unwrap(), Some(state("one")));
    assert_eq!(states.take("other", at(599)).await.unwrap(), Some(state("other")));
}

async fn a_state_is_taken_once(States(states): States) {
    states.put(&state("one")).await.unwrap();
    assert!(states.take("one", at(1)).await.unwrap().is_some());
    assert_eq!(states.take("one", at(1)).await.unwrap(), None);
}

async fn of_many_who_take_a_state_at_the_same_time_one_gets_it(States(states): States) {
    states.put(&state("one")).await.unwrap();
    let takes = (0..8).map(|_| states.take("one", at(1)));
    let taken = futures::future::try_join_all(takes).await.unwrap();
    assert_eq!(taken.into_iter().flatten().count(), 1);
}

async fn a_state_at_its_end_is_gone(States(states): States) {
    states.put(&state("one")).await.unwrap();
    assert_eq!(states.take("one", at(600)).await.unwrap(), None);
    assert_eq!(states.take("one", at(1)).await.unwrap(), None, "who comes too late takes it away too");
}

async fn a_state_that_nobody_kept_is_none(States(states): States) {
    assert_eq!(states.take("made up", at(1)).await.unwrap(), None);
}

async fn a_state_remembers_who_is_to_own_the_account(States(states): States) {
    let owned = OAuthState { owner: Some("an identity".to_owned()), ..state("one") };
    states.put(&owned).await.unwrap();
    assert_eq!(states.take("one", at(1)).await.unwrap(), Some(owned));
}

async fn a_session_that_was_signed_out_has_ended_and_no_other(States(states): States) {
    assert!(!states.session_has_ended("one").await.unwrap());
    states.end_session("one", at(600)).await.unwrap();
    states.end_session("one", at(600)).await.unwrap();
    assert!(states.session_has_ended("one").await.unwrap());
    assert!(!states.session_has_ended("other").await.unwrap());
}

/// Whoever has a cookie knows its session's id, and may open TikTok's way back with any state.
async fn nobody_takes_the_end_of_a_session_away(States(states): States) {
    states.end_session("one", at(600)).await.unwrap();
    assert_eq!(states.take("ended-session/one", at(1)).await.unwrap(), None);
    assert!(states.session_has_ended("one").await.unwrap());
}

fn state(state: &str) -> OAuthState {
    OAuthState { state: state.to_owned(), browser_digest: "ab".repeat(32), owner: None, expires_at_s: 600 }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}
