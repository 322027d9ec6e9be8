//! Creators by number, and posts of theirs that TikTok is already processing.

use crate::world::{BUCKET, PUBLIC, World};
use adapters::{Posts, Secrets, TokenPair};
use domain::account::Grant;
use domain::event::AnswerTrace;
use domain::options::{OptionsSource, resolve};
use domain::plan::CHUNK_BYTES_MIN;
use domain::state::UploadUrl;
use domain::{Account, ChunkPlan, Event, OptionsPatch, Post, PrivacyLevel, Source, Video};
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use std::cell::Cell;
use std::time::Duration;
use tiktok::{Chunk, FileUpload, InitRequest, PostInfo, TikTok};
use tiktok_fake::Creator;

/// Posts that are sent at the same time.
const SENT_AT_ONCE: usize = 16;

const SCOPES: [&str; 2] = ["user.info.basic", "video.publish"];

/// Creators who are connected, each with a token.
pub(crate) struct Crowd {
    creators: Vec<(String, SecretString)>,
    sent: Cell<usize>,
}

impl Crowd {
    /// Connects so many creators, past the connect link: TikTok knows them, and their tokens and records lie where they
    /// should.
    pub(crate) async fn come(world: &World, count: usize) -> Self {
        let (accounts, now) = (world.accounts_past_proxies(), world.time.now());
        let mut creators = Vec::new();
        for number in 0..count {
            let open_id = format!("account-{number}");
            let pair = world.grant(&open_id, now).await;
            accounts.save(&mut account(&open_id, now)).await.unwrap();
            creators.push((open_id, pair.access_token));
        }
        Self { creators, sent: Cell::new(0) }
    }

    /// Their usernames, which are their `open_id` too.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.creators.iter().map(|(open_id, _)| open_id.as_str())
    }

    /// Sends so many posts to TikTok, in turns between the creators, and keeps them as `publish` does.
    pub(crate) async fn send(&self, world: &World, count: usize, size: u64) {
        let first = self.sent.replace(self.sent.get() + count);
        let posts = world.posts_past_proxies();
        let sends = (first..first + count).map(|number| self.send_one(world, &posts, number, size));
        futures::stream::iter(sends).buffer_unordered(SENT_AT_ONCE).collect::<Vec<()>>().await;
    }

    async fn send_one(&self, world: &World, posts: &Posts, number: usize, size: u64) {
        let (open_id, token) = &self.creators[number % self.creators.len()];
        let tiktok = &world.functions.publish.gateway.tiktok;
        let (now, key) = (world.time.now(), format!("{open_id}/{number}.mp4"));
        let video = Video {
            bucket: BUCKET.to_owned(),
            key: key.clone(),
            version_id: Some(number.to_string()),
            etag: number.to_string(),
            size,
        };
        let options = OptionsPatch::from_metadata(PUBLIC);
        let mut post =
            Post::received(open_id, video, resolve([(OptionsSource::Metadata, options)], now), now);
        let plan = ChunkPlan::new(size, CHUNK_BYTES_MIN).unwrap();
        let (publish_id, upload_url) = upload(tiktok, token, key, plan).await;
        for event in [
            Event::InitStarted { privacy_level: PrivacyLevel::PublicToEveryone },
            Event::InitAnswered {
                publish_id,
                upload_url: UploadUrl::new(upload_url),
                upload_url_expires_at: now + SignedDuration::from_hours(1),
                plan,
                answer: AnswerTrace::default(),
            },
            Event::LastChunkStarted,
            Event::UploadCompleted { detail: "sent".to_owned(), http_status: Some(201) },
        ] {
            post.apply(event, Source::Publish.at(now)).unwrap();
        }
        posts.save(&mut post).await.unwrap();
    }
}

impl World {
    /// TikTok knows the creator, and their tokens, issued then, lie where they should.
    pub(crate) async fn grant(&self, open_id: &str, issued_at: Timestamp) -> TokenPair {
        let creator =
            Creator { open_id: open_id.to_owned(), username: open_id.to_owned(), ..Creator::default() };
        self.tiktok.add_creator(creator).unwrap();
        let granted = self.tiktok.grant(open_id, &SCOPES).unwrap();
        let times = grant(issued_at);
        let pair = TokenPair {
            access_token: granted.access_token.into(),
            refresh_token: granted.refresh_token.into(),
            scopes: times.scopes,
            issued_at,
            access_expires_at: times.access_expires_at,
            refresh_expires_at: times.refresh_expires_at,
        };
        self.secrets.store_tokens(open_id, &pair).await.unwrap();
        pair
    }
}

/// The record of an account whose tokens were issued then.
pub(crate) fn account(open_id: &str, issued_at: Timestamp) -> Account {
    let mut account = Account::connected(open_id, &grant(issued_at), issued_at);
    account.introduce(open_id, open_id, None);
    account
}

/// What TikTok grants nowadays.
fn grant(issued_at: Timestamp) -> Grant {
    Grant {
        scopes: SCOPES.map(str::to_owned).to_vec(),
        issued_at,
        access_expires_at: issued_at + SignedDuration::from_hours(2),
        refresh_expires_at: issued_at + SignedDuration::from_hours(180 * 24),
    }
}

/// Uploads a video of one chunk, and gives its `publish_id` and where it went.
async fn upload(tiktok: &TikTok, token: &SecretString, title: String, plan: ChunkPlan) -> (String, String) {
    let post = PostInfo {
        title,
        privacy_level: PrivacyLevel::PublicToEveryone.as_str().to_owned().into(),
        disable_duet: true,
        disable_comment: true,
        disable_stitch: true,
        video_cover_timestamp_ms: None,
        brand_content_toggle: false,
        brand_organic_toggle: false,
        is_aigc: false,
    };
    let source =
        FileUpload { video_size: plan.size, chunk_size: plan.chunk_size, total_chunk_count: plan.count };
    let opened = tiktok.init_video(token, &InitRequest { post, source }).await.unwrap().data;
    let chunk = Chunk { first: 0, last: plan.size - 1, total: plan.size, content_type: "video/mp4" };
    let bytes = vec![0; usize::try_from(plan.size).unwrap()];
    tiktok.put_chunk(&opened.upload_url, chunk, bytes, Duration::from_secs(60)).await.unwrap();
    (opened.publish_id, opened.upload_url.expose().to_owned())
}
