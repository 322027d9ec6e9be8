//! Many posts at once.

use super::{OWN_ATTRIBUTES, Posts, is_rejection};
use crate::error::{StoreError, refused};
use crate::item::{self, Item, text};
use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::backoff::full_jitter;
use domain::{Post, PostId};
use futures::FutureExt;
use std::collections::HashMap;
use std::time::Duration;

/// Items that DynamoDB is asked for at once, its bound.
const ITEMS_AT_ONCE: usize = 100;

/// How often it is asked again for what it has left out: it does when the items together are larger than 16 MB, or when
/// the table is asked too much.
const TRIES_MAX: u32 = 8;
const PAUSE_BASE: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_millis(500);

impl Posts {
    /// The posts of these ids that there are, read consistently. One that only a newer version can read is left out, with
    /// a warning.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn get_many(&self, ids: &[PostId]) -> Result<HashMap<PostId, Post>, StoreError> {
        let mut posts = HashMap::new();
        for ids in ids.chunks(ITEMS_AT_ONCE) {
            for item in self.items(ids).await?.into_iter().filter(|item| !is_rejection(item)) {
                match item::read::<Post>(item, &OWN_ATTRIBUTES, "load a post of a list") {
                    Ok(post) => drop(posts.insert(post.id.clone(), post)),
                    Err(error) if error.is_unreadable() => {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "a post is missing in a list"
                        );
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(posts)
    }

    async fn items(&self, ids: &[PostId]) -> Result<Vec<Item>, StoreError> {
        let task = "load the posts of a list";
        let mut wanted: Vec<Item> = ids.iter().map(key).collect();
        let mut items = Vec::new();
        for attempt in 0..TRIES_MAX {
            if wanted.is_empty() {
                return Ok(items);
            }
            let keys = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true).build();
            let keys = keys.map_err(StoreError::of(task))?;
            let request = self.client.batch_get_item().request_items(&self.table, keys);
            let answer = request.send().boxed().await.map_err(refused(task))?;
            items.extend(answer.responses.into_iter().flatten().flat_map(|(_, items)| items));
            wanted = answer.unprocessed_keys.into_iter().flatten().flat_map(|(_, left)| left.keys).collect();
            if !wanted.is_empty() {
                tokio::time::sleep(full_jitter(PAUSE_BASE, PAUSE_MAX, attempt, fastrand::f64())).await;
            }
        }
        Err(StoreError::new(task, "DynamoDB leaves some of them out again and again"))
    }
}

fn key(id: &PostId) -> Item {
    HashMap::from([("id".to_owned(), text(id.as_str()))])
}
