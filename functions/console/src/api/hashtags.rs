//! The hashtags that an account's own posts have used.

use crate::Console;
use crate::api::account::account_of;
use crate::api::received::{Caller, Named};
use crate::problem::Problem;
use adapters::posts::{PostsQuery, Whose};
use axum::Json;
use axum::extract::State;
use domain::Post;
use jiff::Timestamp;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use utoipa::ToSchema;

/// The newest posts that are looked at.
const POSTS_MAX: usize = 100;

/// The most hashtags that are suggested.
const HASHTAGS_MAX: usize = 30;

/// What an account's posts have used, the most used first, and of those the most recent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Hashtags {
    /// The hashtags.
    hashtags: Vec<Hashtag>,
}

/// A hashtag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Hashtag {
    /// With its `#`, as the newest post has written it.
    tag: String,
    /// Posts that have used it.
    uses: usize,
    /// When the newest of them was, or is to be, published.
    last_used_at: Timestamp,
}

/// The hashtags that an account's newest posts have used
#[utoipa::path(
    get, operation_id = "list_hashtags", path = "/accounts/{id}/hashtags", tag = "accounts",
    params(("id" = String, Path, description = "The account's `open_id`.")),
    responses((status = OK, body = Hashtags), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn hashtags(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
) -> Result<Json<Hashtags>, Problem> {
    let account = account_of(&console, &caller.access, &id).await?;
    let query = PostsQuery {
        whose: Whose::Accounts(BTreeSet::from([account.open_id])),
        states: BTreeSet::new(),
        from: None,
        to: None,
        cursor: None,
        limit: POSTS_MAX,
    };
    let page = console.posts.list(&query).await?;
    Ok(Json(Hashtags { hashtags: used(&page.posts) }))
}

/// The hashtags of posts that come the newest first. TikTok takes no notice of case, so neither does the count.
fn used(posts: &[Post]) -> Vec<Hashtag> {
    let mut found: HashMap<String, Hashtag> = HashMap::new();
    for post in posts {
        let caption = post.options.caption.as_deref().unwrap_or_default();
        let mut seen = HashSet::new();
        for tag in tags(caption) {
            let folded = tag.to_lowercase();
            if !seen.insert(folded.clone()) {
                continue;
            }
            let hashtag = found.entry(folded).or_insert_with(|| Hashtag {
                tag: tag.to_owned(),
                uses: 0,
                last_used_at: post.listed_at(),
            });
            hashtag.uses += 1;
        }
    }
    let mut used: Vec<Hashtag> = found.into_values().collect();
    used.sort_by(|a, b| {
        let order = |hashtag: &Hashtag| (Reverse(hashtag.uses), Reverse(hashtag.last_used_at));
        order(a).cmp(&order(b)).then_with(|| a.tag.cmp(&b.tag))
    });
    used.truncate(HASHTAGS_MAX);
    used
}

/// The hashtags of a caption: a `#` and the letters, digits and underscores of any script behind it, with something that
/// is no digit among them.
fn tags(caption: &str) -> impl Iterator<Item = &str> {
    caption.match_indices('#').filter_map(|(start, _)| {
        let rest = &caption[start + 1..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        let says_something = rest[..end].contains(|letter: char| !letter.is_numeric());
        says_something.then(|| &caption[start..=start + end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{OptionsPatch, Video};

    fn post(caption: &str, minute: i64) -> Post {
        let video = Video {
            bucket: "b".into(),
            key: "a/b.mp4".into(),
            version_id: None,
            etag: minute.to_string(),
            size: 1,
        };
        let choice = OptionsPatch { caption: Some(caption.into()), ..OptionsPatch::default() };
        Post::uploaded("a", video, "somebody", choice, Timestamp::from_second(minute * 60).unwrap())
    }

    #[test]
    fn a_hashtag_ends_where_its_letters_do_in_any_script() {
        let found: Vec<&str> = tags("#fyp,#Straße! #日本 # #1 #2x#next_one 😀#ok").collect();
        assert_eq!(found, ["#fyp", "#Straße", "#日本", "#2x", "#next_one", "#ok"]);
    }

    #[test]
    fn what_is_used_most_comes_first_and_among_equals_what_is_newest() {
        let posts = [post("#new", 3), post("#Often #often #old", 2), post("#often", 1)];
        let used: Vec<(String, usize)> = used(&posts).into_iter().map(|tag| (tag.tag, tag.uses)).collect();
        assert_eq!(used, [("#Often".into(), 2), ("#new".into(), 1), ("#old".into(), 1)]);
    }
}
