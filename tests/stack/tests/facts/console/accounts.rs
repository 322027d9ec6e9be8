//! Accounts at the console: what becomes of those that are disconnected or refused.

use crate::stage::{AUTHORIZE, CANCEL, Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use local::OPERATOR;
use reqwest::Method;
use serde_json::json;
use tiktok_fake::{Creator, Endpoint};

pub(super) fn facts() -> Vec<Trial> {
    facts![
        an_account_is_connected_and_disconnected_by_hand,
        an_account_is_found_by_the_name_that_somebody_types,
        an_account_that_is_disconnected_in_the_console_has_no_posting_page_any_more,
        a_permission_that_is_missing_stops_the_page_and_the_operator_is_told,
        an_upload_that_is_given_up_leaves_nothing_in_storage,
    ]
}

async fn an_account_is_connected_and_disconnected_by_hand(scene: Scene) -> Outcome {
    let creator = scene.newcomer()?;
    scene.stage.introduce(&creator.email());
    let seat = scene.seat_of(&creator.email()).await?;
    seat.open("/accounts").await?;
    creator.answer_after(&seat, "#connect", CANCEL, ".mark.bad").await?;
    assert!(creator.calls(Endpoint::Token)?.is_empty(), "there is a token without consent");

    seat.open("/accounts").await?;
    let card = format!("[data-account='{}']", creator.open_id);
    creator.answer_after(&seat, "#connect", AUTHORIZE, &format!("{card}[data-status=connected]")).await?;
    assert!(seat.text("main").await?.unwrap_or_default().contains("is connected."));

    seat.push(&format!("#disconnect-{}", creator.open_id)).await?;
    seat.push("#disconnect-confirm").await?;
    seat.sees(&format!("{card}[data-status=disconnected]")).await?;
    assert_eq!(creator.calls(Endpoint::Revoke)?.len(), 1, "TikTok still lets us post");
    seat.quit().await
}

async fn an_account_is_found_by_the_name_that_somebody_types(scene: Scene) -> Outcome {
    let (creator, seat) = (scene.creator().await?, scene.seat().await?);
    let page = seat.open(&format!("/new?account=%40{}", creator.username)).await?;
    assert_eq!(page.url.path(), format!("/new/{}", creator.open_id));
    seat.open("/new?account=nobody.at.all").await?;
    assert!(seat.text("#trouble").await?.unwrap_or_default().contains("No account is called that"));
    seat.type_into("#account", &creator.username).await?;
    seat.push("#by-name button").await?;
    seat.sees("#posting-as").await?;
    seat.leave();

    // Somebody else's account is called nothing.
    let (stranger, _) = scene.creator_at_the_console(Creator::default()).await?;
    let page = stranger.get(&format!("/new?account={}", creator.username)).await?.text().await?;
    assert!(!page.contains(&creator.open_id), "{page}");
    Ok(())
}

async fn an_account_that_is_disconnected_in_the_console_has_no_posting_page_any_more(
    scene: Scene,
) -> Outcome {
    let (owner, creator) = scene.creator_at_the_console(Creator::default()).await?;
    let path = format!("/api/v1/accounts/{}/disconnect", creator.open_id);
    assert!(owner.change(Method::POST, &path, None).await?.status().is_success());
    assert_eq!(creator.calls(Endpoint::Revoke)?.len(), 1, "TikTok still lets us post");
    let page = owner.get(&format!("/new/{}", creator.open_id)).await?.text().await?;
    assert!(page.contains("id=\"reconnect\"") && !page.contains("id=\"publish\""), "{page}");
    Ok(())
}

async fn a_permission_that_is_missing_stops_the_page_and_the_operator_is_told(scene: Scene) -> Outcome {
    let (creator, operator) = (scene.creator().await?, scene.caller(OPERATOR).await?);
    scene.stage.tiktok_refuses(&creator.open_id, Endpoint::CreatorInfo, "scope_not_authorized")?;
    let page = operator.get(&format!("/new/{}", creator.open_id)).await?.text().await?;
    assert!(page.contains("id=\"reconnect\"") && !page.contains("id=\"publish\""), "{page}");
    creator.operator_is_told(&scene, "scope_missing").await
}

async fn an_upload_that_is_given_up_leaves_nothing_in_storage(scene: Scene) -> Outcome {
    let (creator, operator) = (scene.creator().await?, scene.caller(OPERATOR).await?);
    let upload = operator.upload(&creator, Clip::small()?.bytes()?).await?;
    let parts = operator.changed(Method::POST, "/api/v1/uploads/parts", upload.clone()).await?;
    assert_eq!(parts["parts"][0]["number"], json!(1), "{parts}");
    operator.changed(Method::POST, "/api/v1/uploads/abort", upload).await?;
    assert!(scene.objects_of(&creator).await?.is_empty());
    creator.sent_nothing()
}
