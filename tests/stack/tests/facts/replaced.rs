//! The same key uploaded again is a new post, and leaves the first alone.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;

pub(super) fn facts() -> Vec<Trial> {
    facts![a_key_that_is_uploaded_again_is_a_new_post]
}

async fn a_key_that_is_uploaded_again_is_a_new_post(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let (first, second) = (Clip::small()?, Clip::small()?);
    let key = creator.key("clip.mp4");
    let first_upload = scene.upload(first.consented_under(key.clone()).await?).await?;
    // Not before its bytes are out of the bucket: MiniStack gives no ranges of a version that is not the newest.
    scene.reaches(&first_upload, "processing").await?;
    let second_upload = scene.upload(second.consented_under(key).await?).await?;
    assert_ne!(first_upload.version_id, second_upload.version_id);

    let first_post = scene.reaches(&first_upload, "published").await?;
    let second_post = scene.reaches(&second_upload, "published").await?;
    assert_ne!(first_post.id, second_post.id);
    assert_ne!(first_post.post_id, second_post.post_id);

    let received = creator.posts()?;
    let arrived = |clip: &Clip| -> Outcome<usize> {
        let sha256 = clip.sha256()?;
        Ok(received.iter().filter(|post| post.sha256.as_deref() == Some(sha256.as_str())).count())
    };
    assert_eq!((arrived(&first)?, arrived(&second)?, received.len()), (1, 1, 2));
    Ok(())
}
