//! Keys of every kind reach the creator whose folder they lie in.

use crate::stage::{Clip, Creator, Outcome, Scene, facts};
use libtest_mimic::Trial;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_key_may_hold_spaces,
        a_key_may_hold_plus_signs,
        a_key_may_hold_percent_signs,
        a_key_may_hold_letters_beyond_ascii,
        a_key_may_hold_emoji,
        a_key_may_lie_in_nested_folders,
        an_extension_counts_in_any_case,
        a_folder_may_be_named_by_open_id,
    ]
}

async fn a_key_may_hold_spaces(scene: Scene) -> Outcome {
    works(scene, " summer  holiday .mp4").await
}

async fn a_key_may_hold_plus_signs(scene: Scene) -> Outcome {
    works(scene, "1+1 = 2 ++.mp4").await
}

async fn a_key_may_hold_percent_signs(scene: Scene) -> Outcome {
    works(scene, "100% sure %41%2F%%.mp4").await
}

async fn a_key_may_hold_letters_beyond_ascii(scene: Scene) -> Outcome {
    works(scene, "Größe, привіт, 東京, e\u{301}.mp4").await
}

async fn a_key_may_hold_emoji(scene: Scene) -> Outcome {
    works(scene, "🎬 👩‍👩‍👧 🇺🇦.mp4").await
}

async fn a_key_may_lie_in_nested_folders(scene: Scene) -> Outcome {
    works(scene, "2026/summer & sun/day 1/clip.mp4").await
}

async fn an_extension_counts_in_any_case(scene: Scene) -> Outcome {
    works(scene, "FROM.CAMERA.MP4").await
}

async fn a_folder_may_be_named_by_open_id(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = format!("{}/clip.mp4", creator.open_id);
    arrives(&scene, &creator, key).await
}

async fn works(scene: Scene, path: &str) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key(path);
    arrives(&scene, &creator, key).await
}

async fn arrives(scene: &Scene, creator: &Creator, key: String) -> Outcome {
    let clip = Clip::small()?;
    let uploaded = scene.upload(clip.consented_under(key.clone()).await?).await?;
    let post = scene.reaches(&uploaded, "published").await?;
    assert_eq!((post.key, post.account), (key, creator.open_id.clone()));
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}
