//! What cannot be posted says so in words, costs no call of TikTok's, and holds up nothing behind it.

use crate::stage::{Clip, Creator, Outcome, Scene, facts};
use libtest_mimic::Trial;
use local::Video;

/// One more than TikTok takes, in UTF-16 units; an emoji counts two of them.
const CAPTION_EMOJI_TOO_MANY: usize = 1_101;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        text_under_a_videos_name_fails,
        an_empty_file_fails,
        a_sidecar_that_is_not_json_fails_its_video,
        a_sidecar_with_an_unknown_field_fails_its_video,
        a_caption_that_is_too_long_fails,
        branded_content_for_the_creator_alone_fails,
        a_video_of_an_unknown_account_is_turned_away,
        a_video_in_no_folder_is_turned_away,
        a_file_of_another_kind_is_turned_away,
    ]
}

async fn text_under_a_videos_name_fails(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let text = b"Dear diary, this is no video at all. ".repeat(1_000);
    let video = Video::new(creator.key("diary.mp4"), text).consented("PUBLIC_TO_EVERYONE");
    fails(&scene, &creator, video, &["not an MP4, MOV, WebM or AVI video", "text"]).await
}

async fn an_empty_file_fails(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let video = Video::new(creator.key("nothing.mp4"), Vec::new()).consented("PUBLIC_TO_EVERYONE");
    fails(&scene, &creator, video, &["empty"]).await
}

async fn a_sidecar_that_is_not_json_fails_its_video(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    scene.upload_text(format!("{key}.json"), "{caption: Hello}").await?;
    let clip = Clip::small()?;
    let video = clip.consented_under(key.clone()).await?;
    fails(&scene, &creator, video, &[&format!("{key}.json"), "line 1"]).await
}

async fn a_sidecar_with_an_unknown_field_fails_its_video(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    scene.upload_text(format!("{key}.json"), r#"{"privacy": "SELF_ONLY"}"#).await?;
    let clip = Clip::small()?;
    let video = clip.consented_under(key).await?;
    fails(&scene, &creator, video, &["unknown field `privacy`", "privacy_level"]).await
}

async fn a_caption_that_is_too_long_fails(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mp4");
    let caption = "🎬".repeat(CAPTION_EMOJI_TOO_MANY);
    scene.upload_text(format!("{key}.json"), &format!(r#"{{"caption": "{caption}"}}"#)).await?;
    let clip = Clip::small()?;
    let video = clip.consented_under(key).await?;
    fails(&scene, &creator, video, &["caption", "2202", "2200"]).await
}

async fn branded_content_for_the_creator_alone_fails(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let clip = Clip::small()?;
    let video = clip.under(creator.key("clip.mp4")).await?;
    let video = video.consented("SELF_ONLY").option("branded-content", "true");
    fails(&scene, &creator, video, &["branded content", "SELF_ONLY"]).await
}

async fn a_video_of_an_unknown_account_is_turned_away(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let folder = format!("nobody_{}", creator.username);
    scene.watch(&folder);
    let key = format!("{folder}/clip.mp4");
    let clip = Clip::small()?;
    let video = clip.consented_under(key.clone()).await?;
    is_turned_away(&scene, &creator, video, &key, &["no connected account", &folder]).await
}

async fn a_video_in_no_folder_is_turned_away(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = format!("{}.mp4", creator.username);
    let clip = Clip::small()?;
    let video = clip.consented_under(key.clone()).await?;
    is_turned_away(&scene, &creator, video, &key, &["no account folder"]).await
}

async fn a_file_of_another_kind_is_turned_away(scene: Scene) -> Outcome {
    let creator = scene.creator().await?;
    let key = creator.key("clip.mkv");
    let clip = Clip::small()?;
    let video = clip.consented_under(key.clone()).await?;
    is_turned_away(&scene, &creator, video, &key, &["extension", ".mp4"]).await
}

/// The video becomes a post that has failed.
async fn fails(scene: &Scene, creator: &Creator, video: Video, words: &[&str]) -> Outcome {
    let uploaded = scene.upload(video).await?;
    let post = scene.reaches(&uploaded, "failed").await?;
    assert_eq!(post.account, creator.open_id);
    says(post.reason, words);
    holds_up_nothing(scene, creator).await
}

/// The upload leaves a record, and no post.
async fn is_turned_away(
    scene: &Scene,
    creator: &Creator,
    video: Video,
    key: &str,
    words: &[&str],
) -> Outcome {
    scene.upload(video).await?;
    let record = scene.record_of(key).await?;
    assert_eq!((record.state.as_str(), record.account.as_str()), ("failed", ""));
    says(record.reason, words);
    holds_up_nothing(scene, creator).await
}

fn says(reason: Option<String>, words: &[&str]) {
    let reason = reason.unwrap_or_default();
    for word in words {
        assert!(reason.contains(word), "`{reason}` does not say `{word}`");
    }
}

/// TikTok heard nothing of the bad upload, and the good one behind it goes through.
async fn holds_up_nothing(scene: &Scene, creator: &Creator) -> Outcome {
    creator.sent_nothing()?;
    let clip = Clip::small()?;
    let uploaded = scene.upload(clip.consented_under(creator.key("good.mp4")).await?).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}
