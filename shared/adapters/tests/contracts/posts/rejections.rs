//! Uploads that were turned away lie beside the posts, and never in their way.

use super::Table;
use super::samples::{at, queued};
use crate::stage::fact;
use domain::post::Work;
use domain::{Post, Rejection};
use libtest_mimic::Trial;

pub(super) fn facts() -> Vec<Trial> {
    [
        fact!(a_rejected_upload_is_no_post_and_never_due),
        fact!(a_rejection_leaves_a_post_as_it_is),
        fact!(a_rejected_upload_may_still_become_a_post),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn a_rejected_upload_is_no_post_and_never_due(Table(posts): Table) {
    let rejection = rejection_of(&queued("clip", 0));
    for _ in 0..2 {
        posts.reject(&rejection).await.unwrap();
    }
    assert_eq!(posts.get(&rejection.id).await.unwrap(), None);
    for work in [Work::Publish, Work::Poll] {
        assert_eq!(posts.all_due(work, at(10_000), 10).await.unwrap(), []);
    }
}

async fn a_rejection_leaves_a_post_as_it_is(Table(posts): Table) {
    let mut post = queued("clip", 0);
    posts.save(&mut post).await.unwrap();
    posts.reject(&rejection_of(&post)).await.unwrap();
    assert_eq!(posts.get(&post.id).await.unwrap(), Some(post));
}

async fn a_rejected_upload_may_still_become_a_post(Table(posts): Table) {
    let mut post = queued("clip", 0);
    posts.reject(&rejection_of(&post)).await.unwrap();
    posts.save(&mut post).await.unwrap();
    assert_eq!(posts.get(&post.id).await.unwrap(), Some(post));
}

fn rejection_of(post: &Post) -> Rejection {
    Rejection {
        id: post.id.clone(),
        bucket: post.video.bucket.clone(),
        key: post.video.key.clone(),
        version_id: post.video.version_id.clone(),
        reason: "no connected account is called alice".to_owned(),
        created_at: at(0),
    }
}
