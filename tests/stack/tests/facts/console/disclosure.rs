//! Points 3a, 3b and 4: whether the video promotes something, and what is declared.

use super::filled::filled;
use crate::stage::{Clip, Outcome, Scene, Seat, facts};
use libtest_mimic::Trial;
use serde_json::json;

const MUSIC_USAGE: &str = "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en";
const BRANDED_CONTENT: &str = "https://www.tiktok.com/legal/page/global/bc-policy/en";

/// Said wherever branded content and a private post meet.
const NOT_PRIVATE: &str = "Branded content visibility cannot be set to private";

pub(super) fn facts() -> Vec<Trial> {
    facts![
        point_3a_disclosure_is_off_and_once_on_demands_a_choice,
        point_3a_each_choice_says_how_the_video_will_be_labelled,
        point_3b_a_private_post_keeps_branded_content_from_being_chosen,
        point_3b_branded_content_keeps_a_post_from_being_private,
        point_4_the_declaration_names_the_policies_of_what_was_chosen,
    ]
}

async fn point_3a_disclosure_is_off_and_once_on_demands_a_choice(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    assert!(!is_on(&seat, "disclose").await?, "the switch is on");
    assert!(!seat.shows("[name=your_brand]").await?, "the choices are there before the switch is on");
    seat.push("[name=disclose]").await?;
    seat.sees("[name=your_brand]").await?;
    for choice in ["your_brand", "branded_content"] {
        assert!(!is_on(&seat, choice).await?, "{choice} is chosen beforehand");
    }
    seat.sees("#publish:disabled").await?;
    seat.hover("#publish").await?;
    let told = seat.attribute("#publish", "title").await?.unwrap_or_default();
    assert!(told.contains("yourself, a third party, or both"), "{told}");
    assert_eq!(seat.text("#publish-reason").await?, Some(told), "a keyboard does not hover");
    seat.push("[name=your_brand]").await?;
    seat.sees("#publish:enabled").await?;

    // Switched off and on again, nothing is chosen.
    seat.push("[name=disclose]").await?;
    seat.push("[name=disclose]").await?;
    assert!(!is_on(&seat, "your_brand").await?, "a choice has outlived the switch");
    seat.leave();
    Ok(())
}

async fn point_3a_each_choice_says_how_the_video_will_be_labelled(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    seat.push("[name=disclose]").await?;
    seat.sees("[name=your_brand]").await?;
    assert!(!seat.shows("#branding-notice").await?, "a notice comes before the choice");
    for (choice, label) in [
        ("your_brand", "Promotional content"),
        ("branded_content", "Paid partnership"),
        ("your_brand", "Paid partnership"),
    ] {
        seat.push(&format!("[name={choice}]")).await?;
        seat.sees("#branding-notice").await?;
        let notice = seat.text("#branding-notice").await?.unwrap_or_default();
        assert!(notice.contains(label), "after {choice}: {notice}");
    }
    seat.leave();
    Ok(())
}

async fn point_3b_a_private_post_keeps_branded_content_from_being_chosen(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    seat.choose("[name=privacy_level]", "SELF_ONLY").await?;
    seat.push("[name=disclose]").await?;
    seat.sees("[name=branded_content]:disabled").await?;
    let why = seat.attribute("[name=branded_content]", "title").await?.unwrap_or_default();
    assert!(why.contains(NOT_PRIVATE), "{why}");
    assert!(
        seat.text("#brands").await?.unwrap_or_default().contains(NOT_PRIVATE),
        "it shows on hovering alone"
    );
    seat.choose("[name=privacy_level]", "MUTUAL_FOLLOW_FRIENDS").await?;
    seat.sees("[name=branded_content]:enabled").await?;
    seat.leave();
    Ok(())
}

async fn point_3b_branded_content_keeps_a_post_from_being_private(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    seat.push("[name=disclose]").await?;
    seat.push("[name=branded_content]").await?;
    let only_me = "[name=privacy_level] option[value=SELF_ONLY]";
    assert_eq!(seat.property(only_me, "disabled").await?, json!(true), "it can be private");
    let why = seat.attribute(only_me, "title").await?.unwrap_or_default();
    assert!(why.contains(NOT_PRIVATE), "{why}");
    assert!(seat.text("#privacy-hint").await?.unwrap_or_default().contains(NOT_PRIVATE));
    seat.push("[name=branded_content]").await?;
    assert_eq!(seat.property(only_me, "disabled").await?, json!(false));
    seat.leave();
    Ok(())
}

async fn point_4_the_declaration_names_the_policies_of_what_was_chosen(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let seat = filled(&scene, &creator, &clip).await?;
    let music = format!("#declaration a[href='{MUSIC_USAGE}']");
    let branded = format!("#declaration a[href='{BRANDED_CONTENT}']");
    let declared = "By posting, you agree to TikTok's Music Usage Confirmation.";
    assert_eq!(seat.text("#declaration").await?.as_deref(), Some(declared));
    assert!(seat.shows(&music).await? && !seat.shows(&branded).await?);
    seat.push("[name=disclose]").await?;
    seat.push("[name=your_brand]").await?;
    assert_eq!(seat.text("#declaration").await?.as_deref(), Some(declared), "your own brand needs no more");
    seat.push("[name=branded_content]").await?;
    seat.sees(&branded).await?;
    let declared = "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.";
    assert_eq!(seat.text("#declaration").await?.as_deref(), Some(declared));
    assert!(seat.shows(&music).await?);
    seat.leave();
    Ok(())
}

async fn is_on(seat: &Seat, name: &str) -> Outcome<bool> {
    Ok(seat.property(&format!("[name={name}]"), "checked").await? == json!(true))
}
