//! The posts, the only truth about what was and will be done.

mod attempts;
mod due;
mod listing;
mod rejections;
mod samples;
mod saving;
mod versions;

use crate::stage::{Place, StandIn, Subject, tables};
use adapters::Posts;
use libtest_mimic::Trial;

/// An empty table of posts.
struct Table(Posts);

impl Subject for Table {
    const NAME: &str = "posts";
    const STAND_INS: [StandIn; 3] = StandIn::OF_TABLES;

    async fn at(place: Place) -> Self {
        let table = tables::make(&place, "PostsTable").await;
        Self(Posts::new(place.aws().dynamodb(), table))
    }
}

pub(crate) fn facts() -> Vec<Trial> {
    [
        saving::facts(),
        due::facts(),
        listing::facts(),
        attempts::facts(),
        rejections::facts(),
        versions::facts(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
