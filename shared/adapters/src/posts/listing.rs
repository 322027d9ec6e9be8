//! Lists of posts by time, the newest first, a page at a time.

use super::{Cursor, Posts, cursor};
use crate::error::{StoreError, refused};
use crate::item::{Item, from_item, text};
use domain::{Post, PostId, shard};
use futures::FutureExt;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// The most posts of one page: as many items as DynamoDB gives at once.
pub const PAGE_POSTS_MAX: usize = 100;

/// Name of the index of an account's posts by time.
const ACCOUNT_INDEX: &str = "by_account";

/// Name of the index of all posts by time, and of its partitions.
const TIMELINE_INDEX: &str = "timeline";
const TIMELINE: &str = "posts";

/// Entries of one partition that are looked at for one page. A filter that nearly nothing passes gives short pages with
/// a cursor, and never a request that takes for ever.
const LOOKS_MAX: i32 = 1_000;

/// Which posts a list is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Every account's.
    Everybody,
    /// These accounts', by their `open_id`.
    Accounts(BTreeSet<String>),
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostsQuery {
    /// Whose posts.
    pub whose: Whose,
    /// In which states, by their names; none given is all.
    pub states: BTreeSet<String>,
    /// Listed at this moment or later.
    pub from: Option<Timestamp>,
    /// Listed before this moment.
    pub to: Option<Timestamp>,
    /// Goes on where another page has ended.
    pub cursor: Option<Cursor>,
    /// The most posts that are wanted, of [`PAGE_POSTS_MAX`].
    pub limit: usize,
}

/// Some of the posts that were asked for, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The posts. There may be fewer than were asked for, or none, and still more to come.
    pub posts: Vec<Post>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// The index partition in which a post stands among all.
pub(super) fn timeline_partition(id: &PostId) -> String {
    shard::partition_of(TIMELINE, id.as_str())
}

/// What was read of one partition: everything down to where the reading ended, or all of it.
struct Part {
    ids: Vec<(Cursor, PostId)>,
    ended_at: Option<Cursor>,
}

#[derive(serde::Deserialize)]
struct ListEntry {
    id: PostId,
    listed: String,
}

impl Posts {
    /// The posts of a list, each read consistently; which of them are in it, an index knows that is a moment behind. One
    /// that only a newer version can read is left out, with a warning.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn list(&self, query: &PostsQuery) -> Result<Page, StoreError> {
        let limit = query.limit.clamp(1, PAGE_POSTS_MAX);
        let partitions: Vec<(&str, &str, String)> = match &query.whose {
            Whose::Everybody => shard::partitions(TIMELINE)
                .map(|partition| (TIMELINE_INDEX, "timeline_shard", partition))
                .collect(),
            Whose::Accounts(accounts) => {
                accounts.iter().map(|account| (ACCOUNT_INDEX, "account", account.clone())).collect()
            }
        };
        let parts = partitions.into_iter().map(|partition| self.part(query, limit, partition));
        let (ids, next) = merge(futures::future::try_join_all(parts).await?, limit);
        let mut posts = self.load(ids).await?;
        posts.retain(|post| query.states.is_empty() || query.states.contains(post.state.name()));
        Ok(Page { posts, next })
    }

    async fn part(
        &self,
        query: &PostsQuery,
        limit: usize,
        (index, key, partition): (&str, &str, String),
    ) -> Result<Part, StoreError> {
        let task = format!("list the posts of {partition}");
        let mut part = Part { ids: Vec::new(), ended_at: None };
        let (mut start, mut looks) = (None, 0);
        loop {
            let request = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(index)
                .key_condition_expression("#key = :partition AND listed BETWEEN :oldest AND :newest")
                .expression_attribute_names("#key", key)
                .expression_attribute_values(":partition", text(&partition))
                .expression_attribute_values(":oldest", text(query.oldest()))
                .expression_attribute_values(":newest", text(query.newest()))
                .scan_index_forward(false)
                // One more, because the entry of the cursor itself comes again.
                .limit(i32::try_from(limit + 1).unwrap_or(LOOKS_MAX))
                .set_exclusive_start_key(start);
            let answer = query.only_states(request).send().boxed().await.map_err(refused(&task))?;
            looks += answer.scanned_count;
            for item in answer.items.unwrap_or_default() {
                let (place, id) = entry(item, &task)?;
                if Some(&place) != query.cursor.as_ref() {
                    part.ids.push((place, id));
                }
            }
            let Some(last) = answer.last_evaluated_key else { return Ok(part) };
            if part.ids.len() >= limit || looks >= LOOKS_MAX {
                part.ended_at = Some(entry(last, &task)?.0);
                return Ok(part);
            }
            start = Some(last);
        }
    }

    /// The posts of these ids, in their order.
    async fn load(&self, ids: Vec<PostId>) -> Result<Vec<Post>, StoreError> {
        let mut found = self.get_many(&ids).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }
}

impl PostsQuery {
    fn oldest(&self) -> String {
        self.from.map_or_else(|| cursor::moment(Timestamp::UNIX_EPOCH), cursor::moment)
    }

    fn newest(&self) -> String {
        // Sorts after every place.
        const END: &str = "~";
        let end = self.to.map_or_else(|| END.to_owned(), cursor::moment);
        self.cursor.as_ref().map_or(end.clone(), |cursor| end.min(cursor.to_string()))
    }

    fn only_states(
        &self,
        request: aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder,
    ) -> aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder {
        if self.states.is_empty() {
            return request;
        }
        let names: Vec<String> = (0..self.states.len()).map(|number| format!(":state{number}")).collect();
        let request = request
            .filter_expression(format!("#state IN ({})", names.join(", ")))
            .expression_attribute_names("#state", "state");
        self.states
            .iter()
            .zip(names)
            .fold(request, |request, (state, name)| request.expression_attribute_values(name, text(state)))
    }
}

/// The newest of all parts, as far down as every part was read, and where the rest begins.
fn merge(parts: Vec<Part>, limit: usize) -> (Vec<PostId>, Option<Cursor>) {
    let known_down_to = parts.iter().filter_map(|part| part.ended_at.clone()).max();
    let mut ids: Vec<(Cursor, PostId)> = parts.into_iter().flat_map(|part| part.ids).collect();
    ids.retain(|(place, _)| known_down_to.as_ref().is_none_or(|end| place >= end));
    ids.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
    let next = if ids.len() > limit { Some(ids[limit - 1].0.clone()) } else { known_down_to };
    ids.truncate(limit);
    (ids.into_iter().map(|(_, id)| id).collect(), next)
}

fn entry(item: Item, task: &str) -> Result<(Cursor, PostId), StoreError> {
    let entry: ListEntry = from_item(item, task)?;
    Ok((entry.listed.parse().map_err(StoreError::of(task))?, entry.id))
}
