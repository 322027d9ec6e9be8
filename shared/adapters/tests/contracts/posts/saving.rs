//! Whoever saves has seen what was saved before.

use super::Table;
use super::samples::{at, in_state, longest, of_every_state, queued};
use crate::stage::fact;
use adapters::SaveError;
use domain::{Post, State};
use libtest_mimic::Trial;

/// More than an item of DynamoDB holds.
const ITEM_BYTES_MAX: usize = 400 * 1024;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_post_of_any_state_is_read_as_it_was_saved),
        fact!(what_a_state_leaves_behind_is_gone_with_the_next_save),
        fact!(a_save_of_something_read_earlier_conflicts_and_changes_nothing),
        fact!(a_post_that_is_there_is_never_made_anew),
        fact!(of_many_saves_at_the_same_time_one_succeeds),
        fact!(the_longest_post_fits),
        fact!(what_does_not_fit_is_no_conflict),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_post_of_any_state_is_read_as_it_was_saved(Table(posts): Table) {
    for mut post in of_every_state() {
        posts.save(&mut post).await.unwrap();
        assert_eq!(post.version, 1);
        assert_eq!(posts.get(&post.id).await.unwrap(), Some(post));
    }
    assert_eq!(posts.get(&queued("nobody's", 0).id).await.unwrap(), None);
}

async fn what_a_state_leaves_behind_is_gone_with_the_next_save(Table(posts): Table) {
    let id = queued("clip", 0).id;
    for (version, state) in (0..).zip(of_every_state().into_iter().map(|post| post.state)) {
        let mut post = Post { version, ..in_state("clip", state) };
        posts.save(&mut post).await.unwrap();
        assert_eq!(posts.get(&id).await.unwrap(), Some(post));
    }
}

async fn a_save_of_something_read_earlier_conflicts_and_changes_nothing(Table(posts): Table) {
    let mut first = queued("clip", 0);
    posts.save(&mut first).await.unwrap();
    let mut second = posts.get(&first.id).await.unwrap().unwrap();
    first.attempts = 1;
    second.attempts = 2;
    posts.save(&mut first).await.unwrap();
    let saved = posts.save(&mut second).await;
    assert!(matches!(saved, Err(SaveError::Conflict)), "{saved:?}");
    assert_eq!(second.version, 1, "what was not saved counts no version");
    assert_eq!(posts.get(&first.id).await.unwrap(), Some(first));
}

async fn a_post_that_is_there_is_never_made_anew(Table(posts): Table) {
    let mut known = queued("clip", 0);
    posts.save(&mut known).await.unwrap();
    let saved = posts.save(&mut queued("clip", 60)).await;
    assert!(matches!(saved, Err(SaveError::Conflict)), "{saved:?}");
    assert_eq!(posts.get(&known.id).await.unwrap(), Some(known));
}

async fn of_many_saves_at_the_same_time_one_succeeds(Table(posts): Table) {
    let mut post = queued("clip", 0);
    posts.save(&mut post).await.unwrap();
    let mut copies: Vec<Post> = (1..=8).map(|attempts| Post { attempts, ..post.clone() }).collect();
    let saves = futures::future::join_all(copies.iter_mut().map(|copy| posts.save(copy))).await;
    let conflicts = saves.iter().filter(|saved| matches!(saved, Err(SaveError::Conflict))).count();
    let winners: Vec<&Post> = copies.iter().filter(|copy| copy.version == 2).collect();
    assert_eq!((conflicts, winners.len()), (7, 1), "{saves:?}");
    assert_eq!(posts.get(&post.id).await.unwrap().as_ref(), Some(winners[0]));
}

async fn the_longest_post_fits(Table(posts): Table) {
    let mut post = longest();
    posts.save(&mut post).await.unwrap();
    assert_eq!(posts.get(&post.id).await.unwrap(), Some(post));
}

async fn what_does_not_fit_is_no_conflict(Table(posts): Table) {
    let reason = "x".repeat(ITEM_BYTES_MAX);
    let saved =
        posts.save(&mut in_state("clip", State::Queued { not_before: at(0), reason: Some(reason) })).await;
    assert!(matches!(saved, Err(SaveError::Store(_))), "{saved:?}");
}
