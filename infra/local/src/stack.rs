//! A deployed stack as its users see it: a bucket to drop videos into and a table to look at.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_dynamodb::types::AttributeValue;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::account;
use crate::error::Error;
use crate::lambda;
use crate::post::Post;
use crate::video::{Uploaded, Video};

const FOLLOW_INTERVAL: Duration = Duration::from_millis(500);

/// A deployed stack: where AWS is played, and what the template put there.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Stack {
    endpoint: String,
    outputs: BTreeMap<String, String>,
}

impl Stack {
    pub(crate) fn new(endpoint: &str, outputs: BTreeMap<String, String>) -> Self {
        Self { endpoint: endpoint.to_owned(), outputs }
    }

    /// The address that stands for AWS.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What AWS clients need to reach it.
    pub fn aws(&self) -> SdkConfig {
        account::sdk_config(&self.endpoint)
    }

    /// All outputs of the template.
    pub fn outputs(&self) -> &BTreeMap<String, String> {
        &self.outputs
    }

    /// One output of the template.
    ///
    /// # Errors
    /// [`Error::OutputMissing`] where the template has none of that name.
    pub fn output(&self, name: &'static str) -> Result<&str, Error> {
        self.outputs.get(name).map(String::as_str).ok_or(Error::OutputMissing(name))
    }

    /// Fills in the app secret.
    ///
    /// # Errors
    /// What MiniStack answered.
    pub async fn put_app_secret(&self, secret: &SecretString) -> Result<(), Error> {
        let secrets = aws_sdk_secretsmanager::Client::new(&self.aws());
        let put = secrets
            .put_secret_value()
            .secret_id(self.output("AppSecret")?)
            .secret_string(secret.expose_secret());
        put.send().await.map_err(Error::aws("the app secret"))?;
        Ok(())
    }

    /// Ends the connection of an account, named by its username or `open_id`, as an operator does. Returns what the
    /// function answers.
    ///
    /// # Errors
    /// [`Error::FunctionFailed`] where there is no such account, or TikTok does not answer.
    pub async fn disconnect(&self, account: &str) -> Result<Value, Error> {
        let function = self.output("TokenRefreshFunction")?;
        let event = json!({ "disconnect": account });
        lambda::invoke(&self.endpoint, function, &event, "disconnecting the account").await
    }

    /// Drops a video into the uploads bucket.
    ///
    /// # Errors
    /// What MiniStack answered.
    pub async fn put_video(&self, video: Video) -> Result<Uploaded, Error> {
        let Video { key, body, metadata } = video;
        let put = aws_sdk_s3::Client::new(&self.aws())
            .put_object()
            .bucket(self.output("UploadsBucket")?)
            .key(&key)
            .body(body)
            .set_metadata(Some(metadata.into_iter().collect()));
        let put = put.send().await.map_err(Error::aws("an upload"))?;
        Ok(Uploaded { key, version_id: put.version_id.unwrap_or_default() })
    }

    /// Every post, in the order in which they arrived.
    ///
    /// # Errors
    /// What MiniStack answered, and items that cannot be read.
    pub async fn posts(&self) -> Result<Vec<Post>, Error> {
        let scan = aws_sdk_dynamodb::Client::new(&self.aws()).scan().table_name(self.output("PostsTable")?);
        let items = scan.into_paginator().items().send().collect::<Result<Vec<_>, _>>();
        let items = items.await.map_err(Error::aws("the list of posts"))?;
        let mut posts = items.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        posts.sort_by(|a: &Post, b: &Post| a.created_at.cmp(&b.created_at));
        Ok(posts)
    }

    /// The post that an upload became, once a function has seen it.
    ///
    /// # Errors
    /// What MiniStack answered, and items that cannot be read.
    pub async fn post_of(&self, uploaded: &Uploaded) -> Result<Option<Post>, Error> {
        // Keys are as good as unique here, and a local table is small.
        let scan = aws_sdk_dynamodb::Client::new(&self.aws())
            .scan()
            .table_name(self.output("PostsTable")?)
            .consistent_read(true)
            .filter_expression("#key = :key AND version_id = :version")
            .expression_attribute_names("#key", "key")
            .expression_attribute_values(":key", AttributeValue::S(uploaded.key.clone()))
            .expression_attribute_values(":version", AttributeValue::S(uploaded.version_id.clone()));
        let items = scan.into_paginator().items().send().collect::<Result<Vec<_>, _>>();
        items.await.map_err(Error::aws("a post"))?.into_iter().next().map(read).transpose()
    }

    /// Follows an upload until its post is in one of `states`. Each look at it is passed to `watch`.
    ///
    /// # Errors
    /// [`Error::Late`] where it takes longer than `patience`.
    pub async fn follow(
        &self,
        uploaded: &Uploaded,
        states: &[&str],
        patience: Duration,
        mut watch: impl FnMut(&Post),
    ) -> Result<Post, Error> {
        let begun = Instant::now();
        loop {
            let post = self.post_of(uploaded).await?;
            if let Some(post) = &post {
                watch(post);
                if states.contains(&post.state.as_str()) {
                    return Ok(post.clone());
                }
            }
            if begun.elapsed() > patience {
                let state = post.map_or_else(|| "unseen".to_owned(), |post| post.state);
                return Err(Error::Late { key: uploaded.key.clone(), state, seconds: patience.as_secs() });
            }
            tokio::time::sleep(FOLLOW_INTERVAL).await;
        }
    }
}

fn read(item: std::collections::HashMap<String, AttributeValue>) -> Result<Post, Error> {
    let unreadable =
        |source: serde_dynamo::Error| Error::Unreadable { what: "a post's item", source: Box::new(source) };
    serde_dynamo::from_item(item).map_err(unreadable)
}
