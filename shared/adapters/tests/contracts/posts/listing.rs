//! Lists by time hold what was asked for, the newest first, once each, whatever the size of their pages.

use super::Table;
use super::samples::{at, in_state, queued};
use crate::stage::fact;
use adapters::Posts;
use adapters::posts::{PostsQuery, Whose};
use domain::{Post, PostId, State};
use jiff::Timestamp;
use libtest_mimic::Trial;
use std::collections::BTreeSet;

/// More pages than any of these lists has.
const PAGES_MAX: usize = 100;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(every_post_is_listed_once_the_newest_first_on_pages_of_any_size),
        fact!(posts_of_the_same_moment_are_all_listed),
        fact!(an_accounts_list_holds_its_own_posts_and_several_accounts_lists_are_one),
        fact!(a_list_of_some_states_finds_the_few_among_many),
        fact!(a_list_of_some_days_holds_what_lies_in_them),
        fact!(a_post_moves_to_where_it_stands_now),
        fact!(a_list_of_nobody_is_empty),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn every_post_is_listed_once_the_newest_first_on_pages_of_any_size(Table(posts): Table) {
    let saved = save(&posts, (0..24).map(|number| queued(&format!("clip {number}"), number * 7 % 24))).await;
    let newest_first = newest_first(&saved);
    for limit in [1, 5, 24, 100] {
        assert_eq!(all_pages(&posts, &everybodys(), limit).await, newest_first, "pages of {limit}");
    }
}

async fn posts_of_the_same_moment_are_all_listed(Table(posts): Table) {
    let saved = save(&posts, (0..12).map(|number| queued(&format!("clip {number}"), 5))).await;
    for limit in [1, 5] {
        let listed: BTreeSet<PostId> = all_pages(&posts, &everybodys(), limit).await.into_iter().collect();
        assert_eq!(listed, saved.iter().map(|post| post.id.clone()).collect(), "pages of {limit}");
    }
}

async fn an_accounts_list_holds_its_own_posts_and_several_accounts_lists_are_one(Table(posts): Table) {
    let of = |account: &str, number: i64| Post {
        account: account.to_owned(),
        ..queued(&format!("{account} {number}"), number)
    };
    let accounts = ["a", "b", "c"];
    let saved =
        save(&posts, (0..18).map(|number| of(accounts[usize::try_from(number).unwrap() % 3], number))).await;
    for whose in [vec!["a"], vec!["a", "c"], vec!["a", "b", "c", "nobody"]] {
        let theirs: Vec<Post> =
            saved.iter().filter(|post| whose.contains(&post.account.as_str())).cloned().collect();
        let query = PostsQuery { whose: accounts_of(&whose), ..everybodys() };
        for limit in [2, 100] {
            assert_eq!(all_pages(&posts, &query, limit).await, newest_first(&theirs), "{whose:?}");
        }
    }
}

async fn a_list_of_some_states_finds_the_few_among_many(Table(posts): Table) {
    let cancelled = |number: i64| number % 13 == 0;
    let post = |number: i64| {
        let post = queued(&format!("clip {number}"), number);
        if cancelled(number) {
            Post { state: State::Cancelled { reason: "cancelled".to_owned() }, ..post }
        } else {
            post
        }
    };
    let saved = save(&posts, (0..40).map(post)).await;
    let few: Vec<Post> = saved.into_iter().filter(|post| post.state.name() == "cancelled").collect();
    let states = BTreeSet::from(["cancelled".to_owned(), "failed".to_owned()]);
    let query = PostsQuery { states, ..everybodys() };
    for limit in [1, 3, 100] {
        assert_eq!(all_pages(&posts, &query, limit).await, newest_first(&few), "pages of {limit}");
    }
}

async fn a_list_of_some_days_holds_what_lies_in_them(Table(posts): Table) {
    let saved = save(&posts, (0..10).map(|number| queued(&format!("clip {number}"), number))).await;
    let within: Vec<Post> =
        saved.into_iter().filter(|post| (at(3)..at(7)).contains(&post.created_at)).collect();
    let query = PostsQuery { from: Some(at(3)), to: Some(at(7)), ..everybodys() };
    for limit in [1, 100] {
        assert_eq!(all_pages(&posts, &query, limit).await, newest_first(&within), "pages of {limit}");
    }
}

async fn a_post_moves_to_where_it_stands_now(Table(posts): Table) {
    let mut saved = save(&posts, [queued("first", 1), queued("second", 2)]).await;
    saved[0].options.publish_at = Some(at(1_000));
    posts.save(&mut saved[0]).await.unwrap();
    assert_eq!(all_pages(&posts, &everybodys(), 100).await, [&saved[0].id, &saved[1].id].map(PostId::clone));

    let published_at = at(1);
    saved[0].state = State::Published {
        publish_id: "v_pub_file~v2-1.7".to_owned(),
        post_id: None,
        post_url: None,
        published_at,
        next_poll_at: None,
        polls: 0,
    };
    posts.save(&mut saved[0]).await.unwrap();
    let page = posts.list(&PostsQuery { limit: 100, ..everybodys() }).await.unwrap();
    assert_eq!(
        page.posts,
        [saved[1].clone(), saved[0].clone()],
        "as they are, and not as the index knew them"
    );
    assert_eq!(page.next, None);
}

async fn a_list_of_nobody_is_empty(Table(posts): Table) {
    posts.save(&mut in_state("clip", State::Initializing { since: at(1) })).await.unwrap();
    let query = PostsQuery { whose: Whose::Accounts(BTreeSet::new()), ..everybodys() };
    assert_eq!(all_pages(&posts, &query, 10).await, Vec::<PostId>::new());
}

fn everybodys() -> PostsQuery {
    PostsQuery {
        whose: Whose::Everybody,
        states: BTreeSet::new(),
        from: None::<Timestamp>,
        to: None,
        cursor: None,
        limit: 1,
    }
}

fn accounts_of(accounts: &[&str]) -> Whose {
    Whose::Accounts(accounts.iter().map(|account| (*account).to_owned()).collect())
}

async fn save(posts: &Posts, new: impl IntoIterator<Item = Post>) -> Vec<Post> {
    let mut new: Vec<Post> = new.into_iter().collect();
    futures::future::try_join_all(new.iter_mut().map(|post| posts.save(post))).await.unwrap();
    new
}

fn newest_first(posts: &[Post]) -> Vec<PostId> {
    let mut posts: Vec<&Post> = posts.iter().collect();
    posts.sort_by_key(|post| std::cmp::Reverse(post.listed_at()));
    posts.into_iter().map(|post| post.id.clone()).collect()
}

/// All pages of a list one after the other, none longer than was asked for.
async fn all_pages(posts: &Posts, query: &PostsQuery, limit: usize) -> Vec<PostId> {
    let mut query = PostsQuery { limit, ..query.clone() };
    let mut listed = Vec::new();
    for _ in 0..PAGES_MAX {
        let page = posts.list(&query).await.unwrap();
        assert!(page.posts.len() <= limit);
        listed.extend(page.posts.into_iter().map(|post| post.id));
        // As it comes back in an address.
        query.cursor = page.next.map(|cursor| cursor.to_string().parse().unwrap());
        if query.cursor.is_none() {
            return listed;
        }
    }
    crate::stage::surprise(format!("the list has not ended after {PAGES_MAX} pages"))
}
