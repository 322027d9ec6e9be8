//! Posts: lists of them, each by itself, and new ones.

pub(crate) mod act;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod thumbnail;

use crate::Console;
use crate::api::view::{PostView, names_of};
use crate::problem::Problem;
use adapters::StoreError;
use domain::Post;

/// Posts as a list shows them.
///
/// # Errors
/// When the accounts or the thumbnails cannot be read.
pub(crate) async fn views(console: &Console, posts: &[Post]) -> Result<Vec<PostView>, StoreError> {
    let ids: Vec<_> = posts.iter().map(|post| post.id.clone()).collect();
    let (names, kept) = futures::try_join!(names_of(console, posts), console.thumbnails.kept(&ids))?;
    let view = |post: &Post| PostView::of(post, names[&post.account].clone(), kept.contains(&post.id));
    Ok(posts.iter().map(view).collect())
}

/// A post by itself, with its history.
///
/// # Errors
/// When its account or its thumbnail cannot be read.
pub(crate) async fn view(console: &Console, post: &Post) -> Result<PostView, Problem> {
    let views = views(console, std::slice::from_ref(post)).await?;
    let view = views.into_iter().next().ok_or_else(Problem::internal)?;
    Ok(view.with_history(post))
}
