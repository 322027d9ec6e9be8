//! A versioned bucket, with the creator's ways around the port.

use crate::stage::{Place, StandIn, Subject};
use adapters::videos::VideoHead;
use adapters::{MemoryVideos, ReadError, S3Videos, Videos};
use aws_sdk_s3::Client;
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use bytes::Bytes;
use domain::{ByteRange, Video};
use futures::TryStreamExt;
use std::sync::Arc;

/// A bucket.
pub(crate) struct Bucket {
    pub(crate) videos: Arc<dyn Videos>,
    pub(crate) name: String,
    behind: Behind,
}

enum Behind {
    Memory(MemoryVideos),
    S3(Client),
}

impl Subject for Bucket {
    const NAME: &str = "videos";
    const STAND_INS: [StandIn; 3] = StandIn::OF_PORTS;

    async fn at(place: Place) -> Self {
        let name = place.name.clone();
        if place.stand_in == StandIn::Memory {
            let memory = MemoryVideos::default();
            return Self { videos: Arc::new(memory.clone()), name, behind: Behind::Memory(memory) };
        }
        let client = place.aws().s3();
        client.create_bucket().bucket(&name).send().await.unwrap();
        let enabled = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
        client.put_bucket_versioning().bucket(&name).versioning_configuration(enabled).send().await.unwrap();
        Self { videos: Arc::new(S3Videos::new(client.clone())), name, behind: Behind::S3(client) }
    }
}

impl Bucket {
    /// Uploads an object, and gives the version's id.
    pub(crate) async fn put(&self, key: &str, bytes: impl Into<Bytes>) -> String {
        self.put_with(key, bytes, &[]).await
    }

    /// Uploads an object with metadata, and gives the version's id.
    pub(crate) async fn put_with(
        &self,
        key: &str,
        bytes: impl Into<Bytes>,
        metadata: &[(&str, &str)],
    ) -> String {
        let metadata = metadata.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        match &self.behind {
            Behind::Memory(memory) => memory.put(&self.name, key, Arc::new(bytes.into()), metadata.collect()),
            Behind::S3(client) => {
                let put = client.put_object().bucket(&self.name).key(key).body(bytes.into().into());
                let put = put.set_metadata(Some(metadata.collect())).send().await.unwrap();
                put.version_id.unwrap()
            }
        }
    }

    /// Deletes an object, which hides it behind a marker.
    pub(crate) async fn delete(&self, key: &str) {
        match &self.behind {
            Behind::Memory(memory) => memory.delete(&self.name, key),
            Behind::S3(client) => {
                client.delete_object().bucket(&self.name).key(key).send().await.unwrap();
            }
        }
    }

    /// Removes one version for good.
    pub(crate) async fn remove(&self, key: &str, version_id: &str) {
        match &self.behind {
            Behind::Memory(memory) => memory.delete_version(&self.name, key, version_id),
            Behind::S3(client) => {
                let delete = client.delete_object().bucket(&self.name).key(key);
                delete.version_id(version_id).send().await.unwrap();
            }
        }
    }

    /// Looks at the newest version.
    pub(crate) async fn head(&self, key: &str) -> Option<VideoHead> {
        self.videos.head(&self.name, key, None).await.unwrap()
    }

    /// The newest version, as a post keeps it.
    pub(crate) async fn video(&self, key: &str) -> Video {
        self.head(key).await.unwrap().video
    }

    /// All bytes of a range.
    pub(crate) async fn read(&self, video: &Video, first: u64, last: u64) -> Result<Vec<u8>, ReadError> {
        let parts = self.videos.open(video, ByteRange { first, last }).await?;
        let parts: Vec<Bytes> = parts.try_collect().await.unwrap();
        Ok(parts.concat())
    }
}
