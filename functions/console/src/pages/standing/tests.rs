//! Every state has its word, its advice and its pace.

use super::*;
use crate::pages::samples::{self, at};

#[test]
fn every_state_that_is_stored_has_a_word() {
    for name in State::NAMES {
        assert_ne!(word(name), "Unknown", "{name}");
    }
}

#[test]
fn every_state_shows_its_word_and_its_name_for_the_colour() {
    for post in samples::posts() {
        let chip = chip(&post).into_string();
        assert!(chip.contains(&format!("data-state=\"{}\"", post.state.name())), "{chip}");
        assert!(chip.contains(word(post.state.name())), "{chip}");
    }
}

#[test]
fn an_upload_tells_how_far_it_is() {
    let chip = chip(&samples::uploading(25, 100)).into_string();
    assert!(chip.contains("Uploading 25 %") && chip.contains(r#"<progress max="100" value="25""#), "{chip}");
}

#[test]
fn whoever_must_act_is_told_what_to_do() {
    for post in samples::posts() {
        let told = advice(&post);
        match &post.state {
            State::Held { .. }
            | State::Failed { .. }
            | State::Unconfirmed { .. }
            | State::Processing { .. } => {
                assert!(told.is_some_and(|told| told.ends_with('.')), "{:?}", post.state);
            }
            State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Published { .. }
            | State::Cancelled { .. } => {}
        }
    }
}

#[test]
fn a_held_post_is_told_what_it_waits_for() {
    let options = advice(&samples::held(Awaits::Options)).unwrap();
    assert!(options.contains("Complete it here"), "{options}");
    let account = advice(&samples::held(Awaits::Account)).unwrap();
    assert!(account.contains("Connect the account again"), "{account}");
}

#[test]
fn an_unconfirmed_post_warns_before_anybody_retries_it() {
    let told = advice(&samples::unconfirmed()).unwrap();
    assert!(told.contains("may be online") && told.contains("profile"), "{told}");
}

#[test]
fn a_failure_that_would_come_again_is_not_offered_as_a_retry() {
    let media = advice(&samples::failed(FailureClass::Media)).unwrap();
    assert!(media.starts_with("The video is too short. ") && media.contains("fail again"), "{media}");
    let tiktok = advice(&samples::failed(FailureClass::TikTok)).unwrap();
    assert!(tiktok.contains("Retry it here"), "{tiktok}");
}

#[test]
fn what_moves_is_looked_at_often_and_what_has_ended_never() {
    let pace = |post: &Post| Pace::of(post, at(0));
    assert_eq!(pace(&samples::uploading(1, 2)), Pace::Fast);
    assert_eq!(pace(&samples::queued(30)), Pace::Fast);
    assert_eq!(pace(&samples::queued(86_400)), Pace::Slow);
    assert_eq!(pace(&samples::held(Awaits::Options)), Pace::Slow);
    assert_eq!(pace(&samples::published(true)), Pace::Still);
    assert_eq!(pace(&samples::failed(FailureClass::Media)), Pace::Still);
}
