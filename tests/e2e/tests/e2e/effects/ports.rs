//! The memory ports with failures in front of them.

use super::{Effects, Failure};
use adapters::queue::Hint;
use adapters::secrets::{AppSecret, TokenPair};
use adapters::videos::{SmallFile, VideoBytes, VideoHead};
use adapters::{Alerts, Hints, ReadError, Secrets, StoreError, Videos};
use async_trait::async_trait;
use domain::{Alert, ByteRange, Video};
use std::time::Duration;

/// A port whose every call is an effect.
#[derive(Clone)]
pub(crate) struct Faulty<P> {
    port: P,
    effects: Effects,
}

impl<P: Clone + Send + Sync + 'static> Faulty<P> {
    pub(crate) fn new(port: P, effects: Effects) -> Self {
        Self { port, effects }
    }

    /// Makes a call, or lets it fail.
    async fn effect<T, E, C>(&self, name: &str, call: impl FnOnce(P) -> C) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        C: Future<Output = Result<T, E>> + Send + 'static,
    {
        let call = call(self.port.clone());
        let failed = || E::from(StoreError::new(format!("carry out {name}"), "a fault of the test"));
        match self.effects.next(name) {
            None => call.await,
            Some(Failure::CrashBefore) => self.effects.crash().await,
            Some(Failure::CrashAfter) => {
                drop(call.await);
                self.effects.crash().await
            }
            Some(Failure::AnswerLost) => {
                drop(call.await);
                Err(failed())
            }
            Some(Failure::AnswerLate) => {
                let answer = call.await;
                self.effects.hold().await;
                answer
            }
            Some(Failure::RequestLate) => {
                let gate = self.effects.gate();
                tokio::spawn(async move {
                    gate.notified().await;
                    call.await
                });
                Err(failed())
            }
            Some(Failure::ErrorAnswer) => Err(failed()),
        }
    }
}

#[async_trait]
impl<P: Videos + Clone + 'static> Videos for Faulty<P> {
    async fn head(
        &self,
        bucket: &str,
        key: &str,
        version_id: Option<&str>,
    ) -> Result<Option<VideoHead>, StoreError> {
        let (bucket, key, version_id) = (bucket.to_owned(), key.to_owned(), version_id.map(str::to_owned));
        let head = |port: P| async move { port.head(&bucket, &key, version_id.as_deref()).await };
        self.effect("s3 head", head).await
    }

    async fn small_file(&self, bucket: &str, key: &str, bytes_max: u64) -> Result<SmallFile, StoreError> {
        let (bucket, key) = (bucket.to_owned(), key.to_owned());
        let read = |port: P| async move { port.small_file(&bucket, &key, bytes_max).await };
        self.effect("s3 small_file", read).await
    }

    async fn open(&self, video: &Video, range: ByteRange) -> Result<VideoBytes, ReadError> {
        let video = video.clone();
        self.effect("s3 open", |port: P| async move { port.open(&video, range).await }).await
    }
}

#[async_trait]
impl<P: Secrets + Clone + 'static> Secrets for Faulty<P> {
    async fn app(&self) -> Result<AppSecret, StoreError> {
        self.effect("secrets app", |port: P| async move { port.app().await }).await
    }

    async fn tokens(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError> {
        let open_id = open_id.to_owned();
        self.effect("secrets tokens", |port: P| async move { port.tokens(&open_id).await }).await
    }

    async fn tokens_before(&self, open_id: &str) -> Result<Option<TokenPair>, StoreError> {
        let open_id = open_id.to_owned();
        let read = |port: P| async move { port.tokens_before(&open_id).await };
        self.effect("secrets tokens_before", read).await
    }

    async fn store_tokens(&self, open_id: &str, pair: &TokenPair) -> Result<(), StoreError> {
        let (open_id, pair) = (open_id.to_owned(), pair.clone());
        let store = |port: P| async move { port.store_tokens(&open_id, &pair).await };
        self.effect("secrets store_tokens", store).await
    }

    async fn forget_tokens(&self, open_id: &str) -> Result<(), StoreError> {
        let open_id = open_id.to_owned();
        let forget = |port: P| async move { port.forget_tokens(&open_id).await };
        self.effect("secrets forget_tokens", forget).await
    }
}

#[async_trait]
impl<P: Hints + Clone + 'static> Hints for Faulty<P> {
    async fn send(&self, hint: &Hint, delay: Duration) -> Result<(), StoreError> {
        let hint = hint.clone();
        self.effect("sqs send", |port: P| async move { port.send(&hint, delay).await }).await
    }
}

#[async_trait]
impl<P: Alerts + Clone + 'static> Alerts for Faulty<P> {
    async fn send(&self, alert: &Alert) -> Result<(), StoreError> {
        let alert = alert.clone();
        self.effect("sns send", |port: P| async move { port.send(&alert).await }).await
    }
}
