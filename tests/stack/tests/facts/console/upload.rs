//! A large video on a line that breaks.

use super::filled::fill;
use crate::stage::{Clip, Outcome, Scene, Seat, facts, told};
use browser::Line;
use libtest_mimic::Trial;
use serde_json::json;
use std::time::Duration;

/// The 200 MB.
const VIDEO_BYTES: u64 = 200_000_000;

/// Three parts are on their way at once, so that a break meets them in the middle.
const SLOW_BYTES_PER_SECOND: u32 = 15_000_000;

/// How much must have gone out before the line breaks, in percent: the first three parts, and something of the next.
const BEFORE_THE_BREAK: f64 = 40.0;

const UPLOAD_PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn facts() -> Vec<Trial> {
    facts![a_video_of_200_mb_arrives_whole_over_a_line_that_breaks]
}

async fn a_video_of_200_mb_arrives_whole_over_a_line_that_breaks(scene: Scene) -> Outcome {
    let (creator, clip) =
        (scene.creator_like(tiktok_fake::Creator::default()).await?, Clip::of_size(VIDEO_BYTES)?);
    let line = Line::lay().await.map_err(told)?;
    let seat = scene.seat_on(&line).await?;
    fill(&seat, &creator, &clip).await?;
    line.slow(SLOW_BYTES_PER_SECOND);
    seat.push("#publish").await?;
    seat.until("a part of the video", async || Ok(percent(&seat).await? > BEFORE_THE_BREAK)).await?;
    line.cut();
    seat.until("the break to be noticed", async || {
        Ok(seat.text("#upload-note").await?.is_some_and(|note| note.contains("connection is broken")))
    })
    .await?;
    assert!(percent(&seat).await? > 0.0, "all of it begins anew");
    line.mend();
    seat.sees_within(UPLOAD_PATIENCE, "#outcome[data-state]").await?;

    let post = scene.records().await?.pop().ok_or("no post")?;
    let size = scene.item(&post.id).await?.get("size").and_then(|size| size.as_n().ok().cloned());
    assert_eq!(size, Some(json!(VIDEO_BYTES).to_string()));
    let received =
        scene.until("the post", async || Ok(creator.posts()?.pop().filter(|post| post.sha256.is_some())));
    assert_eq!(received.await?.sha256, Some(clip.sha256()?), "other bytes have arrived");
    assert_eq!(scene.records().await?.len(), 1);
    Ok(())
}

/// How much of the video has gone out.
async fn percent(seat: &Seat) -> Result<f64, browser::Error> {
    Ok(seat.property("#upload-progress", "value").await?.as_f64().unwrap_or_default())
}
