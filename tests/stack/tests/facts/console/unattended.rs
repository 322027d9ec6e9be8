//! A post that goes out when nobody looks keeps to what was chosen, and becomes no more public.

use super::filled::filled;
use crate::stage::{Clip, Outcome, Scene, facts, told};
use jiff::{SignedDuration, ToSpan, Unit};
use libtest_mimic::Trial;
use serde_json::json;
use tiktok_fake::{Creator, Endpoint};

pub(super) fn facts() -> Vec<Trial> {
    facts![an_unattended_post_asks_tiktok_again_and_falls_back_to_only_me_where_its_level_is_gone]
}

async fn an_unattended_post_asks_tiktok_again_and_falls_back_to_only_me_where_its_level_is_gone(
    scene: Scene,
) -> Outcome {
    let (creator, clip) = (scene.creator_like(Creator::default()).await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    seat.push("[name=when][value=later]").await?;
    // The field knows whole minutes, and this one must lie ahead when the button is pushed.
    let at = scene.stage.tiktok()?.now() + SignedDuration::from_secs(75);
    let at = at.to_zoned(jiff::tz::TimeZone::UTC).round(Unit::Minute).map_err(told)?;
    let local = seat
        .ask("return new Date(arguments[0]).getTimezoneOffset();", vec![json!(at.timestamp().to_string())])
        .await?;
    let shown = at.checked_sub(local.as_i64().unwrap_or_default().minutes()).map_err(told)?;
    seat.set("[name=publish_at]", &shown.strftime("%Y-%m-%dT%H:%M").to_string()).await?;
    seat.sees("#publish:enabled").await?;
    assert_eq!(seat.text("#publish").await?.as_deref(), Some("Schedule"));
    seat.push("#publish").await?;
    seat.sees("#outcome[data-state=queued]").await?;
    seat.leave();
    let asked = creator.calls(Endpoint::CreatorInfo)?.len();

    let narrowed = json!({ "privacy_level_options": ["MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"] });
    scene.stage.tiktok()?.patch_creator(&creator.open_id, narrowed).map_err(told)?;
    let sent = scene.until("the post", async || Ok(creator.posts()?.pop())).await?;
    assert!(sent.initialised_at >= at.timestamp(), "{} is before {at}", sent.initialised_at);
    assert!(creator.calls(Endpoint::CreatorInfo)?.len() > asked, "TikTok was not asked again");
    assert_eq!(sent.post_info["privacy_level"], "SELF_ONLY", "friends were not chosen");
    creator.operator_is_told(&scene, "privacy_fell_back").await
}
