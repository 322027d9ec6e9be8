//! What a list shows, full and empty.

use super::*;
use crate::pages::samples::{self, at};

fn shown(posts: &[Post], filters: &Filters, roster: &Roster) -> String {
    Shown { posts, framed: &BTreeSet::new(), next: None, now: at(0) }
        .list(filters, roster, &Zone::UTC)
        .into_string()
}

fn alice() -> Roster {
    Roster::from(vec![samples::account("Alice")])
}

#[test]
fn every_post_has_its_row() {
    let posts = samples::posts();
    let list = shown(&posts, &Filters::default(), &alice());
    assert_eq!(list.matches("<li ").count(), posts.len());
    assert!(list.contains(r#"data-pace="fast""#));
}

#[test]
fn an_empty_list_says_what_to_do_first() {
    let nobody = shown(&[], &Filters::default(), &Roster::default());
    assert!(nobody.contains("Connect a TikTok account"), "{nobody}");
    let nothing = shown(&[], &Filters::default(), &alice());
    assert!(nothing.contains("Post a video") && nothing.contains("clip.mp4.json"), "{nothing}");
    let failed = Filters { state: Some("failed".to_owned()), ..Filters::default() };
    assert!(shown(&[], &failed, &alice()).contains("Show all"));
}

#[test]
fn a_page_that_a_filter_has_emptied_still_leads_on() {
    let next = "000001763800000-0c1d".parse().unwrap();
    let empty = Shown { posts: &[], framed: &BTreeSet::new(), next: Some(&next), now: at(0) };
    let page = empty.list(&Filters::default(), &alice(), &Zone::UTC).into_string();
    assert!(
        page.contains("Older posts may follow") && page.contains("cursor=000001763800000-0c1d"),
        "{page}"
    );
}
