//! A post is called off, taken up again, brought forward and seen through, without the page being reloaded.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use local::OPERATOR;
use serde_json::json;
use std::time::Duration;
use tiktok_fake::Creator;

/// Until a post is through whose creator has just been asked about.
const OUTCOME_PATIENCE: Duration = Duration::from_secs(180);

/// Far enough that nothing of this happens by itself.
const SOME_DAY: &str = "2032-05-14T09:30:00Z";

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_scheduled_post_is_cancelled_retried_and_sent_at_once_and_its_page_and_its_row_follow,
        a_held_post_is_completed_in_the_console_and_goes_out,
    ]
}

async fn a_scheduled_post_is_cancelled_retried_and_sent_at_once_and_its_page_and_its_row_follow(
    scene: Scene,
) -> Outcome {
    let (creator, clip) = (scene.creator_like(Creator::default()).await?, Clip::small()?);
    let (operator, seat) = (scene.caller(OPERATOR).await?, scene.seat().await?);
    let options = json!({ "caption": "Later", "privacy_level": "SELF_ONLY", "publish_at": SOME_DAY, "music_usage_confirmed": true });
    let post = operator.post(&creator, clip.bytes()?, options).await?;
    let id = post["id"].as_str().ok_or("a post without an id")?;

    seat.open(&format!("/posts/{id}")).await?;
    for (button, state) in [("cancel", "cancelled"), ("retry", "queued")] {
        seat.push(&format!("#{button}")).await?;
        seat.push(&format!("#{button}-confirm")).await?;
        seat.sees(&format!("#standing[data-state={state}]")).await?;
        creator.sent_nothing()?;
    }
    seat.push("#reschedule").await?;
    seat.push("#reschedule-now").await?;
    seat.sees_within(OUTCOME_PATIENCE, "#standing[data-state=published]").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));

    for event in ["cancel_requested", "retry_requested", "options_chosen"] {
        let told = seat.text(&format!("#history li[data-event={event}]")).await?.unwrap_or_default();
        assert!(told.contains(OPERATOR), "nobody knows who has done it: {event} {told}");
    }
    seat.leave();
    Ok(())
}

async fn a_held_post_is_completed_in_the_console_and_goes_out(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator_like(Creator::default()).await?, Clip::small()?);
    let uploaded = scene.upload(clip.under(creator.key("clip.mp4")).await?).await?;
    let held = scene.reaches(&uploaded, "held").await?;
    let seat = scene.seat().await?;
    seat.open(&format!("/posts?account={}", creator.open_id)).await?;
    let row = format!("[data-post='{}']", held.id);
    seat.sees(&format!("{row}[data-state=held]")).await?;

    // What is missing is chosen on a page of its own, which is as open as the posting page.
    seat.open(&format!("/posts/{}", held.id)).await?;
    seat.push("#choose").await?;
    seat.sees("#completing").await?;
    assert!(!seat.shows("#publish:enabled").await?, "nobody has chosen who may see it");
    seat.type_into("[name=caption]", "Completed").await?;
    seat.choose("[name=privacy_level]", "MUTUAL_FOLLOW_FRIENDS").await?;
    seat.push("[name=allow_duet]").await?;
    seat.set("[name=cover_ms]", "1500").await?;
    seat.sees("#publish:enabled").await?;
    seat.push("#publish").await?;
    seat.sees("#standing").await?;
    // The list follows by itself.
    seat.open(&format!("/posts?account={}", creator.open_id)).await?;
    seat.sees_within(OUTCOME_PATIENCE, &format!("{row}[data-state=published]")).await?;
    let sent = creator.only_post()?.post_info;
    let chosen = ["title", "privacy_level", "disable_duet", "disable_comment", "video_cover_timestamp_ms"]
        .map(|name| &sent[name]);
    assert_eq!(json!(chosen), json!(["Completed", "MUTUAL_FOLLOW_FRIENDS", false, true, 1500]));
    seat.leave();
    Ok(())
}
