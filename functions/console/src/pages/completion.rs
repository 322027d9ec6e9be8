//! The page on which a held post is completed, or the choices of one that waits are changed: the fields of the posting page
//! without a video, filled with what was said so far. What nobody has said is as open as on that page.

use super::new::drawn;
use super::posting;
use crate::Console;
use crate::access::Access;
use crate::api::post_of;
use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Post;
use maud::{Markup, html};
use tiktok::CreatorInfo;

/// Drawn from what TikTok says of the creator now, as the posting page is. A post that takes no choices any more is shown
/// instead.
pub(crate) async fn show(
    viewer: Viewer,
    State(console): State<Console>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let access = Access::of(&viewer, &console).await?;
    let post = post_of(&console, &access, &id).await?;
    if !post.actions().choose {
        return Ok(Redirect::to(&format!("/posts/{}", post.id)).into_response());
    }
    let account = console.gateway.tokens.accounts.get(&post.account).await?.ok_or_else(Problem::not_found)?;
    Ok(drawn(&console, &viewer, &account, |creator| page(&post, creator).render(&viewer)).await?)
}

fn page(post: &Post, creator: &CreatorInfo) -> Page<'static> {
    Page {
        title: "How it is posted",
        place: "/posts",
        styles: &["posting.css"],
        modules: &["completing.js"],
        body: body(post, creator),
    }
}

fn body(post: &Post, creator: &CreatorInfo) -> Markup {
    // A choice has no field that could not be written.
    let said = serde_json::to_string(&post.options).unwrap_or_default();
    html! {
        p { a href={ "/posts/" (post.id) } { "Back to the post" } }
        (posting::posting_as(creator, false))
        form.stack id="completing" autocomplete="off" novalidate data-post=(post.id) data-account=(post.account) data-said=(said) {
            (posting::fields(creator, &cover()))
            p.notice.bad id="publish-failed" role="alert" hidden {}
        }
    }
}

/// The video lies in the bucket and not in the browser, so that its frame is chosen by its time.
fn cover() -> Markup {
    html! {
        section.card.field {
            label for="cover-ms" { "Cover: the frame at, in milliseconds" }
            input id="cover-ms" name="cover_ms" type="number" min="0" step="1" inputmode="numeric" aria-describedby="cover-hint";
            p.hint id="cover-hint" { "Empty is the first frame." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use domain::PrivacyLevel;

    fn shown(post: &Post) -> String {
        body(post, &samples::creator()).into_string()
    }

    #[test]
    fn what_was_said_comes_along_and_no_level_is_chosen_beforehand() {
        let mut post = samples::captioned("A \"garden\"");
        post.options.privacy_level = Some(PrivacyLevel::PublicToEveryone);
        let page = shown(&post);
        assert!(page.contains("data-said=\"{&quot;caption&quot;:&quot;A \\&quot;garden"), "{page}");
        assert!(page.contains(r#"<option value="" disabled selected>"#), "{page}");
    }

    #[test]
    fn a_caption_cannot_bring_markup_into_the_page() {
        assert!(!shown(&samples::captioned("\"><script>alert(1)</script>")).contains("<script>"));
    }
}
