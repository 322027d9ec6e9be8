//! Points 1a to 1c: whose page it is, and whether there is one.

use crate::stage::{Clip, Outcome, Scene, facts, told};
use libtest_mimic::Trial;
use serde_json::json;
use std::time::Duration;
use tiktok_fake::{Creator, Endpoint};

/// How long until a creator's calls of this minute leave room for another.
const ROOM_PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn facts() -> Vec<Trial> {
    facts![
        point_1a_each_page_asks_tiktok_anew_and_shows_whose_profile_it_is,
        point_1b_a_creator_who_may_post_no_more_gets_no_page_but_a_word_when_to_come_back,
        point_1c_a_video_that_is_too_long_for_the_account_is_refused_before_it_leaves,
    ]
}

async fn point_1a_each_page_asks_tiktok_anew_and_shows_whose_profile_it_is(scene: Scene) -> Outcome {
    let creator = scene.creator_like(Creator { nickname: "Zoë 🎬".to_owned(), ..Creator::default() }).await?;
    let (seat, asked) = (scene.seat().await?, creator.calls(Endpoint::CreatorInfo)?.len());
    seat.open_posting_page(&creator).await?;
    assert_eq!(creator.calls(Endpoint::CreatorInfo)?.len(), asked + 1, "TikTok was not asked");
    let shown = seat.text("#posting-as").await?.unwrap_or_default();
    assert!(shown.contains("Posting as") && shown.contains("Zoë 🎬"), "{shown}");
    assert!(shown.contains(&creator.username), "{shown}");
    seat.until("the avatar", async || {
        Ok(seat.property("#posting-as img", "naturalWidth").await?.as_u64() > Some(0))
    })
    .await?;

    scene
        .stage
        .tiktok()?
        .patch_creator(&creator.open_id, json!({ "nickname": "Zoë again" }))
        .map_err(told)?;
    // Too soon after the first, the page waits for its turn, and comes by itself.
    seat.open(&format!("/new/{}", creator.open_id)).await?;
    seat.sees_within(ROOM_PATIENCE, "#posting-as").await?;
    let shown = seat.text("#posting-as").await?.unwrap_or_default();
    assert!(shown.contains("Zoë again"), "{shown}");
    assert_eq!(creator.calls(Endpoint::CreatorInfo)?.len(), asked + 2);
    seat.leave();
    Ok(())
}

async fn point_1b_a_creator_who_may_post_no_more_gets_no_page_but_a_word_when_to_come_back(
    scene: Scene,
) -> Outcome {
    let creator = scene.creator().await?;
    scene.stage.expect_refusal(&creator.open_id, Endpoint::CreatorInfo);
    scene.stage.tiktok()?.patch_creator(&creator.open_id, json!({ "daily_post_cap": 0 })).map_err(told)?;
    let seat = scene.seat().await?;
    seat.open(&format!("/new/{}", creator.open_id)).await?;
    let said = seat.text("#no-more-posts").await?.ok_or("no word of it")?;
    assert!(said.contains("try again later"), "{said}");
    assert_eq!(
        seat.count("form#posting").await? + seat.count("#publish").await?,
        0,
        "there is a page to post from"
    );
    seat.leave();
    Ok(())
}

async fn point_1c_a_video_that_is_too_long_for_the_account_is_refused_before_it_leaves(
    scene: Scene,
) -> Outcome {
    // The clip has five seconds.
    let creator =
        scene.creator_like(Creator { max_video_post_duration_sec: 4, ..Creator::default() }).await?;
    let (seat, clip) = (scene.seat().await?, Clip::small()?);
    seat.open_posting_page(&creator).await?;
    seat.give_files("[name=video]", &[clip.path()]).await?;
    seat.sees("#video-refused:not(:empty)").await?;
    let refused = seat.text("#video-refused").await?.unwrap_or_default();
    assert!(refused.contains("4 s"), "{refused}");
    seat.choose("[name=privacy_level]", "PUBLIC_TO_EVERYONE").await?;
    assert!(seat.shows("#publish:disabled").await?, "it can be published");
    assert!(seat.text("#publish-reason").await?.unwrap_or_default().contains(&refused));
    creator.sent_nothing_since_its_page()?;
    assert!(scene.objects_of(&creator).await?.is_empty(), "the video has left the browser");
    seat.leave();
    Ok(())
}
