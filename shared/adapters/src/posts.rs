//! The posts, the only truth about what was and will be done.

mod cursor;
mod listing;
mod many;
mod retention;

pub use cursor::{Cursor, NoCursor};
pub use listing::{PAGE_POSTS_MAX, Page, PostsQuery, Whose};
pub use retention::{RETENTION_DAYS_MAX, RETENTION_DAYS_MIN, Retention};

use crate::error::{SaveError, StoreError, refused};
use crate::item::{self, Item, from_item, moment, text, time_to_live, to_item};
use aws_sdk_dynamodb::Client;
use domain::post::Work;
use domain::{Post, PostId, Rejection, State, shard};
use futures::FutureExt;
use jiff::Timestamp;

/// Name of the index of what waits: for a moment, or for a person.
const DUE_INDEX: &str = "due";

/// Name of the index of attempts, by TikTok's id.
const ATTEMPT_INDEX: &str = "by_publish_id";

/// What lies beside a post for the indexes and for DynamoDB's TTL, and is written anew with each save.
const OWN_ATTRIBUTES: [&str; 5] = ["due_shard", "due_at", "timeline_shard", "listed", "purge_at"];

/// Name of the index partitions of an account's held posts.
const HELD_WORK: &str = "held";

/// Posts in DynamoDB.
#[derive(Debug, Clone)]
pub struct Posts {
    client: Client,
    table: String,
    retention: Option<Retention>,
}

/// An entry of the due index: enough to hint at the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePost {
    /// The post's id.
    pub id: PostId,
    /// The creator's `open_id`.
    pub account: String,
    /// When work on it fell, or falls, due.
    pub at: Timestamp,
}

impl Posts {
    /// The posts in `table`, kept for ever.
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table, retention: None }
    }

    /// The same posts, each kept for so long after it has ended. Whatever saves posts is given the retention.
    #[must_use]
    pub fn kept_for(self, retention: Retention) -> Self {
        Self { retention: Some(retention), ..self }
    }

    /// The post of this id, read consistently. A rejected upload is no post.
    pub async fn get(&self, id: &PostId) -> Result<Option<Post>, StoreError> {
        let task = format!("load the post {id}");
        let request =
            self.client.get_item().table_name(&self.table).key("id", text(id.as_str())).consistent_read(true);
        let answer = request.send().boxed().await.map_err(refused(&task))?;
        match answer.item {
            Some(item) if !is_rejection(&item) => item::read(item, &OWN_ATTRIBUTES, &task).map(Some),
            Some(_) | None => Ok(None),
        }
    }

    /// The post whose latest attempt has this id, read consistently. The index follows the posts a moment later; TikTok's
    /// first word about an attempt comes seconds after it was saved.
    pub async fn by_publish_id(&self, publish_id: &str) -> Result<Option<Post>, StoreError> {
        let task = format!("find the post of the attempt {publish_id}");
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(ATTEMPT_INDEX)
            .key_condition_expression("publish_id = :publish_id")
            .expression_attribute_values(":publish_id", text(publish_id))
            .limit(1);
        let answer = query.send().boxed().await.map_err(refused(&task))?;
        match answer.items.unwrap_or_default().into_iter().next() {
            Some(item) => self.get(&from_item::<PostKey>(item, &task)?.id).await,
            None => Ok(None),
        }
    }

    /// Saves the post if nobody has saved it since it was loaded, and counts its version up.
    pub async fn save(&self, post: &mut Post) -> Result<(), SaveError> {
        let task = format!("save the post {}", post.id);
        let loaded = post.version;
        post.version += 1;
        let mut item = item::write(post, &task)?;
        item.insert("timeline_shard".to_owned(), text(listing::timeline_partition(&post.id)));
        item.insert("listed".to_owned(), text(Cursor::of(post).as_str()));
        if let Some(due) = post.due() {
            let partition = shard::partition_of(due.work.as_str(), post.id.as_str());
            item.insert("due_shard".to_owned(), text(partition));
            item.insert("due_at".to_owned(), moment(due.at));
        } else if matches!(post.state, State::Held { .. }) {
            item.insert("due_shard".to_owned(), text(held_partition(&post.account)));
            item.insert("due_at".to_owned(), moment(post.created_at));
        }
        if let Some(at) = self.retention.and_then(|retention| retention.purge_at(post)) {
            item.insert("purge_at".to_owned(), time_to_live(at));
        }
        let saved = item::put_if_version(&self.client, &self.table, item, loaded, &task).await;
        if saved.is_err() {
            post.version = loaded;
        }
        saved
    }

    /// Records an upload that was turned away. A record that is there already stays as it is.
    pub async fn reject(&self, rejection: &Rejection) -> Result<(), StoreError> {
        let task = format!("record the rejected upload {}", rejection.id);
        let mut item = to_item(rejection, &task)?;
        item.insert("state".to_owned(), text("failed"));
        item.insert("rejected".to_owned(), aws_sdk_dynamodb::types::AttributeValue::Bool(true));
        if let Some(retention) = self.retention {
            item.insert("purge_at".to_owned(), time_to_live(retention.after(rejection.created_at)));
        }
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        match put.condition_expression("attribute_not_exists(id)").send().boxed().await {
            Ok(_) => Ok(()),
            Err(error)
                if error.as_service_error().is_some_and(|e| e.is_conditional_check_failed_exception()) =>
            {
                Ok(())
            }
            Err(error) => Err(refused(task)(error)),
        }
    }

    /// What fell due in one partition by `until`, the oldest first, at most `count_max` of it.
    pub async fn due(
        &self,
        partition: &str,
        until: Timestamp,
        count_max: i32,
    ) -> Result<Vec<DuePost>, StoreError> {
        let task = format!("read what is due in {partition}");
        let mut due = Vec::new();
        let mut start = None;
        loop {
            // A page ends after 1 MB, some 7,000 entries, even where more were asked for.
            let left = count_max - i32::try_from(due.len()).unwrap_or(count_max);
            let request = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(DUE_INDEX)
                .key_condition_expression("due_shard = :shard AND due_at <= :until")
                .expression_attribute_values(":shard", text(partition))
                .expression_attribute_values(":until", moment(until))
                .limit(left)
                .set_exclusive_start_key(start);
            let answer = request.send().boxed().await.map_err(refused(&task))?;
            for item in answer.items.unwrap_or_default() {
                due.push(due_post(item, &task)?);
            }
            start = answer.last_evaluated_key;
            if start.is_none() || due.len() >= usize::try_from(count_max).unwrap_or_default() {
                return Ok(due);
            }
        }
    }

    /// The ids of an account's held posts, the oldest first.
    pub async fn held(&self, account: &str) -> Result<Vec<PostId>, StoreError> {
        let task = format!("read the held posts of {account}");
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(DUE_INDEX)
            .key_condition_expression("due_shard = :shard")
            .expression_attribute_values(":shard", text(held_partition(account)));
        let items =
            query.into_paginator().items().send().try_collect().boxed().await.map_err(refused(&task))?;
        items.into_iter().map(|item| due_post(item, &task).map(|post| post.id)).collect()
    }

    /// What is due in all partitions of one kind of work, the oldest first.
    pub async fn all_due(
        &self,
        work: Work,
        until: Timestamp,
        count_max_per_shard: i32,
    ) -> Result<Vec<DuePost>, StoreError> {
        let partitions: Vec<String> = shard::partitions(work.as_str()).collect();
        let queries = partitions.iter().map(|partition| self.due(partition, until, count_max_per_shard));
        let mut due: Vec<DuePost> =
            futures::future::try_join_all(queries).await?.into_iter().flatten().collect();
        due.sort_by_key(|post| post.at);
        Ok(due)
    }
}

/// One partition an account: its posts are asked for together, and only when somebody has acted.
fn held_partition(account: &str) -> String {
    format!("{HELD_WORK}#{account}")
}

fn is_rejection(item: &Item) -> bool {
    item.contains_key("rejected")
}

#[derive(serde::Deserialize)]
struct PostKey {
    id: PostId,
}

#[derive(serde::Deserialize)]
struct DueEntry {
    id: PostId,
    account: String,
    due_at: i64,
}

fn due_post(item: Item, task: &str) -> Result<DuePost, StoreError> {
    let entry: DueEntry = from_item(item, task)?;
    let at = Timestamp::from_millisecond(entry.due_at).map_err(StoreError::of(task))?;
    Ok(DuePost { id: entry.id, account: entry.account, at })
}
