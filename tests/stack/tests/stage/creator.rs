//! A creator with a connected account, and what TikTok has seen of them.

use super::{Outcome, Scene, Stage, told};
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::Value;
use std::collections::HashMap;
use tiktok_fake::{Consent, Endpoint, PostReport, RequestRecord};

/// A connected creator. A post may go out twelve seconds after connecting, and one each 24 seconds from then on, so
/// every post that need not share a creator has its own.
#[derive(Clone)]
pub(crate) struct Creator {
    /// The name of the folder.
    pub(crate) username: String,
    /// TikTok's id of the creator.
    pub(crate) open_id: String,
    /// The name that people read.
    pub(crate) nickname: String,
    pub(super) stage: &'static Stage,
}

impl Creator {
    /// Adds a creator to the fake and connects the account, as a browser does.
    pub(super) async fn connect(stage: &'static Stage, like: tiktok_fake::Creator) -> Outcome<Self> {
        let creator = Self::add(stage, like)?;
        creator.reconnect().await?;
        Ok(creator)
    }

    /// The address with which a creator signs in to the console.
    pub(crate) fn email(&self) -> String {
        format!("{}@creators.example", self.username)
    }

    /// Adds a creator to the fake who has connected nothing yet, and whom the consent page asks.
    pub(super) fn newcomer(stage: &'static Stage) -> Outcome<Self> {
        Self::add(stage, tiktok_fake::Creator { consent: Some(Consent::Ask), ..Default::default() })
    }

    pub(super) fn add(stage: &'static Stage, like: tiktok_fake::Creator) -> Outcome<Self> {
        let tiktok_fake::Creator { username, open_id, nickname, .. } =
            stage.tiktok()?.add_creator(like).map_err(told)?;
        Ok(Self { username, open_id, nickname, stage })
    }

    /// Connects the account, once more if it was connected before.
    pub(crate) async fn reconnect(&self) -> Outcome {
        let _seat = self.stage.connecting.lock().await;
        self.stage.deployment.connect_creator(&self.username).await.map_err(told)
    }

    /// A key in the creator's folder.
    pub(crate) fn key(&self, path: &str) -> String {
        format!("{}/{path}", self.username)
    }

    /// The calls of one endpoint about this creator, in order.
    pub(crate) fn calls(&self, endpoint: Endpoint) -> Outcome<Vec<RequestRecord>> {
        let mut calls = self.stage.tiktok()?.report().requests;
        calls.retain(|call| call.endpoint == Some(endpoint) && self.made(call));
        Ok(calls)
    }

    /// Every accepted init of this creator's, in order.
    pub(crate) fn posts(&self) -> Outcome<Vec<PostReport>> {
        let mut posts = self.stage.tiktok()?.report().posts;
        posts.retain(|post| post.open_id == self.open_id);
        Ok(posts)
    }

    /// The one post of this creator's.
    ///
    /// # Errors
    /// Where there is none, or another, or an init that was refused.
    pub(crate) fn only_post(&self) -> Outcome<PostReport> {
        let inits = self.calls(Endpoint::Init)?.len();
        let posts = self.posts()?;
        match <[PostReport; 1]>::try_from(posts) {
            Ok([post]) if inits == 1 => Ok(post),
            Ok(_) => Err(format!("one post of {inits} inits").into()),
            Err(posts) => Err(format!("{} posts where one was awaited", posts.len()).into()),
        }
    }

    /// Fails if TikTok was asked anything about posting since the account was connected, which takes one creator_info.
    pub(crate) fn sent_nothing(&self) -> Outcome {
        self.sent_nothing_but(1)
    }

    /// The same after one posting page, which takes another.
    pub(crate) fn sent_nothing_since_its_page(&self) -> Outcome {
        self.sent_nothing_but(2)
    }

    fn sent_nothing_but(&self, awaited: usize) -> Outcome {
        let (infos, inits) = (self.calls(Endpoint::CreatorInfo)?.len(), self.calls(Endpoint::Init)?.len());
        if (infos, inits) == (awaited, 0) {
            return Ok(());
        }
        Err(format!("{infos} calls of creator_info and {inits} of init, where {awaited} and 0 were awaited")
            .into())
    }

    /// Chunks that were sent, whatever was answered.
    pub(crate) fn chunks_sent(&self) -> Outcome<usize> {
        Ok(self.calls(Endpoint::Upload)?.len())
    }

    /// Refreshes of this creator's tokens that TikTok granted.
    pub(crate) fn refreshes(&self) -> Outcome<usize> {
        let mut calls = self.calls(Endpoint::Token)?;
        calls.retain(|call| is(&call.fields, "grant_type", "refresh_token") && call.error_code.is_none());
        Ok(calls.len())
    }

    /// A call names its creator by the access token or the `upload_url`, a refresh by what it led to.
    fn made(&self, call: &RequestRecord) -> bool {
        call.creator.as_ref() == Some(&self.open_id) || is(&call.fields, "open_id", &self.open_id)
    }

    /// Waits until an alert of this kind, which is about this creator, has gone out.
    pub(crate) async fn operator_is_told(&self, scene: &Scene, kind: &str) -> Outcome {
        let table = self.stage.deployment.output("AccountsTable").map_err(told)?;
        let sent = |item: &HashMap<String, AttributeValue>| {
            let alert = item.get("alerts")?.as_m().ok()?.get(kind)?.as_m().ok()?;
            Some(alert.get("sending")?.as_bool() == Ok(&false))
        };
        scene
            .until(&format!("the alert {kind}"), async || {
                let items = self.stage.items(table).await?;
                let mut mine = items.iter().filter(|item| item["open_id"].as_s() == Ok(&self.open_id));
                Ok(mine.any(|item| sent(item) == Some(true)).then_some(()))
            })
            .await
    }

    /// The stored pair of tokens.
    pub(crate) async fn stored_tokens(&self) -> Outcome<Value> {
        let secrets = aws_sdk_secretsmanager::Client::new(&self.stage.deployment.aws());
        let name = format!("reeldrop/tokens/{}", self.open_id);
        let secret = secrets.get_secret_value().secret_id(name).send().await.map_err(told)?;
        serde_json::from_str(secret.secret_string().unwrap_or_default()).map_err(told)
    }
}

fn is(fields: &std::collections::BTreeMap<String, Value>, name: &str, value: &str) -> bool {
    fields.get(name).and_then(Value::as_str) == Some(value)
}
