use super::*;
use crate::pages::samples::{at, viewer};
use jiff::SignedDuration;
use std::time::Duration;

fn creator() -> CreatorInfo {
    CreatorInfo {
        username: "alice".into(),
        nickname: "Alice Bakes".into(),
        avatar_url: Some("https://p.example/a".into()),
        privacy_level_options: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
            .map(|level| level.to_owned().into())
            .to_vec(),
        comment_disabled: false,
        duet_disabled: true,
        stitch_disabled: false,
        max_video_post_duration: Some(Duration::from_secs(300)),
    }
}

fn drawn(creator: &CreatorInfo) -> String {
    PostingPage { open_id: "-000abc", creator, has_others: false }.render(&viewer()).into_string()
}

/// The start tag of the element with this attribute.
fn tag<'a>(page: &'a str, attribute: &str) -> &'a str {
    let at = page.find(attribute).unwrap_or_else(|| panic!("nothing has {attribute}"));
    let start = page[..at].rfind('<').unwrap();
    &page[start..at + page[at..].find('>').unwrap()]
}

#[test]
fn the_page_says_whose_profile_the_video_will_stand_on() {
    let page = drawn(&creator());
    assert!(page.contains("Posting as") && page.contains("Alice Bakes") && page.contains("@alice"), "{page}");
    assert!(tag(&page, "class=\"avatar\"").contains("https://p.example/a"));
}

#[test]
fn only_what_the_account_offers_can_be_chosen_and_nothing_is_chosen_yet() {
    let page = drawn(&creator());
    let menu = &page[page.find("<select").unwrap()..page.find("</select>").unwrap()];
    assert_eq!(menu.matches("<option").count(), 4);
    assert!(menu.contains(r#"<option value="" disabled selected>"#), "{menu}");
    assert_eq!(menu.matches("selected").count(), 1);
    assert!(!menu.contains("FOLLOWER_OF_CREATOR"));
}

#[test]
fn a_level_that_no_post_can_be_given_is_not_offered() {
    let later = CreatorInfo { privacy_level_options: vec!["CLOSE_FRIENDS".to_owned().into()], ..creator() };
    assert!(!drawn(&later).contains("CLOSE_FRIENDS"));
}

#[test]
fn no_box_is_ticked_and_the_account_s_own_settings_hold() {
    let page = drawn(&creator());
    for name in ["allow_comment", "allow_duet", "allow_stitch", "disclose", "your_brand", "branded_content"] {
        assert!(!tag(&page, &format!("name=\"{name}\"")).contains("checked"), "{name}");
    }
    assert!(tag(&page, "name=\"allow_duet\"").contains("disabled"));
    assert!(!tag(&page, "name=\"allow_comment\"").contains("disabled"));
    assert!(page.contains("Switched off in the account's TikTok settings."));
}

#[test]
fn nothing_can_be_published_before_the_script_has_looked_at_the_choices() {
    assert!(tag(&drawn(&creator()), "id=\"publish\"").contains("disabled"));
}

#[test]
fn the_declaration_links_to_both_policies() {
    let page = drawn(&creator());
    for policy in ["music-usage-confirmation/en", "bc-policy/en"] {
        let link = tag(&page, policy);
        assert!(link.contains("target=\"_blank\"") && link.contains("rel=\"noopener\""), "{link}");
    }
}

#[test]
fn the_page_has_neither_styles_nor_scripts_of_its_own() {
    let page = drawn(&creator());
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("onclick"));
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script type=\"module\" src=\"/assets/").count()
    );
}

#[test]
fn a_nickname_cannot_bring_markup_into_the_page() {
    let page = drawn(&CreatorInfo { nickname: "<script>alert(1)</script>".into(), ..creator() });
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
}

#[test]
fn the_page_stays_small() {
    assert!(drawn(&creator()).len() < 20_000);
}

#[test]
fn a_creator_who_may_not_post_now_sees_why_and_no_form() {
    let page = no_more_posts(&viewer(), "alice", "too many posts").into_string();
    assert!(
        page.contains("id=\"no-more-posts\"")
            && page.contains("try again later")
            && !page.contains("<input type=\"file\"")
    );
}

#[test]
fn who_must_wait_sees_why_and_for_how_long() {
    let page =
        wait(&viewer(), "alice", "too many calls", at(12), SignedDuration::from_secs(12)).into_string();
    assert!(page.contains("too many calls") && page.contains("12 seconds"), "{page}");
    assert!(page.contains(&at(12).strftime("%H:%M:%S UTC").to_string()), "{page}");
}
