//! Points 5a to 5e: the preview, the consent, and what becomes of the post.

use super::filled::filled;
use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use local::OPERATOR;
use serde_json::{Value, json};
use std::time::Duration;
use tiktok_fake::{Creator, Endpoint};

/// From the click to the outcome: the creator's calls of this minute may be used up, and the next look is a minute away.
const OUTCOME_PATIENCE: Duration = Duration::from_secs(180);

/// Plays the video, for its position.
const PLAY: &str = "
const video = document.querySelector('#preview');
video.muted = true;
if (video.paused) { video.play(); }
return video.currentTime;
";

pub(super) fn facts() -> Vec<Trial> {
    facts![
        point_5c_nothing_leaves_before_the_consent_and_points_5d_and_5e_the_outcome_is_shown_as_it_comes,
        point_5a_and_5b_the_video_plays_on_the_page_and_nothing_is_written_for_the_creator,
    ]
}

async fn point_5a_and_5b_the_video_plays_on_the_page_and_nothing_is_written_for_the_creator(
    scene: Scene,
) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    let preview: Value = seat
        .ask("const { src, videoWidth, duration } = document.querySelector('#preview'); return [src, videoWidth, duration];", vec![])
        .await?;
    assert!(preview[0].as_str().unwrap_or_default().starts_with("blob:"), "not the file itself: {preview}");
    assert_eq!((&preview[1], preview[2].as_f64().unwrap_or_default().round()), (&json!(540), 5.0));
    seat.until("the video to play", async || Ok(seat.ask(PLAY, vec![]).await?.as_f64() > Some(0.1))).await?;
    assert_eq!(seat.property("[name=caption]", "value").await?, json!(""));

    // The cover is a frame of it, chosen with a slider.
    seat.set("[name=cover_ms]", "2000").await?;
    seat.until("the frame", async || {
        Ok(seat.text("#cover-time").await?.is_some_and(|time| time.contains("0:02")))
    })
    .await?;
    seat.leave();
    Ok(())
}

async fn point_5c_nothing_leaves_before_the_consent_and_points_5d_and_5e_the_outcome_is_shown_as_it_comes(
    scene: Scene,
) -> Outcome {
    let (creator, clip) = (scene.creator_like(Creator::default()).await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    seat.type_into("[name=caption]", "Seen by #everyone").await?;
    seat.push("[name=allow_comment]").await?;
    seat.push("[name=ai_generated]").await?;
    assert!(scene.objects_of(&creator).await?.is_empty(), "the video has left the browser");
    assert!(scene.records().await?.is_empty(), "there is a post");
    creator.sent_nothing_since_its_page()?;
    assert!(seat.text("main").await?.unwrap_or_default().contains("may take a few minutes"));

    seat.push("#publish").await?;
    seat.sees_within(OUTCOME_PATIENCE, "#outcome[data-state]").await?;
    assert!(seat.text("#outcome").await?.unwrap_or_default().contains("may take a few minutes"));
    // Nobody reloads the page.
    seat.sees_within(OUTCOME_PATIENCE, "#outcome[data-state=published]").await?;
    let sent = creator.only_post()?;
    assert_eq!(sent.sha256, Some(clip.sha256()?), "another video was posted");
    for (field, value) in [
        ("title", json!("Seen by #everyone")),
        ("privacy_level", json!("PUBLIC_TO_EVERYONE")),
        ("disable_comment", json!(false)),
        ("disable_duet", json!(true)),
        ("disable_stitch", json!(true)),
        ("brand_content_toggle", json!(false)),
        ("brand_organic_toggle", json!(false)),
        ("is_aigc", json!(true)),
    ] {
        assert_eq!(sent.post_info[field], value, "{field}");
    }
    let post = scene.records().await?.pop().ok_or("no record")?;
    let consented = post.history.iter().any(|event| event.detail.contains(OPERATOR));
    assert!(consented, "nobody knows who has consented: {:?}", post.history);
    assert!(creator.calls(Endpoint::CreatorInfo)?.len() > 2, "TikTok was not asked again before the post");
    seat.leave();
    Ok(())
}
