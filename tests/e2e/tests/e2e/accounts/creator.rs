//! A connection that a creator begins in the console.

use crate::world::World;
use lambda_http::http::header::LOCATION;
use std::collections::BTreeSet;

const IDENTITY: &str = "9f86d081884c7d659a2feaa0c55ad015";

#[tokio::test]
async fn an_account_that_is_connected_in_the_console_is_its_creators() {
    let world = World::start().await;
    let accounts = world.accounts_past_proxies();
    assert!(accounts.creator(IDENTITY).await.unwrap().accounts.is_empty(), "alice came by the connect link");

    let back = world.connect_in_console("alice", IDENTITY).await;
    assert_eq!(back.status(), 302);
    let location = back.headers()[LOCATION].to_str().unwrap();
    assert!(location.ends_with("/accounts?connected=open-id-of-alice"), "{location}");
    let owned = BTreeSet::from(["open-id-of-alice".to_owned()]);
    assert_eq!(accounts.creator(IDENTITY).await.unwrap().accounts, owned);
    assert!(accounts.creator("another").await.unwrap().accounts.is_empty());

    world.connect_in_console("alice", IDENTITY).await;
    assert_eq!(accounts.creator(IDENTITY).await.unwrap().accounts, owned, "once is enough");
    accounts.remove_from_creator(IDENTITY, "open-id-of-alice").await.unwrap();
    assert!(accounts.creator(IDENTITY).await.unwrap().accounts.is_empty());
    assert!(world.account("alice").is_connected());
}
