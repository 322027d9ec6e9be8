//! The secrets: the app's credentials and the accounts' tokens.

mod subject;

use crate::stage::{StandIn, fact};
use adapters::TokenPair;
use jiff::Timestamp;
use libtest_mimic::Trial;
use secrecy::ExposeSecret;
use std::error::Error;
use subject::Stored;

/// Stands for a secret that must not be told.
const CANARY: &str = "canary-7f3a";

/// An `open_id` as TikTok makes them.
const OPEN_ID: &str = "-000ZtdIExAmPlE_0a";

pub(crate) fn facts() -> Vec<Trial> {
    [
        fact!(a_pair_is_read_back_as_it_was_stored),
        fact!(a_new_pair_leaves_the_one_before_it_readable),
        fact!(an_account_that_never_connected_has_no_tokens),
        fact!(tokens_that_were_given_up_are_gone_until_new_ones_come).except(
            StandIn::Moto,
            "it takes a value for a secret that is to be deleted, and leaves it so",
            "the new tokens can be read",
        ),
        fact!(the_pair_before_is_given_up_with_the_newest_and_returns_behind_new_ones).except(
            StandIn::Moto,
            "it takes a value for a secret that is to be deleted, and leaves it so",
            "the new tokens can be read",
        ),
        fact!(to_give_up_tokens_leaves_those_of_other_accounts),
        fact!(accounts_do_not_see_each_others_tokens),
        fact!(first_pairs_that_come_at_the_same_time_are_all_taken),
        fact!(garbage_in_place_of_tokens_is_an_error_that_shows_none_of_it),
        fact!(the_app_secret_is_read_as_the_operator_filled_it_in),
        fact!(an_app_secret_that_is_not_filled_in_is_named_and_not_shown),
        fact!(garbage_in_place_of_the_app_secret_is_an_error_that_shows_none_of_it),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_pair_is_read_back_as_it_was_stored(stored: Stored) {
    let pair = pair("first");
    stored.secrets.store_tokens(OPEN_ID, &pair).await.unwrap();
    let read = stored.secrets.tokens(OPEN_ID).await.unwrap().unwrap();
    assert_eq!(words(&read), words(&pair));
    assert_eq!(
        (&read.scopes, read.issued_at, read.access_expires_at, read.refresh_expires_at),
        (&pair.scopes, pair.issued_at, pair.access_expires_at, pair.refresh_expires_at)
    );
}

async fn a_new_pair_leaves_the_one_before_it_readable(stored: Stored) {
    for name in ["first", "second", "third"] {
        stored.secrets.store_tokens(OPEN_ID, &pair(name)).await.unwrap();
    }
    let read = stored.secrets.tokens(OPEN_ID).await.unwrap().unwrap();
    assert_eq!(words(&read), words(&pair("third")));
    assert_eq!(stored.previous_access_token(OPEN_ID).await, "act.second");
    let before = stored.secrets.tokens_before(OPEN_ID).await.unwrap().unwrap();
    assert_eq!(words(&before), words(&pair("second")));
}

async fn an_account_that_never_connected_has_no_tokens(stored: Stored) {
    stored.secrets.store_tokens(OPEN_ID, &pair("first")).await.unwrap();
    assert!(stored.secrets.tokens("somebody-else").await.unwrap().is_none());
    assert!(stored.secrets.tokens_before(OPEN_ID).await.unwrap().is_none(), "there was only one pair");
}

async fn tokens_that_were_given_up_are_gone_until_new_ones_come(stored: Stored) {
    stored.secrets.forget_tokens(OPEN_ID).await.unwrap();
    stored.secrets.store_tokens(OPEN_ID, &pair("first")).await.unwrap();
    for _ in 0..2 {
        stored.secrets.forget_tokens(OPEN_ID).await.unwrap();
        assert!(stored.secrets.tokens(OPEN_ID).await.unwrap().is_none());
    }
    stored.secrets.store_tokens(OPEN_ID, &pair("second")).await.unwrap();
    let read = stored.secrets.tokens(OPEN_ID).await.unwrap().expect("the new tokens can be read");
    assert_eq!(words(&read), words(&pair("second")));
}

async fn the_pair_before_is_given_up_with_the_newest_and_returns_behind_new_ones(stored: Stored) {
    for name in ["first", "second"] {
        stored.secrets.store_tokens(OPEN_ID, &pair(name)).await.unwrap();
    }
    stored.secrets.forget_tokens(OPEN_ID).await.unwrap();
    assert!(stored.secrets.tokens_before(OPEN_ID).await.unwrap().is_none());

    stored.secrets.store_tokens(OPEN_ID, &pair("third")).await.unwrap();
    let read = stored.secrets.tokens(OPEN_ID).await.unwrap().expect("the new tokens can be read");
    assert_eq!(words(&read), words(&pair("third")));
    let before = stored.secrets.tokens_before(OPEN_ID).await.unwrap().unwrap();
    assert_eq!(words(&before), words(&pair("second")));
}

async fn to_give_up_tokens_leaves_those_of_other_accounts(stored: Stored) {
    for open_id in ["alice", "alice-2"] {
        stored.secrets.store_tokens(open_id, &pair(open_id)).await.unwrap();
    }
    stored.secrets.forget_tokens("alice").await.unwrap();
    assert!(stored.secrets.tokens("alice").await.unwrap().is_none());
    let read = stored.secrets.tokens("alice-2").await.unwrap().unwrap();
    assert_eq!(words(&read), words(&pair("alice-2")));
}

async fn accounts_do_not_see_each_others_tokens(stored: Stored) {
    for open_id in ["alice", "alice-2", "Alice"] {
        stored.secrets.store_tokens(open_id, &pair(open_id)).await.unwrap();
    }
    for open_id in ["alice", "alice-2", "Alice"] {
        let read = stored.secrets.tokens(open_id).await.unwrap().unwrap();
        assert_eq!(words(&read), words(&pair(open_id)));
    }
}

async fn first_pairs_that_come_at_the_same_time_are_all_taken(stored: Stored) {
    let (one, other) = (pair("one"), pair("other"));
    let stores = [stored.secrets.store_tokens(OPEN_ID, &one), stored.secrets.store_tokens(OPEN_ID, &other)];
    futures::future::try_join_all(stores).await.unwrap();
    let read = words(&stored.secrets.tokens(OPEN_ID).await.unwrap().unwrap());
    assert!(read == words(&one) || read == words(&other), "{read:?}");
}

async fn garbage_in_place_of_tokens_is_an_error_that_shows_none_of_it(stored: Stored) {
    let half_a_pair = format!(r#"{{"access_token":"{CANARY}"}}"#);
    for garbage in [CANARY, &half_a_pair, "{}", "null"] {
        stored.put_tokens(OPEN_ID, garbage).await;
        let error = stored.secrets.tokens(OPEN_ID).await.unwrap_err();
        assert!(told(&error).contains("not a stored pair of tokens"), "{}", told(&error));
        assert!(!told(&error).contains(CANARY), "{}", told(&error));
    }
}

async fn the_app_secret_is_read_as_the_operator_filled_it_in(stored: Stored) {
    stored
        .put_app(r#"{ "client_key": "ck", "client_secret": "cs", "connect_key": "k", "note": "mine" }"#)
        .await;
    let app = stored.secrets.app().await.unwrap();
    let secrets = (app.client_secret.expose_secret(), app.connect_key.expose_secret());
    assert_eq!((app.client_key.as_str(), secrets), ("ck", ("cs", "k")));
}

async fn an_app_secret_that_is_not_filled_in_is_named_and_not_shown(stored: Stored) {
    let half = format!(r#"{{"client_key":"ck","client_secret":" ","connect_key":"{CANARY}"}}"#);
    stored.put_app(&half).await;
    let error = stored.secrets.app().await.unwrap_err();
    assert!(told(&error).contains("client_secret is empty"), "{}", told(&error));
    assert!(!told(&error).contains(CANARY), "{}", told(&error));
}

async fn garbage_in_place_of_the_app_secret_is_an_error_that_shows_none_of_it(stored: Stored) {
    stored.put_app(&format!(r#"client_secret = "{CANARY}""#)).await;
    let error = stored.secrets.app().await.unwrap_err();
    assert!(!told(&error).contains(CANARY), "{}", told(&error));
}

fn pair(name: &str) -> TokenPair {
    let at = |seconds| Timestamp::from_second(seconds).unwrap();
    TokenPair {
        access_token: format!("act.{name}").into(),
        refresh_token: format!("rft.{name}!4321.e*").into(),
        scopes: vec!["user.info.basic".to_owned(), "video.publish".to_owned()],
        issued_at: Timestamp::from_nanosecond(1_700_000_000_123_456_789).unwrap(),
        access_expires_at: at(1_700_007_200),
        refresh_expires_at: at(1_715_552_000),
    }
}

fn words(pair: &TokenPair) -> (String, String) {
    (pair.access_token.expose_secret().to_owned(), pair.refresh_token.expose_secret().to_owned())
}

/// Everything that a log could show of an error.
fn told(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| (*error).source());
    causes.map(|error| format!("{error} {error:?}")).collect()
}
