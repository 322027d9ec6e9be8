//! Lists of posts, and each by itself.

use super::call::{Sent, request};
use super::{PICTURE, choice, creator, operator};
use crate::world::World;
use domain::Post;
use serde_json::{Value, json};

async fn scheduled(world: &World, username: &str, day: u8) -> Post {
    let mut options = choice();
    options["caption"] = format!("{username} on day {day} #one #day{day}x").into();
    options["publish_at"] = format!("2100-01-{day:02}T12:00:00Z").into();
    world.post_in_console(&creator(username), username, options).await
}

async fn ids(world: &World, query: &str) -> Vec<String> {
    let page = world.call(&operator(), "GET", &format!("/posts{query}"), Sent::Nothing).await.ok();
    page["posts"].as_array().unwrap().iter().map(|post| post["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn posts_are_listed_the_newest_first_by_account_state_and_range_and_paged_to_their_end() {
    let world = World::of_creators(&["alice", "bob"]).await;
    let mut posts = Vec::new();
    for day in 1..=5 {
        let username = if day % 2 == 0 { "bob" } else { "alice" };
        posts.push(scheduled(&world, username, day).await.id.to_string());
    }
    posts.reverse();
    assert_eq!(ids(&world, "").await, posts);

    let bob = world.account("bob").open_id;
    assert_eq!(ids(&world, &format!("?account={bob}")).await, [posts[1].clone(), posts[3].clone()]);
    let range = "?from=2100-01-02T00:00:00Z&to=2100-01-04T12:00:00Z";
    assert_eq!(ids(&world, range).await, posts[2..4]);
    assert_eq!(ids(&world, "?state=queued").await, posts);
    assert_eq!(ids(&world, "?state=published,failed").await, [""; 0]);

    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/posts?limit=2{cursor}");
        let page = world.call(&operator(), "GET", &path, Sent::Nothing).await.ok();
        paged.extend(page["posts"].as_array().unwrap().iter().map(|post| post["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, posts);
}

#[tokio::test]
async fn a_post_is_told_with_its_names_its_choices_its_actions_and_its_history() {
    let world = World::of_creators(&["alice"]).await;
    let post = scheduled(&world, "alice", 9).await;
    let told = world.read(&creator("alice"), &post).await.ok();
    assert_eq!(told["account"]["username"], "alice");
    assert_eq!(told["state"], "queued");
    assert_eq!(told["caption"], told["options"]["caption"]);
    assert_eq!(told["privacy_level"], "PUBLIC_TO_EVERYONE");
    assert_eq!(told["scheduled_at"], "2100-01-09T12:00:00Z");
    assert_eq!(told["listed_at"], told["scheduled_at"]);
    assert_eq!(told["actions"], json!({ "cancel": true, "retry": false, "choose": true }));
    assert_eq!(told["has_thumbnail"], false);
    let history: Vec<&Value> = told["history"].as_array().unwrap().iter().collect();
    let chosen = history.last().unwrap();
    assert_eq!((&chosen["event"], &chosen["source"]), (&json!("options_chosen"), &json!("operator")));
    assert!(chosen["detail"].as_str().unwrap().starts_with("alice@example.com chose "), "{chosen}");
    let listed = world.call(&operator(), "GET", "/posts", Sent::Nothing).await.ok();
    assert_eq!(listed["posts"][0]["history"], Value::Null, "a list is not to be that long");
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again_until_something_changes() {
    let world = World::of_creators(&["alice"]).await;
    let post = scheduled(&world, "alice", 9).await;
    let first = world.read(&operator(), &post).await;
    let tag = first.header("etag").to_owned();
    let again = async |tag: &str| {
        let mut request = request("GET", &format!("/posts/{}", post.id), Sent::Nothing);
        request.headers_mut().insert("if-none-match", tag.parse().unwrap());
        request.extensions_mut().insert(operator());
        world.answer(request).await
    };
    let known = again(&tag).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));

    let path = format!("/posts/{}/thumbnail", post.id);
    let picture = Sent::Raw("image/jpeg", PICTURE.to_vec());
    assert_eq!(world.call(&operator(), "PUT", &path, picture).await.status, 204);
    let with_picture = again(&tag).await;
    assert_eq!(with_picture.ok()["has_thumbnail"], true);
    world.call(&operator(), "POST", &format!("/posts/{}/cancel", post.id), Sent::Nothing).await.ok();
    assert_eq!(again(with_picture.header("etag")).await.ok()["state"], "cancelled");
}

#[tokio::test]
async fn a_picture_is_given_back_as_what_it_is_and_nothing_else_is_kept() {
    let world = World::of_creators(&["alice"]).await;
    let path = format!("/posts/{}/thumbnail", scheduled(&world, "alice", 9).await.id);
    assert_eq!(world.call(&operator(), "GET", &path, Sent::Nothing).await.status, 404);
    // Whatever it says that it is.
    let put = Sent::Raw("text/html", PICTURE.to_vec());
    assert_eq!(world.call(&operator(), "PUT", &path, put).await.status, 204);
    let got = world.call(&operator(), "GET", &path, Sent::Nothing).await;
    assert_eq!((got.header("content-type"), &got.body[..]), ("image/jpeg", PICTURE));
    for (bytes, status) in [(b"<svg/>".to_vec(), 415), (vec![0xff; 40_000], 413), (vec![0xff; 300_000], 413)]
    {
        let refused = world.call(&operator(), "PUT", &path, Sent::Raw("image/jpeg", bytes)).await;
        assert_eq!(refused.status, status);
        refused.problem();
    }
}
