//! The page on which somebody says how a video is posted, as TikTok's Content Sharing Guidelines demand it.
//!
//! What TikTok says of the account is asked anew each time the page is drawn, and only what it offers can be chosen. The
//! page comes without a single choice made. What depends on other choices is decided in `assets/posting-rules.js`; the
//! API and the domain decide again when the post is made.

mod choices;
mod consent;
mod disclosure;
mod stop;
mod video;

pub(crate) use stop::{no_more_posts, reconnect, unusable, wait};

use crate::layout::Page;
use crate::viewer::Viewer;
use domain::options::CAPTION_UTF16_UNITS_MAX;
use domain::plan::FILE_BYTES_MAX;
use domain::{PrivacyLevel, key::VIDEO_EXTENSIONS};
use maud::{Markup, html};
use tiktok::CreatorInfo;

/// What the posting page is drawn from.
pub(crate) struct PostingPage<'a> {
    /// The account that the video is for.
    pub(crate) open_id: &'a str,
    /// What TikTok says of it just now.
    pub(crate) creator: &'a CreatorInfo,
    /// Whether the viewer has other accounts to post for.
    pub(crate) has_others: bool,
}

impl PostingPage<'_> {
    pub(crate) fn render(&self, viewer: &Viewer) -> Markup {
        page(viewer, &["posting.js"], self.body())
    }

    fn body(&self) -> Markup {
        let seconds_max = self.creator.max_video_post_duration.map(|longest| longest.as_secs());
        html! {
            (posting_as(self.creator, self.has_others))
            noscript {
                p.notice.warn { "This page needs JavaScript: the video goes from your browser straight into storage." }
            }
            form #posting autocomplete="off" novalidate
                data-account=(self.open_id)
                data-bytes-max=(FILE_BYTES_MAX)
                data-seconds-max=[seconds_max]
                data-extensions=(VIDEO_EXTENSIONS.join(" ")) {
                fieldset #choices {
                    legend.unseen { "The post" }
                    (video::section(seconds_max))
                    (fields(self.creator, &html! {}))
                }
            }
            (consent::progress())
        }
    }
}

/// What is chosen about a post, from the caption to the consent, with what else a page has to ask.
pub(crate) fn fields(creator: &CreatorInfo, more: &Markup) -> Markup {
    html! {
        div.stack {
            (choices::caption(CAPTION_UTF16_UNITS_MAX))
            (choices::audience(&offered(creator)))
            (choices::interactions(creator))
            (disclosure::section())
            (choices::made_by_ai())
            (more)
            (choices::time())
            (consent::section())
        }
    }
}

/// Every page of posting.
fn page(viewer: &Viewer, modules: &[&str], body: Markup) -> Markup {
    Page { title: "New post", place: "/new", styles: &["posting.css"], modules, body }.render(viewer)
}

/// Whose profile the video will stand on (point 1a).
pub(crate) fn posting_as(creator: &CreatorInfo, has_others: bool) -> Markup {
    let name = if creator.nickname.is_empty() { &creator.username } else { &creator.nickname };
    html! {
        section.card.row #posting-as aria-label="Posting as" {
            @if let Some(avatar_url) = &creator.avatar_url {
                img.avatar src=(avatar_url) alt="" width="44" height="44" referrerpolicy="no-referrer";
            }
            p.names {
                span.hint { "Posting as" }
                strong { (name) }
                @if !creator.username.is_empty() { span.quiet { "@" (creator.username) } }
            }
            @if has_others { a.button.small href="/new" { "Choose another account" } }
        }
    }
}

/// The levels that can be chosen: those that the creator has and that a post can be given. A level that TikTok adds later
/// is not guessed at.
fn offered(creator: &CreatorInfo) -> Vec<PrivacyLevel> {
    creator.privacy_level_options.iter().filter_map(|level| level.as_str().parse().ok()).collect()
}

#[cfg(test)]
mod tests;
