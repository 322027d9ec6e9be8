//! One post in a list.

use crate::pages::moment::moment;
use crate::pages::roster::Roster;
use crate::pages::standing::{Pace, advice, chip};
use crate::pages::zone::Zone;
use domain::{Post, State};
use jiff::Timestamp;
use maud::{Markup, html};

/// Letters of a caption that a list shows; the rest is on the post's own page.
const TITLE_LETTERS_MAX: usize = 140;

/// A post in a list. `refresh.js` puts a new one in its place when its version has changed.
pub(crate) fn row(post: &Post, framed: bool, roster: &Roster, zone: &Zone, now: Timestamp) -> Markup {
    html! {
        li.post id={ "post-" (post.id) } data-post=(post.id) data-state=(post.state.name()) data-version=(post.version)
            data-pace=(Pace::of(post, now).name()) {
            (thumbnail(post, framed))
            div.what {
                a id={ "open-" (post.id) } href={ "/posts/" (post.id) } { (title(post)) }
                p.hint { (roster.name(&post.account)) " · " (file_name(&post.video.key)) }
            }
            p.when.hint { (when(post, zone, now)) }
            div.standing {
                p.row { (chip(post)) (link(post)) }
                @if let Some(advice) = advice(post) { p.hint { (advice) } }
            }
        }
    }
}

/// What a list calls a post: its caption, or the name of its file where it has none.
pub(crate) fn title(post: &Post) -> String {
    let caption = post.options.caption.as_deref().map(str::trim).filter(|caption| !caption.is_empty());
    shortened(caption.unwrap_or_else(|| file_name(&post.video.key)), TITLE_LETTERS_MAX)
}

/// A text of at most so many letters, and a sign that there is more.
pub(crate) fn shortened(text: &str, letters_max: usize) -> String {
    let mut short: String = text.chars().take(letters_max).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A frame of the video, where the page that it was uploaded from has left one.
pub(crate) fn thumbnail(post: &Post, framed: bool) -> Markup {
    html! {
        div.thumbnail {
            @if framed {
                img src={ "/api/v1/posts/" (post.id) "/thumbnail" } alt="" width="54" height="72" loading="lazy" decoding="async";
            }
        }
    }
}

/// Where it can be seen.
pub(crate) fn link(post: &Post) -> Markup {
    html! {
        @if let State::Published { post_url: Some(url), .. } = &post.state {
            a href=(url) rel="noreferrer" target="_blank" { "See it on TikTok" span.unseen { " (opens in a new tab)" } }
        }
    }
}

/// The moment that matters most.
pub(crate) fn when(post: &Post, zone: &Zone, now: Timestamp) -> Markup {
    let (what, at) = match &post.state {
        State::Published { published_at, .. } => ("Published", *published_at),
        State::Queued { not_before, .. } if *not_before > now => ("Goes out", *not_before),
        State::Held { .. } | State::Queued { .. } => match post.options.publish_at {
            Some(publish_at) if publish_at > now => ("Is to go out", publish_at),
            Some(_) | None => ("Received", post.created_at),
        },
        State::Initializing { .. } | State::Uploading(_) => ("Received", post.created_at),
        State::Processing { sent_at, .. } | State::Unconfirmed { sent_at, .. } => ("Sent", *sent_at),
        State::Failed { .. } => ("Failed", post.updated_at),
        State::Cancelled { .. } => ("Cancelled", post.updated_at),
    };
    html! { (what) " " (moment(at, zone)) }
}

fn file_name(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{self, at};

    fn shown(post: &Post, nickname: &str) -> String {
        let roster = Roster::from(vec![samples::account(nickname)]);
        row(post, false, &roster, &Zone::UTC, at(0)).into_string()
    }

    #[test]
    fn captions_and_nicknames_cannot_bring_markup_into_the_page() {
        let row = shown(&samples::captioned("<img src=x onerror=alert(1)>"), "<b onclick=\"x\">A</b>");
        assert!(!row.contains("<img src=x") && !row.contains("<b "), "{row}");
        assert!(row.contains("&lt;img src=x") && row.contains("&lt;b onclick"), "{row}");
    }

    #[test]
    fn a_post_is_called_by_its_caption_or_its_file() {
        assert_eq!(title(&samples::captioned(" A garden\n")), "A garden");
        assert_eq!(title(&samples::captioned("  ")), "garden.mp4");
        let long = title(&samples::captioned(&"ü".repeat(141)));
        assert_eq!((long.chars().count(), long.ends_with('…')), (141, true));
    }

    #[test]
    fn every_state_is_told_with_its_moment() {
        for post in samples::posts() {
            let row = shown(&post, "Alice");
            assert!(row.contains("<time datetime="), "{row}");
            assert!(row.contains(&format!("data-state=\"{}\"", post.state.name())), "{row}");
        }
    }

    #[test]
    fn a_published_post_leads_to_tiktok() {
        let row = shown(&samples::published(true), "Alice");
        assert!(row.contains(r#"href="https://www.tiktok.com/@alice/video/7000000000000000001""#), "{row}");
        assert!(!shown(&samples::published(false), "Alice").contains("tiktok.com"));
    }

    #[test]
    fn a_frame_is_asked_for_only_where_there_is_one() {
        let post = samples::queued(0);
        assert!(!thumbnail(&post, false).into_string().contains("<img"));
        assert!(thumbnail(&post, true).into_string().contains("/thumbnail"));
    }
}
