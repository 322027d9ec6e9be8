//! Videos in S3.

use super::{ReadError, SmallFile, VideoBytes, VideoHead, Videos};
use crate::error::StoreError;
use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::primitives::ByteStream;
use domain::{ByteRange, Video};
use futures::{StreamExt, stream};
use std::io;

/// S3.
#[derive(Debug, Clone)]
pub struct S3Videos {
    client: Client,
}

impl S3Videos {
    /// Reads with this client.
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

#[async_trait]
impl Videos for S3Videos {
    async fn head(
        &self,
        bucket: &str,
        key: &str,
        version_id: Option<&str>,
    ) -> Result<Option<VideoHead>, StoreError> {
        let head = self.client.head_object().bucket(bucket).key(key);
        let head = match head.set_version_id(version_id.map(str::to_owned)).send().await {
            Ok(head) => head,
            Err(error) if is_gone(&error) => return Ok(None),
            Err(error) => return Err(StoreError::new(format!("look at the object {key}"), error)),
        };
        let video = Video {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            version_id: head.version_id.clone().filter(|version| version != "null"),
            etag: head.e_tag.clone().unwrap_or_default(),
            size: head.content_length.unwrap_or_default().try_into().unwrap_or_default(),
        };
        let metadata = head.metadata.unwrap_or_default().into_iter().collect();
        Ok(Some(VideoHead { video, metadata }))
    }

    async fn small_file(&self, bucket: &str, key: &str, bytes_max: u64) -> Result<SmallFile, StoreError> {
        let task = format!("read the object {key}");
        let file = match self.client.get_object().bucket(bucket).key(key).send().await {
            Ok(file) => file,
            Err(error) if is_gone(&error) => return Ok(SmallFile::Absent),
            Err(error) => return Err(StoreError::new(task, error)),
        };
        let size = file.content_length.unwrap_or_default().try_into().unwrap_or(u64::MAX);
        if size > bytes_max {
            return Ok(SmallFile::TooLarge { size });
        }
        let content = file.body.collect().await.map_err(StoreError::of(task))?;
        Ok(SmallFile::Content(content.to_vec()))
    }

    /// Mostly the version is still the newest one, and the entity tag alone holds it fast; the version is named only
    /// once another has come on top of it. (MiniStack ignores `Range` where a version is named.)
    async fn open(&self, video: &Video, range: ByteRange) -> Result<VideoBytes, ReadError> {
        match (self.open_version(video, None, range).await, &video.version_id) {
            (Err(ReadError::Changed | ReadError::Gone), Some(version_id)) => {
                self.open_version(video, Some(version_id), range).await
            }
            (opened, _) => opened,
        }
    }
}

impl S3Videos {
    async fn open_version(
        &self,
        video: &Video,
        version_id: Option<&String>,
        range: ByteRange,
    ) -> Result<VideoBytes, ReadError> {
        let get = self
            .client
            .get_object()
            .bucket(&video.bucket)
            .key(&video.key)
            .set_version_id(version_id.cloned())
            .if_match(&video.etag)
            .range(format!("bytes={}-{}", range.first, range.last));
        let answer = match get.send().await {
            Ok(answer) => answer,
            Err(error) if is_gone(&error) => return Err(ReadError::Gone),
            Err(error) if is_status(&error, 412) => return Err(ReadError::Changed),
            Err(error) => {
                return Err(StoreError::new(format!("read the object {}", video.key), error).into());
            }
        };
        demand_range(&answer, video, range)?;
        Ok(into_stream(answer.body))
    }
}

/// Storage that ignores `Range` answers with the whole object: its bytes must never reach an upload.
fn demand_range(answer: &GetObjectOutput, video: &Video, range: ByteRange) -> Result<(), ReadError> {
    let wanted = format!("bytes {}-{}/{}", range.first, range.last, video.size);
    match answer.content_range.as_deref() {
        Some(got) if got == wanted => Ok(()),
        Some(got) => Err(ReadError::WrongRange { wanted, got: got.to_owned() }),
        None => Err(ReadError::WrongRange { wanted, got: "the whole object".to_owned() }),
    }
}

fn into_stream(body: ByteStream) -> VideoBytes {
    stream::unfold(body, |mut body| async move {
        let next = body.next().await?;
        Some((next.map_err(io::Error::other), body))
    })
    .boxed()
}

fn is_gone<E: ProvideErrorMetadata>(error: &SdkError<E>) -> bool {
    is_status(error, 404)
}

fn is_status<E>(error: &SdkError<E>, status: u16) -> bool {
    error.raw_response().is_some_and(|response| response.status().as_u16() == status)
}
