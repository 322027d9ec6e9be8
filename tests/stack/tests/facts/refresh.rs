//! Tokens are refreshed on schedule, before anybody needs them.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use tiktok_fake::Endpoint;

/// An access token of this life is due for its refresh before the schedule has run twice.
const ACCESS_SECONDS: u64 = 60;

/// A refresh token with six days to go: the second of three notices is due, which come 30, 7 and 1 days before the end.
const REFRESH_SECONDS: u64 = 6 * 86_400;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_token_that_soon_ends_is_refreshed_on_schedule_and_the_next_post_goes_through,
        the_operator_is_told_on_schedule_that_a_refresh_token_ends,
        a_token_that_tiktok_rejects_is_replaced_by_whichever_function_meets_it,
    ]
}

async fn a_token_that_soon_ends_is_refreshed_on_schedule_and_the_next_post_goes_through(
    scene: Scene,
) -> Outcome {
    let like = tiktok_fake::Creator { access_seconds: Some(ACCESS_SECONDS), ..Default::default() };
    let creator = scene.creator_like(like).await?;
    let connected = creator.stored_tokens().await?;

    // Nothing waits to be posted, so nothing but the schedule can ask for it.
    scene.until("a scheduled refresh", async || Ok((creator.refreshes()? > 0).then_some(()))).await?;
    let refreshed = scene.until("the new pair", async || {
        let stored = creator.stored_tokens().await?;
        Ok((stored != connected).then_some(stored))
    });
    let refreshed = refreshed.await?;
    for token in ["access_token", "refresh_token"] {
        assert!(refreshed[token].is_string());
        assert_ne!(refreshed[token], connected[token], "the {token} was not stored anew");
    }

    let clip = Clip::small()?;
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}

async fn the_operator_is_told_on_schedule_that_a_refresh_token_ends(scene: Scene) -> Outcome {
    let like = tiktok_fake::Creator {
        access_seconds: Some(ACCESS_SECONDS),
        refresh_seconds: Some(REFRESH_SECONDS),
        ..Default::default()
    };
    scene.creator_like(like).await?.operator_is_told(&scene, "refresh_token_ends").await
}

async fn a_token_that_tiktok_rejects_is_replaced_by_whichever_function_meets_it(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let _poller = scene.stage.status_poller.read().await;
    let met = [Endpoint::CreatorInfo, Endpoint::Status];
    for endpoint in met {
        scene.stage.tiktok_refuses(&creator.open_id, endpoint, "access_token_invalid")?;
    }
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    assert_eq!(creator.refreshes()?, met.len());
    Ok(())
}
