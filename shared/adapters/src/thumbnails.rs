//! Small pictures of the posts, made in the browser. They lie in a table of their own, so that the posts' items stay small.

use crate::error::{StoreError, refused};
use crate::item::{text, time_to_live};
use crate::posts::Retention;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::PostId;
use futures::{FutureExt, StreamExt, TryStreamExt, future, stream};
use jiff::Timestamp;
use std::collections::BTreeSet;
use thiserror::Error;

/// The largest picture that is kept, in bytes: a page of a hundred posts loads no more than a video does in a second.
pub const THUMBNAIL_BYTES_MAX: usize = 32 * 1024;

/// Pictures that are looked for at the same time.
const LOOKS_AT_ONCE: usize = 16;

/// A small picture of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    format: Format,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Jpeg,
    WebP,
}

/// Why something is no thumbnail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ThumbnailError {
    /// It is larger than is kept.
    #[error("the picture has {bytes} bytes, and at most {THUMBNAIL_BYTES_MAX} are kept")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It begins as no JPEG and no WebP does. Nothing else is ever given to a browser as a picture.
    #[error("the picture is neither JPEG nor WebP")]
    NoPicture,
}

impl Thumbnail {
    /// Takes a picture by what its first bytes say it is, whatever it was sent as.
    ///
    /// # Errors
    /// See [`ThumbnailError`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, ThumbnailError> {
        if bytes.len() > THUMBNAIL_BYTES_MAX {
            return Err(ThumbnailError::TooLarge { bytes: bytes.len() });
        }
        let format = Format::of(&bytes).ok_or(ThumbnailError::NoPicture)?;
        Ok(Self { format, bytes })
    }

    /// Its media type.
    pub fn content_type(&self) -> &'static str {
        match self.format {
            Format::Jpeg => "image/jpeg",
            Format::WebP => "image/webp",
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its bytes, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Format {
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else {
            None
        }
    }
}

/// Thumbnails in DynamoDB.
#[derive(Debug, Clone)]
pub struct Thumbnails {
    client: Client,
    table: String,
    retention: Retention,
}

impl Thumbnails {
    /// The thumbnails in `table`, each kept for as long as a post is that ends when it is put.
    pub fn new(client: Client, table: String, retention: Retention) -> Self {
        Self { client, table, retention }
    }

    /// Keeps a post's picture in the place of any before.
    ///
    /// # Errors
    /// When the table cannot be written.
    pub async fn put(&self, id: &PostId, picture: &Thumbnail, now: Timestamp) -> Result<(), StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .item("id", text(id.as_str()))
            .item("image", AttributeValue::B(Blob::new(picture.bytes())))
            .item("purge_at", time_to_live(self.retention.after(now)));
        put.send().boxed().await.map_err(refused(format!("keep the thumbnail of {id}")))?;
        Ok(())
    }

    /// A post's picture, if it has one.
    ///
    /// # Errors
    /// When the table cannot be read, or holds something that is no picture.
    pub async fn get(&self, id: &PostId) -> Result<Option<Thumbnail>, StoreError> {
        let task = format!("load the thumbnail of {id}");
        let get = self.client.get_item().table_name(&self.table).key("id", text(id.as_str()));
        let answer = get.send().boxed().await.map_err(refused(&task))?;
        let Some(AttributeValue::B(image)) = answer.item.and_then(|mut item| item.remove("image")) else {
            return Ok(None);
        };
        Thumbnail::new(image.into_inner()).map(Some).map_err(StoreError::of(task))
    }

    /// Which of these posts have a picture.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub async fn kept(&self, ids: &[PostId]) -> Result<BTreeSet<PostId>, StoreError> {
        let looks = ids.iter().cloned().map(|id| self.if_kept(id));
        stream::iter(looks).buffer_unordered(LOOKS_AT_ONCE).try_filter_map(future::ok).try_collect().await
    }

    async fn if_kept(&self, id: PostId) -> Result<Option<PostId>, StoreError> {
        let get = self.client.get_item().table_name(&self.table).key("id", text(id.as_str()));
        let answer = get.projection_expression("id").send().boxed().await;
        let answer = answer.map_err(refused(format!("look for the thumbnail of {id}")))?;
        Ok(answer.item.map(|_| id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(size: usize) -> Vec<u8> {
        let mut bytes = vec![0; size];
        bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
        bytes
    }

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(Thumbnail::new(jpeg(9)).unwrap().content_type(), "image/jpeg");
        assert_eq!(Thumbnail::new(b"RIFF\x04\0\0\0WEBP".to_vec()).unwrap().content_type(), "image/webp");
        for other in [&b""[..], b"<svg onload=alert(1)>", b"RIFF\x04\0\0\0WAVE", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(Thumbnail::new(other.to_vec()), Err(ThumbnailError::NoPicture));
        }
    }

    #[test]
    fn a_picture_that_is_too_large_is_refused() {
        assert!(Thumbnail::new(jpeg(THUMBNAIL_BYTES_MAX)).is_ok());
        let bytes = THUMBNAIL_BYTES_MAX + 1;
        assert_eq!(Thumbnail::new(jpeg(bytes)), Err(ThumbnailError::TooLarge { bytes }));
    }
}
