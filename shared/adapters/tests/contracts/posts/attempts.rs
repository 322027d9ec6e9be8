//! A post is found by TikTok's id of its attempt.

use super::Table;
use super::samples::{at, in_state};
use crate::stage::fact;
use domain::{Failure, FailureClass, Post, State};
use libtest_mimic::Trial;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_post_is_found_by_its_attempt_in_every_state_that_has_one),
        fact!(an_attempt_that_no_post_has_made_leads_to_none),
        fact!(only_the_latest_attempt_of_a_post_leads_to_it),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

fn processing(clip: &str, publish_id: &str) -> Post {
    let publish_id = publish_id.to_owned();
    in_state(clip, State::Processing { publish_id, sent_at: at(1), next_poll_at: at(11), polls: 0 })
}

async fn a_post_is_found_by_its_attempt_in_every_state_that_has_one(Table(posts): Table) {
    let mut post = processing("clip", "v_pub_file~v2-1.7");
    posts.save(&mut post).await.unwrap();
    assert_eq!(posts.by_publish_id("v_pub_file~v2-1.7").await.unwrap().as_ref(), Some(&post));
    let failure = Failure::local(FailureClass::TikTok, "internal");
    post.state = State::Failed { failure, publish_id: Some("v_pub_file~v2-1.7".to_owned()) };
    posts.save(&mut post).await.unwrap();
    assert_eq!(posts.by_publish_id("v_pub_file~v2-1.7").await.unwrap().as_ref(), Some(&post));
}

async fn an_attempt_that_no_post_has_made_leads_to_none(Table(posts): Table) {
    posts.save(&mut processing("clip", "one")).await.unwrap();
    posts.save(&mut in_state("other", State::Queued { not_before: at(1), reason: None })).await.unwrap();
    for publish_id in ["two", "on", "one "] {
        assert_eq!(posts.by_publish_id(publish_id).await.unwrap(), None, "{publish_id}");
    }
}

async fn only_the_latest_attempt_of_a_post_leads_to_it(Table(posts): Table) {
    let mut post = processing("clip", "first");
    posts.save(&mut post).await.unwrap();
    post.state = State::Queued { not_before: at(1), reason: None };
    posts.save(&mut post).await.unwrap();
    assert_eq!(posts.by_publish_id("first").await.unwrap(), None);
}
