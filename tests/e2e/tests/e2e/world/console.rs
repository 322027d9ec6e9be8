//! What a person does in the console, by the same operations as its handlers.

use super::bucket::Upload;
use super::{BUCKET, World};
use crate::video::PaddedVideo;
use adapters::videos::Content;
use adapters::{MemoryUploads, SaveError, Uploads};
use bytes::Bytes;
use domain::{ByteRange, Event, OptionsPatch, Post, PostId, PrivacyLevel, Source, Video};
use secrecy::ExposeSecret;
use std::time::Duration;

/// Who does it.
const PERSON: &str = "alice@example.com";

/// Parts of a video, as the browser cuts it.
const PART_BYTES: u64 = 5_000_000;

impl World {
    /// A browser sends a video into the bucket of alice's account, its last part first, and S3 says nothing yet.
    pub(crate) async fn upload_in_console(&self, name: &str, size: u64) -> (Upload, Video) {
        let uploads = MemoryUploads::new(self.videos.clone(), BUCKET.to_owned());
        let key = format!("open-id-of-alice/console/7f3a/{name}");
        let upload_id = uploads.begin(&key, "video/mp4").await.unwrap();
        let count = u16::try_from(size.div_ceil(PART_BYTES)).unwrap();
        let numbers: Vec<u16> = (1..=count).rev().collect();
        let urls = uploads.part_urls(&key, &upload_id, &numbers, Duration::from_mins(15)).await.unwrap();
        let video = PaddedVideo::new(size);
        for part in urls {
            let first = u64::from(part.number - 1) * PART_BYTES;
            let range = ByteRange { first, last: size.min(first + PART_BYTES) - 1 };
            let bytes: Bytes = video.read(range);
            assert!(uploads.put(part.url.expose_secret(), bytes));
        }
        let made = uploads.complete(&key, &upload_id).await.unwrap();
        let version_id = made.version_id.clone().unwrap();
        let id = PostId::of(BUCKET, &key, &version_id);
        let caption = format!("chosen for {name}");
        let upload = Upload { key, version_id, id, sha256: video.sha256(), caption };
        self.uploads.borrow_mut().push(upload.clone());
        (upload, made)
    }

    /// A person publishes what they have uploaded: the post is made, or loaded where S3's word was quicker.
    pub(crate) async fn publish_in_console(&self, upload: &Upload, video: Video, choice: OptionsPatch) {
        let posts = &self.functions.publish.posts;
        if posts.get(&upload.id).await.unwrap().is_none() {
            let now = self.time.now();
            let mut post = Post::uploaded("open-id-of-alice", video, PERSON, choice.clone(), now);
            match posts.save(&mut post).await {
                Ok(()) => return,
                Err(SaveError::Conflict) => {}
                Err(SaveError::Store(error)) => panic!("{error}"),
            }
        }
        assert!(self.choose(upload, choice).await, "a held post takes any choice");
    }

    /// A person chooses options of a post. Says whether it still took them.
    pub(crate) async fn choose(&self, upload: &Upload, choice: OptionsPatch) -> bool {
        let posts = self.posts_past_proxies();
        let Some(mut post) = posts.get(&upload.id).await.unwrap() else { return false };
        let chosen = Event::OptionsChosen { by: PERSON.into(), choice };
        let taken = post.apply(chosen, Source::Operator.at(self.time.now())).is_ok();
        if taken {
            posts.save(&mut post).await.unwrap();
        }
        taken
    }

    /// Everything that a person must say, for the creator alone, and by which the upload is found again at TikTok.
    pub(crate) fn choice_for(&self, upload: &Upload) -> OptionsPatch {
        OptionsPatch {
            caption: Some(upload.caption.clone()),
            privacy_level: Some(PrivacyLevel::SelfOnly),
            music_usage_confirmed: Some(true),
            ..OptionsPatch::default()
        }
        .filled(self.time.now())
    }
}
