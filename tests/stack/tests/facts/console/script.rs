//! What others write is words and never a page's script.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use serde_json::json;
use tiktok_fake::Creator;

/// Runs where it is taken for markup, in an element or in an attribute.
const SCRIPT: &str = "\"'><img src=x onerror=window.taken=1><script>window.taken=1</script>";

pub(super) fn facts() -> Vec<Trial> {
    facts![a_script_in_a_caption_or_a_nickname_is_shown_as_words_and_never_runs]
}

async fn a_script_in_a_caption_or_a_nickname_is_shown_as_words_and_never_runs(scene: Scene) -> Outcome {
    let like = Creator { nickname: SCRIPT.to_owned(), ..Creator::default() };
    let (owner, creator) = scene.creator_at_the_console(like).await?;
    let (seat, clip) = (scene.seat_of(&creator.email()).await?, Clip::small()?);
    let options = json!({ "caption": SCRIPT, "privacy_level": "SELF_ONLY", "publish_at": "2032-07-08T12:00:00Z", "music_usage_confirmed": true });
    let post = owner.post(&creator, clip.bytes()?, options).await?;
    let id = post["id"].as_str().ok_or("a post without an id")?;
    seat.console().await?;
    for path in [
        format!("/posts?account={}", creator.open_id),
        format!("/posts/{id}"),
        format!("/calendar?view=month&on=2032-07-08&account={}", creator.open_id),
        format!("/new/{}", creator.open_id),
        "/accounts".to_owned(),
        "/batch".to_owned(),
    ] {
        let page = seat.open(&path).await?;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            seat.ask("return document.body.textContent;", vec![]).await?.to_string().contains("onerror"),
            "{path} does not show it"
        );
        assert_eq!(seat.ask("return window.taken ?? null;", vec![]).await?, json!(null), "{path} has run it");
        assert_eq!(seat.count("img[src=x]").await?, 0, "{path} takes it for markup");
    }
    assert_eq!(seat.console().await?, [""; 0], "the policy had to stop something");
    seat.quit().await
}
