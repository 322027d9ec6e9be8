//! The calendar, with a mouse and without.

use crate::stage::{Clip, Outcome, Scene, Seat, facts};
use browser::Key;
use libtest_mimic::Trial;
use local::OPERATOR;
use serde_json::json;
use tiktok_fake::Creator;

pub(super) fn facts() -> Vec<Trial> {
    facts![a_post_is_moved_to_another_day_by_dragging_it_and_by_keyboard]
}

async fn a_post_is_moved_to_another_day_by_dragging_it_and_by_keyboard(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator_like(Creator::default()).await?, Clip::small()?);
    let (operator, seat) = (scene.caller(OPERATOR).await?, scene.seat().await?);
    let options = json!({ "privacy_level": "SELF_ONLY", "publish_at": "2032-05-12T12:30:00Z", "music_usage_confirmed": true });
    let post = operator.post(&creator, clip.bytes()?, options).await?;
    let id = post["id"].as_str().ok_or("a post without an id")?;

    seat.open(&format!("/calendar?view=month&on=2032-05-12&account={}", creator.open_id)).await?;
    stands_on(&seat, id, "2032-05-12").await?;
    seat.drag(&format!("[data-post='{id}']"), "[data-day='2032-05-14']").await?;
    stands_on(&seat, id, "2032-05-14").await?;
    let moved = operator.json(&format!("/api/v1/posts/{id}")).await?;
    assert_eq!(moved["listed_at"], "2032-05-14T12:30:00Z", "the hour has changed with the day");

    seat.press(&format!("#move-{id}"), Key::Enter).await?;
    seat.sees("#reschedule-at").await?;
    seat.set("#reschedule-at", "2032-05-18T08:00").await?;
    seat.press("#reschedule-confirm", Key::Enter).await?;
    stands_on(&seat, id, "2032-05-18").await?;

    seat.open(&format!("/calendar?view=week&on=2032-05-18&account={}", creator.open_id)).await?;
    stands_on(&seat, id, "2032-05-18").await?;
    creator.sent_nothing()?;
    seat.leave();
    Ok(())
}

async fn stands_on(seat: &Seat, id: &str, day: &str) -> Outcome {
    Ok(seat.sees(&format!("[data-day='{day}'] [data-post='{id}']")).await?)
}
