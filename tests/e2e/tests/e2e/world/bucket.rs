//! Uploads, and S3's word about them.

use super::{BUCKET, World};
use crate::video::PaddedVideo;
use adapters::videos::Content;
use bytes::Bytes;
use domain::PostId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;

/// What a video needs to be posted publicly.
pub(crate) const PUBLIC: [(&str, &str); 2] =
    [("privacy-level", "PUBLIC_TO_EVERYONE"), ("music-usage-confirmed", "true")];

/// A video that was dropped into the bucket.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) key: String,
    pub(crate) version_id: String,
    /// Which post it must become.
    pub(crate) id: PostId,
    /// Of all its bytes.
    pub(crate) sha256: String,
    /// The caption by which it is found again at TikTok.
    pub(crate) caption: String,
}

impl World {
    /// Drops a public video into the bucket, and S3 says so.
    pub(crate) fn drop_video(&self, key: &str, size: u64) -> Upload {
        self.drop_video_with(key, size, &PUBLIC)
    }

    /// Drops a video with these options in its metadata, and S3 says so.
    pub(crate) fn drop_video_with(&self, key: &str, size: u64, options: &[(&str, &str)]) -> Upload {
        let upload = self.put_video(key, size, options);
        self.tell(&upload);
        upload
    }

    /// Puts a video into the bucket, and S3 says nothing yet.
    pub(crate) fn put_video(&self, key: &str, size: u64, options: &[(&str, &str)]) -> Upload {
        let video = PaddedVideo::new(size);
        let sha256 = video.sha256();
        self.put(key, Arc::new(video), sha256, options)
    }

    /// Drops a public video of these very bytes, and S3 says so.
    pub(crate) fn drop_bytes(&self, key: &str, bytes: Bytes) -> Upload {
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let upload = self.put(key, Arc::new(bytes), sha256, &PUBLIC);
        self.tell(&upload);
        upload
    }

    fn put(&self, key: &str, content: Arc<dyn Content>, sha256: String, options: &[(&str, &str)]) -> Upload {
        let caption = format!("upload {} of {key}", self.uploads.borrow().len());
        let mut metadata: Vec<(String, String)> =
            options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let encoded = utf8_percent_encode(&caption, NON_ALPHANUMERIC).to_string();
        metadata.push(("caption".to_owned(), encoded));
        let version_id = self.videos.put(BUCKET, key, content, metadata);
        let id = PostId::of(BUCKET, key, &version_id);
        let upload = Upload { key: key.to_owned(), version_id, id, sha256, caption };
        self.uploads.borrow_mut().push(upload.clone());
        upload
    }

    /// Counts a video that has come into the bucket in another way among those that are dropped there: what is promised of
    /// these is promised of it.
    pub(crate) fn adopt(&self, upload: Upload) {
        self.uploads.borrow_mut().push(upload);
    }

    /// Puts a small file beside the videos, and S3 says so.
    pub(crate) fn drop_file(&self, key: &str, content: &str) {
        let version_id = self.videos.put(BUCKET, key, Arc::new(Bytes::from(content.to_owned())), Vec::new());
        self.queue.send_body(s3_event(key, &version_id), Duration::ZERO);
    }

    /// S3 says, once or once more, that a video was uploaded.
    pub(crate) fn tell(&self, upload: &Upload) {
        self.queue.send_body(s3_event(&upload.key, &upload.version_id), Duration::ZERO);
    }

    /// Somebody hints at a post.
    pub(crate) fn hint(&self, upload: &Upload) {
        self.queue.send_body(json!({ "post_id": upload.id }).to_string(), Duration::ZERO);
    }
}

fn s3_event(key: &str, version_id: &str) -> String {
    let key = utf8_percent_encode(key, NON_ALPHANUMERIC).to_string().replace("%20", "+");
    json!({ "Records": [{
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "s3": { "bucket": { "name": BUCKET }, "object": { "key": key, "versionId": version_id } },
    }] })
    .to_string()
}
