//! Every page in every look: judged by axe, weighed, timed, and kept as pictures.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use local::OPERATOR;
use serde_json::json;
use std::io::Write;
use std::time::Duration;
use tiktok_fake::{Creator, Endpoint};

/// The limit of a page, without its video.
const PAGE_BYTES_MAX: u64 = 100_000;

/// While other facts are shown. What it takes without them is looked at afterwards.
const FIRST_ANSWER_MAX: Duration = Duration::from_secs(2);

pub(super) fn facts() -> Vec<Trial> {
    facts![every_page_can_be_used_by_everybody_weighs_little_and_comes_soon]
}

async fn every_page_can_be_used_by_everybody_weighs_little_and_comes_soon(scene: Scene) -> Outcome {
    let (creator, clip) = (
        scene.creator_like(Creator { nickname: "Garden Notes".to_owned(), ..Creator::default() }).await?,
        Clip::small()?,
    );
    let stopped = scene.creator().await?;
    scene.stage.expect_refusal(&stopped.open_id, Endpoint::CreatorInfo);
    scene.stage.tiktok()?.patch_creator(&stopped.open_id, json!({ "daily_post_cap": 0 }))?;
    let operator = scene.caller(OPERATOR).await?;
    let options = json!({ "caption": "Sunday in the garden #plants", "privacy_level": "PUBLIC_TO_EVERYONE",
        "publish_at": "2032-09-10T12:00:00Z", "music_usage_confirmed": true });
    let post = operator.post(&creator, clip.bytes()?, options).await?;
    let id = post["id"].as_str().ok_or("a post without an id")?;
    let held = scene.upload(clip.under(creator.key("held.mp4")).await?).await?;
    let held = scene.reaches(&held, "held").await?;

    let seat = scene.seat().await?;
    let mut found = Vec::new();
    for (name, path) in [
        ("posts", "/posts".to_owned()),
        ("post", format!("/posts/{id}")),
        ("held", format!("/posts/{}", held.id)),
        ("options", format!("/posts/{}/options", held.id)),
        ("calendar-month", "/calendar?view=month&on=2032-09-10".to_owned()),
        ("calendar-week", "/calendar?view=week&on=2032-09-10".to_owned()),
        ("new", "/new".to_owned()),
        ("posting", format!("/new/{}", creator.open_id)),
        ("no-more-posts", format!("/new/{}", stopped.open_id)),
        ("batch", "/batch".to_owned()),
        ("accounts", "/accounts".to_owned()),
        ("audit", "/audit".to_owned()),
        ("not-found", "/posts/00000000000000000000000000000000".to_owned()),
    ] {
        seat.open(&path).await?;
        if name == "posting" {
            // The page before has asked TikTok too, and this one may have to wait for its turn.
            seat.sees("#posting").await?;
            seat.give_files("[name=video]", &[clip.path()]).await?;
            seat.sees("#preview").await?;
            seat.push("[name=disclose]").await?;
            seat.push("[name=branded_content]").await?;
        }
        let weight = seat.weight().await?;
        let review = seat.review(&format!("console-{name}")).await?;
        let _ = writeln!(
            std::io::stderr(),
            "{name:<16} {:>6} bytes, first answer after {:>4} ms",
            weight.bytes,
            weight.first_answer.as_millis()
        );
        found.extend(review.violations.iter().map(|violation| format!("{name} {violation}")));
        found.extend(
            (review.too_wide > 0).then(|| format!("{name} is {} px wider than a phone", review.too_wide)),
        );
        found
            .extend((weight.bytes > PAGE_BYTES_MAX).then(|| format!("{name} weighs {} bytes", weight.bytes)));
        let late = weight.first_answer > FIRST_ANSWER_MAX;
        found.extend(late.then(|| format!("{name} comes after {} ms", weight.first_answer.as_millis())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let mut complaints = seat.console().await?;
    complaints.retain(|complaint| !complaint.contains("the server responded with a status of 4"));
    assert_eq!(complaints, [""; 0], "something was blocked or failed");
    seat.leave();
    Ok(())
}
