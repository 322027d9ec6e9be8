//! What falls due is found when it is due, by what is due and not by what exists.

use super::Table;
use super::samples::{at, in_state, of_every_state, queued};
use crate::stage::fact;
use adapters::Posts;
use domain::post::Work;
use domain::{Awaits, Lease, Post, State, shard};
use jiff::{SignedDuration, Timestamp};
use libtest_mimic::Trial;

const NOTHING: [&str; 0] = [];

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_post_is_found_when_it_is_due_and_not_before),
        fact!(a_moment_between_two_milliseconds_counts_as_the_later),
        fact!(a_partition_is_read_up_to_its_bound_the_oldest_first),
        fact!(all_partitions_together_come_the_oldest_first),
        fact!(each_kind_of_work_is_found_by_itself),
        fact!(a_post_that_somebody_works_on_is_due_when_their_lease_ends),
        fact!(what_has_ended_or_is_held_is_never_due),
        fact!(held_posts_are_found_by_their_account_until_they_go_on),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_post_is_found_when_it_is_due_and_not_before(Table(posts): Table) {
    let mut post = queued("clip", 100);
    posts.save(&mut post).await.unwrap();
    assert_eq!(due(&posts, Work::Publish, at(100) - SignedDuration::from_millis(1)).await, NOTHING);
    let found = posts.all_due(Work::Publish, at(100), 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].id, &found[0].account, found[0].at), (&post.id, &post.account, at(100)));
}

async fn a_moment_between_two_milliseconds_counts_as_the_later(Table(posts): Table) {
    let not_before = at(100) + SignedDuration::from_nanos(1);
    posts.save(&mut in_state("clip", State::Queued { not_before, reason: None })).await.unwrap();
    assert_eq!(due(&posts, Work::Publish, at(100)).await, NOTHING);
    assert_eq!(due(&posts, Work::Publish, at(100) + SignedDuration::from_millis(1)).await.len(), 1);
}

async fn a_partition_is_read_up_to_its_bound_the_oldest_first(Table(posts): Table) {
    let partition = shard::partition_of("publish", queued("clip 0", 0).id.as_str());
    let same_partition = (0..)
        .map(|number| queued(&format!("clip {number}"), 1_000 - number))
        .filter(|post| shard::partition_of("publish", post.id.as_str()) == partition);
    let mut saved: Vec<Post> = same_partition.take(5).collect();
    save_all(&posts, &mut saved).await;
    let names = |count_max| {
        let partition = &partition;
        let posts = &posts;
        async move {
            let due = posts.due(partition, at(1_000), count_max).await.unwrap();
            due.into_iter().map(|post| post.account).collect::<Vec<String>>()
        }
    };
    let oldest_first: Vec<String> = saved.iter().rev().map(|post| post.account.clone()).collect();
    assert_eq!(names(3).await, oldest_first[..3]);
    assert_eq!(names(100).await, oldest_first);
}

async fn all_partitions_together_come_the_oldest_first(Table(posts): Table) {
    let mut saved: Vec<Post> =
        (0..24).map(|number| queued(&format!("clip {number}"), 7 * number % 24)).collect();
    save_all(&posts, &mut saved).await;
    let found = posts.all_due(Work::Publish, at(100), 100).await.unwrap();
    assert_eq!(found.len(), 24);
    assert!(found.iter().map(|post| post.at).eq((0..24).map(at)));
}

async fn each_kind_of_work_is_found_by_itself(Table(posts): Table) {
    let mut saved = of_every_state();
    save_all(&posts, &mut saved).await;
    let until = at(10_000);
    let publish = due(&posts, Work::Publish, until).await;
    assert_eq!(publish, ["initializing", "queued", "uploading"].map(account_of));
    assert_eq!(due(&posts, Work::Poll, until).await, ["processing", "unconfirmed"].map(account_of));
}

async fn a_post_that_somebody_works_on_is_due_when_their_lease_ends(Table(posts): Table) {
    let lease = Some(Lease { owner: "a run".to_owned(), until: at(180) });
    posts.save(&mut Post { lease, ..queued("clip", 0) }).await.unwrap();
    assert_eq!(due(&posts, Work::Publish, at(179)).await, NOTHING);
    assert_eq!(due(&posts, Work::Publish, at(180)).await.len(), 1);
}

async fn what_has_ended_or_is_held_is_never_due(Table(posts): Table) {
    let mut post = queued("clip", 0);
    posts.save(&mut post).await.unwrap();
    let ends = of_every_state().into_iter().filter(|post| post.due().is_none());
    for end in ends.map(|post| post.state) {
        post.state = State::Queued { not_before: at(0), reason: None };
        posts.save(&mut post).await.unwrap();
        assert_eq!(due(&posts, Work::Publish, at(10_000)).await.len(), 1);
        post.state = end;
        posts.save(&mut post).await.unwrap();
        assert_eq!(due(&posts, Work::Publish, at(10_000)).await, NOTHING, "{}", post.state.name());
        assert_eq!(due(&posts, Work::Poll, at(10_000)).await, NOTHING, "{}", post.state.name());
    }
}

async fn held_posts_are_found_by_their_account_until_they_go_on(Table(posts): Table) {
    let held = || State::Held { reason: "no privacy_level".to_owned(), awaits: Awaits::Options };
    let mut saved: Vec<Post> = (0..3)
        .map(|number| Post {
            account: "open-id".to_owned(),
            created_at: at(3 - number),
            ..in_state(&format!("clip {number}"), held())
        })
        .chain([
            in_state("another's", held()),
            Post { account: "open-id".to_owned(), ..queued("not held", 0) },
        ])
        .collect();
    save_all(&posts, &mut saved).await;
    let oldest_first = [&saved[2].id, &saved[1].id, &saved[0].id];
    assert!(posts.held("open-id").await.unwrap().iter().eq(oldest_first));

    saved[1].state = State::Queued { not_before: at(0), reason: None };
    posts.save(&mut saved[1]).await.unwrap();
    assert!(posts.held("open-id").await.unwrap().iter().eq([&saved[2].id, &saved[0].id]));
}

async fn save_all(posts: &Posts, saved: &mut [Post]) {
    futures::future::try_join_all(saved.iter_mut().map(|post| posts.save(post))).await.unwrap();
}

/// The accounts of what is due, in alphabetical order.
async fn due(posts: &Posts, work: Work, until: Timestamp) -> Vec<String> {
    let found = posts.all_due(work, until, 100).await.unwrap();
    let mut accounts: Vec<String> = found.into_iter().map(|post| post.account).collect();
    accounts.sort();
    accounts
}

fn account_of(name: &str) -> String {
    queued(name, 0).account
}
