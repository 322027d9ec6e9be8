//! Points 2a to 2c: what the creator chooses, and that nothing is chosen for them.

use crate::stage::{Clip, Outcome, Scene, facts};
use browser::Key;
use libtest_mimic::Trial;
use local::OPERATOR;
use serde_json::json;
use tiktok_fake::Creator;

const INTERACTIONS: [&str; 3] = ["allow_comment", "allow_duet", "allow_stitch"];

pub(super) fn facts() -> Vec<Trial> {
    facts![
        point_2a_the_caption_is_the_creators_and_is_counted_as_tiktok_counts,
        point_2b_the_privacy_menu_offers_what_the_account_has_and_chooses_nothing,
        point_2c_comments_duets_and_stitches_are_off_and_greyed_where_the_account_has_them_off,
        point_2_the_page_can_be_filled_in_without_a_mouse,
    ]
}

async fn point_2a_the_caption_is_the_creators_and_is_counted_as_tiktok_counts(scene: Scene) -> Outcome {
    let (creator, operator) = (scene.creator().await?, scene.caller(OPERATOR).await?);
    let before = json!({ "caption": "Before #garden #plants", "privacy_level": "SELF_ONLY", "publish_at": "2032-05-14T09:30:00Z",
        "music_usage_confirmed": true });
    operator.post(&creator, Clip::small()?.bytes()?, before).await?;
    let seat = scene.seat().await?;
    seat.open_posting_page(&creator).await?;
    assert_eq!(seat.property("[name=caption]", "value").await?, json!(""), "somebody has written before");

    // The creator's own hashtags come where the creator is writing, and take nothing away.
    seat.sees("#hashtags button:nth-child(2)").await?;
    seat.type_into("[name=caption]", "A stranger was here").await?;
    seat.push("#hashtags button:nth-child(1)").await?;
    seat.push("#hashtags button:nth-child(1)").await?;
    let caption = seat.property("[name=caption]", "value").await?;
    let caption = caption.as_str().unwrap_or_default();
    assert!(caption.starts_with("A stranger was here #"), "what was typed is gone: {caption}");
    assert!(caption.contains("#garden ") && caption.contains("#plants "), "{caption}");
    seat.type_into("[name=caption]", "Hi 🎬 #fyp").await?;
    let count = seat.text("#caption-count").await?.unwrap_or_default();
    assert!(count.starts_with("10 of 2200"), "an emoji counts two: {count}");
    seat.set("[name=caption]", &"é".repeat(2201)).await?;
    let reason = seat.text("#publish-reason").await?.unwrap_or_default();
    assert!(reason.contains("Shorten the caption by 1"), "{reason}");
    seat.leave();
    Ok(())
}

async fn point_2b_the_privacy_menu_offers_what_the_account_has_and_chooses_nothing(scene: Scene) -> Outcome {
    let unaudited =
        Creator { privacy_level_options: Some(vec!["SELF_ONLY".to_owned()]), ..Creator::default() };
    let seat = scene.seat().await?;
    for like in [Creator::default(), Creator { private: true, ..Creator::default() }, unaudited] {
        let offered = like.offered_privacy_levels();
        let creator = scene.creator_like(like).await?;
        seat.open_posting_page(&creator).await?;
        let values = "return [...document.querySelector('[name=privacy_level]').options].map((option) => option.value);";
        let mut values: Vec<String> = serde_json::from_value(seat.ask(values, vec![]).await?)?;
        assert_eq!(values.remove(0), "", "there is no line for \"not chosen yet\"");
        assert_eq!(values, offered);
        assert_eq!(seat.property("[name=privacy_level]", "value").await?, json!(""), "a level is chosen");
        assert!(seat.shows("#publish:disabled").await?);
        let reason = seat.text("#publish-reason").await?.unwrap_or_default();
        assert!(reason.contains("who can see"), "{reason}");
    }
    seat.leave();
    Ok(())
}

async fn point_2c_comments_duets_and_stitches_are_off_and_greyed_where_the_account_has_them_off(
    scene: Scene,
) -> Outcome {
    let like = Creator { duet_disabled: true, stitch_disabled: true, ..Creator::default() };
    let (creator, seat) = (scene.creator_like(like).await?, scene.seat().await?);
    seat.open_posting_page(&creator).await?;
    for (name, disabled) in INTERACTIONS.into_iter().zip([false, true, true]) {
        let selector = format!("[name={name}]");
        assert_eq!(seat.property(&selector, "checked").await?, json!(false), "{name} is chosen beforehand");
        assert_eq!(seat.property(&selector, "disabled").await?, json!(disabled), "{name}");
    }
    let why = seat.attribute("div:has(> [name=allow_duet])", "title").await?.unwrap_or_default();
    assert!(why.contains("TikTok settings"), "no word why duets are greyed: {why}");
    seat.push("[name=allow_comment]").await?;
    seat.sees("[name=allow_comment]:checked").await?;
    seat.leave();
    Ok(())
}

async fn point_2_the_page_can_be_filled_in_without_a_mouse(scene: Scene) -> Outcome {
    let (creator, seat) = (scene.creator().await?, scene.seat().await?);
    seat.open_posting_page(&creator).await?;
    let mut reached = Vec::new();
    for _ in 0..40 {
        seat.press_key(Key::Tab).await?;
        let focus = "const at = document.activeElement; return [at.name || at.id || at.tagName,
            getComputedStyle(at).outlineStyle !== 'none' || getComputedStyle(at).boxShadow !== 'none'];";
        let at: (String, bool) = serde_json::from_value(seat.ask(focus, vec![]).await?)?;
        assert!(at.1 || at.0 == "BODY", "nothing shows that the focus is on {}", at.0);
        reached.push(at.0);
    }
    for name in ["video", "caption", "privacy_level", "allow_comment", "disclose", "ai_generated", "when"] {
        assert!(reached.iter().any(|at| at == name), "{name} is not among {reached:?}");
    }
    seat.press("[name=disclose]", Key::Space).await?;
    seat.sees("[name=your_brand]").await?;
    seat.leave();
    Ok(())
}
