//! What of an upload has arrived, and what it takes.

use super::subject::{Browser, OTHER_ROOT, PART_BYTES};
use crate::stage::{StandIn, fact};
use adapters::UploadError;
use adapters::uploads::Part;
use libtest_mimic::Trial;

const KEY: &str = "open-id/console/7f3a/clip.mp4";

pub(super) fn facts() -> Vec<Trial> {
    let (stand_in, reason, symptom) = OTHER_ROOT;
    [
        fact!(the_parts_that_have_arrived_are_named_in_their_order).except(stand_in, reason, symptom),
        fact!(a_part_that_is_sent_again_takes_the_place_of_the_first).except(stand_in, reason, symptom),
        fact!(an_upload_that_was_given_up_takes_nothing_and_is_given_up_once_more_in_vain),
        fact!(an_upload_that_nobody_began_is_unknown),
        fact!(an_address_is_good_for_a_browser_that_adds_nothing)
            .only_on(&[StandIn::MiniStack, StandIn::Moto]),
    ]
    .into_iter()
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn the_parts_that_have_arrived_are_named_in_their_order(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    assert_eq!(browser.uploads.parts(KEY, &upload).await.unwrap(), []);
    assert!(browser.send(KEY, &upload, 3, b"the end").await);
    assert!(browser.send(KEY, &upload, 1, &[1; 9]).await);
    let arrived = [Part { number: 1, size: 9 }, Part { number: 3, size: 7 }];
    assert_eq!(browser.uploads.parts(KEY, &upload).await.unwrap(), arrived);
    assert_eq!(browser.head(KEY).await, None, "there is no object before it is whole");
}

async fn a_part_that_is_sent_again_takes_the_place_of_the_first(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    for half in [&b"half a p"[..], b"half a part"] {
        assert!(browser.send(KEY, &upload, 1, half).await);
    }
    let video = browser.uploads.complete(KEY, &upload).await.unwrap();
    assert_eq!(browser.read(&video).await, b"half a part");
}

async fn an_upload_that_was_given_up_takes_nothing_and_is_given_up_once_more_in_vain(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    assert!(browser.send(KEY, &upload, 1, &[1; PART_BYTES]).await);
    browser.uploads.abort(KEY, &upload).await.unwrap();
    assert!(!browser.send(KEY, &upload, 2, b"too late").await);
    assert!(matches!(browser.uploads.parts(KEY, &upload).await, Err(UploadError::Unknown)));
    assert!(matches!(browser.uploads.complete(KEY, &upload).await, Err(UploadError::Unknown)));
    browser.uploads.abort(KEY, &upload).await.unwrap();
}

async fn an_upload_that_nobody_began_is_unknown(browser: Browser) {
    let parts = browser.uploads.parts(KEY, "made-up").await;
    assert!(matches!(parts, Err(UploadError::Unknown)), "{parts:?}");
    let made = browser.uploads.complete(KEY, "made-up").await;
    assert!(matches!(made, Err(UploadError::Unknown)), "{made:?}");
}

async fn an_address_is_good_for_a_browser_that_adds_nothing(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    let url = browser.url(KEY, &upload, 2).await;
    for part in ["X-Amz-SignedHeaders=host&", "X-Amz-Expires=900", "partNumber=2", "uploadId="] {
        assert!(format!("{url}&").contains(part), "{url} has no {part}");
    }
    assert!(!url.to_lowercase().contains("checksum"), "{url}");
}
