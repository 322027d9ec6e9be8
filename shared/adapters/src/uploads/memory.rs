//! Uploads into a bucket in memory, for tests in one process.

use super::{NO_CONSENT_YET, Part, PartUrl, UploadError, Uploads, demand_all};
use crate::error::StoreError;
use crate::videos::{MemoryVideos, Videos};
use async_trait::async_trait;
use bytes::Bytes;
use domain::Video;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Uploads into a bucket of [`MemoryVideos`]. Clones share the uploads.
#[derive(Clone)]
pub struct MemoryUploads {
    videos: MemoryVideos,
    bucket: String,
    begun: Arc<Mutex<Begun>>,
}

#[derive(Default)]
struct Begun {
    /// By key and upload id.
    uploads: HashMap<(String, String), BTreeMap<u16, Bytes>>,
    count: u64,
}

impl MemoryUploads {
    /// Uploads into this bucket.
    pub fn new(videos: MemoryVideos, bucket: String) -> Self {
        Self { videos, bucket, begun: Arc::default() }
    }

    /// What a browser does with a part's address. Says whether the part was taken.
    pub fn put(&self, url: &str, bytes: Bytes) -> bool {
        let Some((number, upload_id, key)) = parsed(url) else { return false };
        let mut begun = self.begun();
        let Some(parts) = begun.uploads.get_mut(&(key.to_owned(), upload_id.to_owned())) else {
            return false;
        };
        parts.insert(number, bytes);
        true
    }

    fn begun(&self) -> MutexGuard<'_, Begun> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parsed(url: &str) -> Option<(u16, &str, &str)> {
    let (number, rest) = url.strip_prefix("memory://")?.split_once('/')?;
    let (upload_id, key) = rest.split_once('/')?;
    Some((number.parse().ok()?, upload_id, key))
}

fn sizes(parts: &BTreeMap<u16, Bytes>) -> Vec<Part> {
    parts.iter().map(|(number, bytes)| Part { number: *number, size: bytes.len() as u64 }).collect()
}

#[async_trait]
impl Uploads for MemoryUploads {
    async fn begin(&self, key: &str, _content_type: &str) -> Result<String, StoreError> {
        let mut begun = self.begun();
        begun.count += 1;
        let upload_id = format!("upload-{}", begun.count);
        begun.uploads.insert((key.to_owned(), upload_id.clone()), BTreeMap::new());
        Ok(upload_id)
    }

    async fn part_urls(
        &self,
        key: &str,
        upload_id: &str,
        numbers: &[u16],
        _expires_in: Duration,
    ) -> Result<Vec<PartUrl>, StoreError> {
        let url = |number| format!("memory://{number}/{upload_id}/{key}").into();
        Ok(numbers.iter().map(|&number| PartUrl { number, url: url(number) }).collect())
    }

    async fn parts(&self, key: &str, upload_id: &str) -> Result<Vec<Part>, UploadError> {
        let begun = self.begun();
        let parts = begun.uploads.get(&(key.to_owned(), upload_id.to_owned()));
        parts.map(sizes).ok_or(UploadError::Unknown)
    }

    async fn complete(&self, key: &str, upload_id: &str) -> Result<Video, UploadError> {
        let name = (key.to_owned(), upload_id.to_owned());
        let version_id = {
            let mut begun = self.begun();
            if let Some(parts) = begun.uploads.get(&name) {
                demand_all(&sizes(parts))?;
                let whole: Bytes = parts.values().flatten().copied().collect();
                begun.uploads.remove(&name);
                let (field, value) = NO_CONSENT_YET;
                let metadata = vec![(field.to_owned(), value.to_owned())];
                Some(self.videos.put(&self.bucket, key, Arc::new(whole), metadata))
            } else {
                None
            }
        };
        let head = self.videos.head(&self.bucket, key, version_id.as_deref()).await?;
        head.map(|head| head.video).ok_or(UploadError::Unknown)
    }

    async fn abort(&self, key: &str, upload_id: &str) -> Result<(), StoreError> {
        self.begun().uploads.remove(&(key.to_owned(), upload_id.to_owned()));
        Ok(())
    }
}
