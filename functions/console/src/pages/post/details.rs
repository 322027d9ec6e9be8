//! What is known of a post, for a reader.

use crate::pages::moment::moment;
use crate::pages::roster::Roster;
use crate::pages::zone::Zone;
use domain::failure::Failure;
use domain::{Post, PrivacyLevel, State};
use maud::{Markup, html};

/// Everything about a post but where it stands and what has happened.
pub(crate) fn details(post: &Post, roster: &Roster, zone: &Zone) -> Markup {
    let options = &post.options;
    html! {
        section.card.stack aria-labelledby="details-title" {
            h2 id="details-title" { "The post" }
            dl id="details" data-live data-version=(post.version) {
                dt { "Account" } dd { (roster.name(&post.account)) }
                dt { "Caption" } dd.caption { (options.caption.as_deref().unwrap_or("none")) }
                dt { "Who may see it" } dd { (privacy(post.privacy_level.or(options.privacy_level))) }
                dt { "Allowed" } dd { (allowed(post)) }
                dt { "Disclosure" } dd { (disclosure(post)) }
                @if let Some(cover) = options.cover_ms { dt { "Cover" } dd { "the frame at " (seconds(cover)) } }
                @if let Some(at) = options.publish_at { dt { "Not before" } dd { (moment(at, zone)) } }
                dt { "Music usage" }
                dd {
                    @match &post.consent {
                        Some(consent) => { "confirmed, says the " (consent.source) ", " (moment(consent.at, zone)) }
                        None => "not confirmed",
                    }
                }
                dt { "File" } dd { code { (post.video.key) } " " span.hint { (bytes(post.video.size)) } }
                dt { "Received" } dd { (moment(post.created_at, zone)) }
                @if let Some(id) = post.state.publish_id() { dt { "publish_id" } dd { code { (id) } } }
                @if let Some(id) = post.state.post_id() { dt { "post_id" } dd { code { (id) } } }
                @if let State::Failed { failure, .. } = &post.state { (tiktok_said(failure)) }
            }
        }
    }
}

fn tiktok_said(failure: &Failure) -> Markup {
    html! {
        @if let Some(code) = &failure.code { dt { "TikTok's code" } dd { code { (code) } } }
        @if let Some(log_id) = &failure.log_id { dt { "TikTok's log_id" } dd { code { (log_id) } } }
    }
}

/// A privacy level as TikTok's own app calls it.
pub(crate) fn privacy(level: Option<PrivacyLevel>) -> &'static str {
    match level {
        None => "not chosen yet",
        Some(PrivacyLevel::PublicToEveryone) => "everyone",
        Some(PrivacyLevel::MutualFollowFriends) => "friends: followers whom the creator follows back",
        Some(PrivacyLevel::FollowerOfCreator) => "followers",
        Some(PrivacyLevel::SelfOnly) => "only the creator",
    }
}

fn allowed(post: &Post) -> String {
    let options = &post.options;
    listed([
        ("comments", options.allow_comment),
        ("duets", options.allow_duet),
        ("stitches", options.allow_stitch),
    ])
}

fn disclosure(post: &Post) -> String {
    let options = &post.options;
    listed([
        ("promotes the creator's own brand", options.your_brand),
        ("branded content, a paid partnership", options.branded_content),
        ("made by AI", options.ai_generated),
    ])
}

fn listed<const N: usize>(choices: [(&str, Option<bool>); N]) -> String {
    let made: Vec<&str> =
        choices.into_iter().filter(|(_, on)| *on == Some(true)).map(|(name, _)| name).collect();
    if made.is_empty() { "none".to_owned() } else { made.join(", ") }
}

fn seconds(milliseconds: u32) -> String {
    format!("{}.{:01} s", milliseconds / 1000, milliseconds % 1000 / 100)
}

/// A size for people, in the decimal units that TikTok counts in.
pub(crate) fn bytes(size: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.into_iter().find(|(_, unit)| size >= *unit) {
        Some((name, unit)) => format!("{}.{} {name}", size / unit, size % unit * 10 / unit),
        None => format!("{size} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use domain::failure::FailureClass;

    fn shown(post: &Post) -> String {
        details(post, &Roster::from(vec![samples::account("Alice")]), &Zone::UTC).into_string()
    }

    #[test]
    fn what_was_not_allowed_or_disclosed_is_told_as_none() {
        let mut post = samples::queued(600);
        assert_eq!((allowed(&post).as_str(), disclosure(&post).as_str()), ("none", "none"));
        (post.options.allow_comment, post.options.allow_stitch) = (Some(true), Some(true));
        post.options.branded_content = Some(true);
        assert_eq!(allowed(&post), "comments, stitches");
        assert!(disclosure(&post).contains("paid partnership"));
    }

    #[test]
    fn a_failure_shows_what_tiktoks_support_asks_for() {
        assert!(shown(&samples::failed(FailureClass::TikTok)).contains("<code>2026log</code>"));
    }

    #[test]
    fn the_address_of_an_upload_is_on_no_page() {
        assert!(!shown(&samples::uploading(1, 2)).contains("upload.example"));
    }

    #[test]
    fn a_caption_cannot_bring_markup_into_the_page() {
        assert!(!shown(&samples::captioned("</dd><script>alert(1)</script>")).contains("<script>"));
    }

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        assert_eq!(bytes(512), "512 bytes");
        assert_eq!(bytes(1_550_000), "1.5 MB");
        assert_eq!(bytes(4_294_967_296), "4.2 GB");
    }
}
