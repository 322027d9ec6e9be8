//! The video that the parts become.

use super::subject::{Browser, OTHER_ROOT, PART_BYTES};
use crate::stage::fact;
use adapters::UploadError;
use libtest_mimic::Trial;

const KEY: &str = "open-id/console/7f3a/clip.mp4";

pub(super) fn facts() -> Vec<Trial> {
    let (stand_in, reason, symptom) = OTHER_ROOT;
    [
        fact!(parts_that_came_in_any_order_are_one_video),
        fact!(an_upload_that_lacks_a_part_becomes_no_video),
        fact!(a_video_that_was_made_already_is_given_again),
        fact!(an_upload_says_that_nobody_has_consented_yet),
        fact!(names_of_files_are_taken_as_they_are),
    ]
    .into_iter()
    .map(|fact| fact.except(stand_in, reason, symptom))
    .flat_map(|fact| fact.trials())
    .collect()
}

async fn parts_that_came_in_any_order_are_one_video(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    let (first, last) = (vec![1; PART_BYTES], b"the end");
    assert!(browser.send(KEY, &upload, 2, last).await);
    assert!(browser.send(KEY, &upload, 1, &first).await);
    let video = browser.uploads.complete(KEY, &upload).await.unwrap();
    assert_eq!(video.size, (PART_BYTES + last.len()) as u64);
    assert_eq!(
        Some(&video),
        browser.head(KEY).await.map(|head| head.video).as_ref(),
        "as S3's event names it"
    );
    assert!(video.version_id.is_some());
    assert!(browser.read(&video).await == [&first[..], last].concat(), "other bytes than were sent");
}

async fn an_upload_that_lacks_a_part_becomes_no_video(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    let none = browser.uploads.complete(KEY, &upload).await;
    assert!(matches!(none, Err(UploadError::Incomplete { number: 1 })), "{none:?}");
    for number in [1, 3] {
        assert!(browser.send(KEY, &upload, number, &[1; PART_BYTES]).await);
    }
    let gap = browser.uploads.complete(KEY, &upload).await;
    assert!(matches!(gap, Err(UploadError::Incomplete { number: 2 })), "{gap:?}");
    assert_eq!(browser.head(KEY).await, None);
    assert!(browser.send(KEY, &upload, 2, &[1; PART_BYTES]).await, "it may still come");
    assert!(browser.uploads.complete(KEY, &upload).await.is_ok());
}

async fn a_video_that_was_made_already_is_given_again(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    assert!(browser.send(KEY, &upload, 1, b"a video").await);
    let made = browser.uploads.complete(KEY, &upload).await.unwrap();
    assert_eq!(browser.uploads.complete(KEY, &upload).await.unwrap(), made, "the first answer was lost");
}

async fn an_upload_says_that_nobody_has_consented_yet(browser: Browser) {
    let upload = browser.uploads.begin(KEY, "video/mp4").await.unwrap();
    assert!(browser.send(KEY, &upload, 1, b"a video").await);
    browser.uploads.complete(KEY, &upload).await.unwrap();
    let metadata = browser.head(KEY).await.unwrap().metadata;
    assert_eq!(metadata, [("music-usage-confirmed".to_owned(), "false".to_owned())]);
}

async fn names_of_files_are_taken_as_they_are(browser: Browser) {
    for name in ["a b+c%20d.mp4", "Grüße & 你好 🎬.mp4", "'quoted'(1).mov"] {
        let key = format!("open-id/console/7f3a/{name}");
        let upload = browser.uploads.begin(&key, "video/mp4").await.unwrap();
        assert!(browser.send(&key, &upload, 1, name.as_bytes()).await, "{name}");
        let video = browser.uploads.complete(&key, &upload).await.unwrap();
        assert_eq!(video.key, key);
        assert_eq!(browser.read(&video).await, name.as_bytes());
    }
}
