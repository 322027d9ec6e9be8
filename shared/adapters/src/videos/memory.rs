//! A versioned bucket in memory, for tests in one process.

use super::{ReadError, SmallFile, VideoBytes, VideoHead, Videos};
use crate::error::StoreError;
use async_trait::async_trait;
use bytes::Bytes;
use domain::{ByteRange, Video};
use futures::{StreamExt, stream};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The parts in which a range is streamed, in bytes: as long as what S3's client yields.
const PART_BYTES: u64 = 64 * 1024;

/// What an object holds. Large content is made when it is read, so that it need not be kept.
pub trait Content: Send + Sync {
    /// Length in bytes.
    fn size(&self) -> u64;

    /// The bytes of a range that lies inside the content.
    fn read(&self, range: ByteRange) -> Bytes;
}

impl Content for Bytes {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, range: ByteRange) -> Bytes {
        let end = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        self.slice(end(range.first)..=end(range.last))
    }
}

/// Buckets with versioning. A delete hides an object behind a marker and keeps its versions. Clones share the objects.
#[derive(Clone, Default)]
pub struct MemoryVideos(Arc<Mutex<Buckets>>);

#[derive(Default)]
struct Buckets {
    /// By bucket and key, the newest version last.
    objects: HashMap<(String, String), Vec<Version>>,
    versions_written: u64,
}

/// One version of an object, or a delete marker.
#[derive(Clone)]
struct Version {
    id: String,
    object: Option<Object>,
}

#[derive(Clone)]
struct Object {
    etag: String,
    content: Arc<dyn Content>,
    metadata: Vec<(String, String)>,
}

impl MemoryVideos {
    /// Writes a new version of an object and gives its version id. Metadata names come without `x-amz-meta-`.
    pub fn put(
        &self,
        bucket: &str,
        key: &str,
        content: Arc<dyn Content>,
        metadata: Vec<(String, String)>,
    ) -> String {
        self.add(bucket, key, |number| Some(Object { etag: format!("\"{number:032x}\""), content, metadata }))
    }

    /// Hides an object behind a delete marker.
    pub fn delete(&self, bucket: &str, key: &str) {
        self.add(bucket, key, |_| None);
    }

    /// Removes one version for good.
    pub fn delete_version(&self, bucket: &str, key: &str, version_id: &str) {
        if let Some(versions) = self.buckets().objects.get_mut(&(bucket.to_owned(), key.to_owned())) {
            versions.retain(|version| version.id != version_id);
        }
    }

    fn add(&self, bucket: &str, key: &str, object: impl FnOnce(u64) -> Option<Object>) -> String {
        let mut buckets = self.buckets();
        buckets.versions_written += 1;
        let number = buckets.versions_written;
        let id = format!("version-{number}");
        let versions = buckets.objects.entry((bucket.to_owned(), key.to_owned())).or_default();
        versions.push(Version { id: id.clone(), object: object(number) });
        id
    }

    /// The newest version, or the one that is named; nothing where that is a delete marker.
    fn find(&self, bucket: &str, key: &str, version_id: Option<&str>) -> Option<(String, Object)> {
        let buckets = self.buckets();
        let versions = buckets.objects.get(&(bucket.to_owned(), key.to_owned()))?;
        let version = match version_id {
            Some(id) => versions.iter().find(|version| version.id == id)?,
            None => versions.last()?,
        };
        Some((version.id.clone(), version.object.clone()?))
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Videos for MemoryVideos {
    async fn head(
        &self,
        bucket: &str,
        key: &str,
        version_id: Option<&str>,
    ) -> Result<Option<VideoHead>, StoreError> {
        let found = self.find(bucket, key, version_id);
        Ok(found.map(|(id, object)| VideoHead {
            video: Video {
                bucket: bucket.to_owned(),
                key: key.to_owned(),
                version_id: Some(id),
                etag: object.etag,
                size: object.content.size(),
            },
            metadata: object.metadata,
        }))
    }

    async fn small_file(&self, bucket: &str, key: &str, bytes_max: u64) -> Result<SmallFile, StoreError> {
        let Some((_, object)) = self.find(bucket, key, None) else { return Ok(SmallFile::Absent) };
        let size = object.content.size();
        if size > bytes_max {
            return Ok(SmallFile::TooLarge { size });
        }
        let whole = size.checked_sub(1).map(|last| object.content.read(ByteRange { first: 0, last }));
        Ok(SmallFile::Content(whole.unwrap_or_default().to_vec()))
    }

    async fn open(&self, video: &Video, range: ByteRange) -> Result<VideoBytes, ReadError> {
        let found = self.find(&video.bucket, &video.key, video.version_id.as_deref());
        let (_, object) = found.ok_or(ReadError::Gone)?;
        if object.etag != video.etag {
            return Err(ReadError::Changed);
        }
        let size = object.content.size();
        if range.last >= size {
            let wanted = format!("bytes {}-{}/{}", range.first, range.last, video.size);
            return Err(ReadError::WrongRange { wanted, got: format!("the end at {size}") });
        }
        let parts = stream::unfold(range.first, move |first| {
            let content = Arc::clone(&object.content);
            async move {
                let last = range.last.min(first + PART_BYTES - 1);
                (first <= last).then(|| (Ok(content.read(ByteRange { first, last })), last + 1))
            }
        });
        Ok(parts.boxed())
    }
}
