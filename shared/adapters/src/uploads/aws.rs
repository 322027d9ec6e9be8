//! S3's multipart uploads.

use super::part_url::{self, PartOf};
use super::{NO_CONSENT_YET, Part, PartUrl, UploadError, Uploads, demand_all};
use crate::error::StoreError;
use crate::videos::{S3Videos, Videos};
use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use domain::Video;
use futures::FutureExt;
use std::time::Duration;

/// S3's word for an upload that was never begun, was given up, or has ended.
const NO_SUCH_UPLOAD: &str = "NoSuchUpload";

/// Uploads to one bucket of S3.
#[derive(Debug, Clone)]
pub struct S3Uploads {
    client: Client,
    bucket: String,
}

impl S3Uploads {
    /// Uploads to `bucket`. The client must not calculate checksums that S3 does not demand: an address that was signed
    /// with one could not be used by a browser.
    pub fn new(client: Client, bucket: String) -> Self {
        Self { client, bucket }
    }

    /// The parts that have arrived, each with its entity tag.
    async fn stored_parts(
        &self,
        key: &str,
        upload_id: &str,
    ) -> Result<Vec<(Part, CompletedPart)>, UploadError> {
        let task = format!("list the parts of {key}");
        let list = self.client.list_parts().bucket(&self.bucket).key(key).upload_id(upload_id);
        let listed = list.into_paginator().items().send().try_collect().boxed().await;
        let listed = listed.map_err(|error| unknown_or_failed(&task, error))?;
        let mut parts = Vec::with_capacity(listed.len());
        for part in listed {
            let number = part.part_number.and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
            let size = part.size.and_then(|size| size.try_into().ok()).unwrap_or_default();
            let stored = CompletedPart::builder().set_part_number(part.part_number).set_e_tag(part.e_tag);
            parts.push((Part { number, size }, stored.build()));
        }
        parts.sort_by_key(|(part, _)| part.number);
        Ok(parts)
    }

    async fn video(&self, key: &str, version_id: Option<&str>) -> Result<Video, UploadError> {
        let head = S3Videos::new(self.client.clone()).head(&self.bucket, key, version_id).await?;
        head.map(|head| head.video).ok_or(UploadError::Unknown)
    }
}

#[async_trait]
impl Uploads for S3Uploads {
    async fn begin(&self, key: &str, content_type: &str) -> Result<String, StoreError> {
        let task = format!("begin the upload {key}");
        let (name, value) = NO_CONSENT_YET;
        let create = self.client.create_multipart_upload().bucket(&self.bucket).key(key);
        let create = create.content_type(content_type).metadata(name, value);
        let begun = create.send().boxed().await.map_err(StoreError::of(&task))?;
        begun.upload_id.ok_or_else(|| StoreError::new(task, "S3 has named no upload"))
    }

    async fn part_urls(
        &self,
        key: &str,
        upload_id: &str,
        numbers: &[u16],
        expires_in: Duration,
    ) -> Result<Vec<PartUrl>, StoreError> {
        let task = format!("sign the parts of {key}");
        let expires = PresigningConfig::expires_in(expires_in).map_err(StoreError::of(&task))?;
        let mut urls = Vec::with_capacity(numbers.len());
        for &number in numbers {
            let part = PartOf { bucket: &self.bucket, key, upload_id, number };
            let signed = part_url::signed(&self.client, &part, expires.clone()).boxed().await;
            urls.push(PartUrl { number, url: signed.map_err(StoreError::of(&task))? });
        }
        Ok(urls)
    }

    async fn parts(&self, key: &str, upload_id: &str) -> Result<Vec<Part>, UploadError> {
        Ok(self.stored_parts(key, upload_id).await?.into_iter().map(|(part, _)| part).collect())
    }

    async fn complete(&self, key: &str, upload_id: &str) -> Result<Video, UploadError> {
        let (parts, stored): (Vec<Part>, Vec<CompletedPart>) = match self.stored_parts(key, upload_id).await {
            Ok(parts) => parts.into_iter().unzip(),
            Err(UploadError::Unknown) => return self.video(key, None).await,
            Err(error) => return Err(error),
        };
        demand_all(&parts)?;
        let whole = CompletedMultipartUpload::builder().set_parts(Some(stored)).build();
        let complete = self.client.complete_multipart_upload().bucket(&self.bucket).key(key);
        let complete = complete.upload_id(upload_id).multipart_upload(whole);
        match complete.send().boxed().await {
            Ok(made) => self.video(key, made.version_id.as_deref().filter(|id| *id != "null")).await,
            Err(error) => match unknown_or_failed(&format!("complete the upload {key}"), error) {
                // Somebody else has completed it at this very moment.
                UploadError::Unknown => self.video(key, None).await,
                error @ (UploadError::Incomplete { .. } | UploadError::Store(_)) => Err(error),
            },
        }
    }

    async fn abort(&self, key: &str, upload_id: &str) -> Result<(), StoreError> {
        let task = format!("give the upload {key} up");
        let abort = self.client.abort_multipart_upload().bucket(&self.bucket).key(key);
        match abort.upload_id(upload_id).send().boxed().await {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Some(NO_SUCH_UPLOAD) => Ok(()),
            Err(error) => Err(StoreError::new(task, error)),
        }
    }
}

fn unknown_or_failed<E, R>(task: &str, error: SdkError<E, R>) -> UploadError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    if error.code() == Some(NO_SUCH_UPLOAD) {
        UploadError::Unknown
    } else {
        UploadError::Store(StoreError::new(task, error))
    }
}
