//! What one fact does on the stage, and looks at.

use super::{Creator, Outcome, Queue, Stage, told};
use aws_sdk_dynamodb::types::AttributeValue;
use browser::Browser;
use jiff::Timestamp;
use local::{Post, Uploaded, Video};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// From an upload to its outcome: two schedules of a minute each, and a machine that does much else meanwhile.
const POST_PATIENCE: Duration = Duration::from_secs(240);

/// Between two looks at something that is awaited.
const LOOK_PAUSE: Duration = Duration::from_millis(500);

/// Where a post comes to rest.
const AT_REST: [&str; 5] = ["published", "failed", "held", "unconfirmed", "cancelled"];

/// One fact's view of the stage. It remembers whose posts it is about.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) stage: &'static Stage,
    prefixes: Arc<Mutex<Vec<String>>>,
}

impl Scene {
    pub(crate) fn new(stage: &'static Stage) -> Self {
        Self { stage, prefixes: Arc::default() }
    }

    /// A newly connected creator, whose posts are settled by polling.
    pub(crate) async fn creator(&self) -> Outcome<Creator> {
        self.creator_like(tiktok_fake::Creator { events_lost: true, ..Default::default() }).await
    }

    /// A newly connected creator with particular properties.
    pub(crate) async fn creator_like(&self, like: tiktok_fake::Creator) -> Outcome<Creator> {
        let creator = Creator::connect(self.stage, like).await?;
        self.watch(&creator.username);
        self.watch(&creator.open_id);
        Ok(creator)
    }

    /// A creator whom TikTok knows and who has connected nothing yet.
    pub(crate) fn newcomer(&self) -> Outcome<Creator> {
        let creator = Creator::newcomer(self.stage)?;
        self.watch(&creator.username);
        Ok(creator)
    }

    /// A browser that has never been anywhere.
    pub(crate) async fn browser(&self) -> Outcome<Browser> {
        self.stage.chromium().await?.browser().await.map_err(told)
    }

    /// Counts the records of all keys that begin so as this scene's.
    pub(crate) fn watch(&self, prefix: &str) {
        self.prefixes.lock().unwrap_or_else(PoisonError::into_inner).push(prefix.to_owned());
    }

    /// Drops a video into the bucket.
    pub(crate) async fn upload(&self, video: Video) -> Outcome<Uploaded> {
        self.stage.deployment.put_video(video).await.map_err(told)
    }

    /// Drops a sidecar, defaults or anything else that is text into the bucket.
    pub(crate) async fn upload_text(&self, key: impl Into<String>, text: &str) -> Outcome<Uploaded> {
        self.upload(Video::new(key, text.as_bytes().to_vec())).await
    }

    /// Waits until an upload's post is in one state, and fails if it comes to rest in another.
    pub(crate) async fn reaches(&self, uploaded: &Uploaded, state: &str) -> Outcome<Post> {
        let states: Vec<&str> = AT_REST.into_iter().chain([state]).collect();
        let follow = self.stage.deployment.follow(uploaded, &states, POST_PATIENCE, |_| {});
        let post = follow.await.map_err(told)?;
        if post.state == state {
            return Ok(post);
        }
        let reason = post.reason.unwrap_or_default();
        Err(format!("{} is {} and not {state}: {reason}", post.key, post.state).into())
    }

    /// Waits until an upload's post is in one state, whatever states it passes on the way.
    pub(crate) async fn comes_to(&self, uploaded: &Uploaded, state: &str) -> Outcome<Post> {
        self.stage.deployment.follow(uploaded, &[state], POST_PATIENCE, |_| {}).await.map_err(told)
    }

    /// Waits for the first record of a key, of a post or of an upload that was turned away.
    pub(crate) async fn record_of(&self, key: &str) -> Outcome<Post> {
        self.until(&format!("a record of {key}"), async || {
            Ok(self.records().await?.into_iter().find(|post| post.key == key))
        })
        .await
    }

    /// Every record that this scene is about.
    pub(crate) async fn records(&self) -> Outcome<Vec<Post>> {
        let mut posts = self.stage.deployment.posts().await.map_err(told)?;
        let prefixes = self.prefixes.lock().unwrap_or_else(PoisonError::into_inner);
        posts.retain(|post| prefixes.iter().any(|prefix| post.key.starts_with(prefix)));
        Ok(posts)
    }

    /// The keys of all videos that have arrived for a creator's account from the console, whole or in parts.
    pub(crate) async fn objects_of(&self, creator: &Creator) -> Outcome<Vec<String>> {
        let s3 = aws_sdk_s3::Client::new(&self.stage.deployment.aws());
        let bucket = self.stage.deployment.output("UploadsBucket").map_err(told)?;
        let prefix = format!("{}/", creator.open_id);
        let whole = s3.list_objects_v2().bucket(bucket).prefix(&prefix).send().await.map_err(told)?;
        let parts = s3.list_multipart_uploads().bucket(bucket).send().await.map_err(told)?;
        let whole = whole.contents.unwrap_or_default().into_iter().filter_map(|object| object.key);
        let parts = parts.uploads.unwrap_or_default().into_iter().filter_map(|upload| upload.key);
        Ok(whole.chain(parts.filter(|key| key.starts_with(&prefix))).collect())
    }

    /// A post's item, attribute by attribute.
    pub(crate) async fn item(&self, id: &str) -> Outcome<HashMap<String, AttributeValue>> {
        let table = self.stage.deployment.output("PostsTable").map_err(told)?;
        let get = aws_sdk_dynamodb::Client::new(&self.stage.deployment.aws())
            .get_item()
            .table_name(table)
            .key("id", AttributeValue::S(id.to_owned()))
            .consistent_read(true);
        get.send().await.map_err(told)?.item.ok_or_else(|| format!("no item {id}").into())
    }

    /// The publish queue.
    pub(crate) fn queue(&self) -> Outcome<Queue> {
        Queue::new(self.stage)
    }

    /// Waits until whatever was sent to the queue before has been received: messages are received in order, and the
    /// function says so of a hint that means nothing.
    pub(crate) async fn everything_sent_is_worked_off(&self) -> Outcome {
        let nothing = format!("{:032x}", fastrand::u128(..));
        self.queue()?.send_hints(&nothing, 1, 0).await?;
        self.until("the end of what was sent", async || {
            let lines = self.stage.logs().await?;
            Ok(lines.iter().any(|line| line.message.contains(&nothing)).then_some(()))
        })
        .await
    }

    /// Waits for a moment.
    pub(crate) async fn sleep_until(&self, moment: Timestamp) -> Outcome {
        let left = moment.duration_since(self.stage.tiktok()?.now());
        tokio::time::sleep(Duration::try_from(left).unwrap_or_default()).await;
        Ok(())
    }

    /// Looks again and again until there is something to see.
    pub(crate) async fn until<T>(
        &self,
        what: &str,
        mut look: impl AsyncFnMut() -> Outcome<Option<T>>,
    ) -> Outcome<T> {
        let look_again = async {
            loop {
                if let Some(seen) = look().await? {
                    return Ok(seen);
                }
                tokio::time::sleep(LOOK_PAUSE).await;
            }
        };
        let late = |_| format!("{what} did not come within {} s", POST_PATIENCE.as_secs());
        tokio::time::timeout(POST_PATIENCE, look_again).await.map_err(late)?
    }
}
