//! Small pictures of the posts.

use crate::stage::{Place, StandIn, Subject, fact, tables};
use adapters::thumbnails::THUMBNAIL_BYTES_MAX;
use adapters::{Thumbnail, Thumbnails};
use domain::PostId;
use jiff::Timestamp;
use libtest_mimic::Trial;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// An empty table of thumbnails.
struct Table(Thumbnails);

impl Subject for Table {
    const NAME: &str = "thumbnails";
    const STAND_INS: [StandIn; 3] = StandIn::OF_TABLES;

    async fn at(place: Place) -> Self {
        let table = tables::make(&place, "ThumbnailsTable").await;
        Self(Thumbnails::new(place.aws().dynamodb(), table, "400".parse().unwrap()))
    }
}

pub(crate) fn facts() -> Vec<Trial> {
    [fact!(a_picture_is_read_as_it_was_put), fact!(a_later_picture_takes_the_place_of_the_first)]
        .into_iter()
        .flat_map(|fact| fact.trials())
        .collect()
}

async fn a_picture_is_read_as_it_was_put(Table(thumbnails): Table) {
    let id = PostId::new("a post");
    assert_eq!(thumbnails.get(&id).await.unwrap(), None);
    let picture = jpeg(THUMBNAIL_BYTES_MAX);
    thumbnails.put(&id, &picture, NOW).await.unwrap();
    assert_eq!(thumbnails.get(&id).await.unwrap(), Some(picture));
    assert_eq!(thumbnails.get(&PostId::new("another")).await.unwrap(), None);
}

async fn a_later_picture_takes_the_place_of_the_first(Table(thumbnails): Table) {
    let id = PostId::new("a post");
    for size in [10, 20] {
        thumbnails.put(&id, &jpeg(size), NOW).await.unwrap();
    }
    assert_eq!(thumbnails.get(&id).await.unwrap(), Some(jpeg(20)));
}

/// Bytes that begin as a JPEG does.
fn jpeg(size: usize) -> Thumbnail {
    let mut bytes = vec![7; size];
    bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
    Thumbnail::new(bytes).unwrap()
}
