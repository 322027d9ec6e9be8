//! Everything around a function, and the function in the middle.

use crate::binaries::{Binaries, target_folder};
use crate::function::Function;
use crate::stand_in::{
    ACCOUNTS, APP_SECRET, Aws, CONSOLE_SECRET, Delay, Lambda, POSTS, S3, STATES, THUMBNAILS, TikTok,
};
use serde_json::json;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// AWS and TikTok, for all measurements of one run.
pub(crate) struct World {
    pub(crate) binaries: Binaries,
    pub(crate) aws: Aws,
    pub(crate) s3: S3,
    pub(crate) tiktok: TikTok,
    accounts: AtomicU64,
}

/// How far S3 and TikTok are away.
pub(crate) struct Way {
    /// Where S3 is called.
    pub(crate) s3: String,
    /// Where bytes are sent.
    pub(crate) tiktok: String,
    _proxies: Option<[Delay; 2]>,
}

/// A started function, and Lambda around it.
pub(crate) struct Running {
    pub(crate) function: Function,
    pub(crate) lambda: Lambda,
}

impl World {
    pub(crate) async fn start(binaries: Binaries) -> io::Result<Self> {
        std::fs::create_dir_all(folder())?;
        Ok(Self {
            binaries,
            aws: Aws::start().await?,
            s3: S3::start().await?,
            tiktok: TikTok::start().await?,
            accounts: AtomicU64::default(),
        })
    }

    /// The way to S3 and to TikTok's upload host, with this much between a request and its answer.
    pub(crate) async fn way(&self, round_trip: Duration) -> io::Result<Way> {
        let (s3, tiktok) = (self.s3.server().address, self.tiktok.server().address);
        if round_trip.is_zero() {
            return Ok(Way { s3: s3.to_string(), tiktok: tiktok.to_string(), _proxies: None });
        }
        let proxies = [Delay::start(s3, round_trip).await?, Delay::start(tiktok, round_trip).await?];
        let [s3, tiktok] = proxies.each_ref().map(Delay::authority);
        Ok(Way { s3, tiktok, _proxies: Some(proxies) })
    }

    /// Starts a function.
    pub(crate) async fn run(&self, program: &Path, chunk_bytes: u64, way: &Way) -> io::Result<Running> {
        let lambda = Lambda::start().await?;
        let settings = self.settings(chunk_bytes, way);
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        let log = folder().join(format!("{name}.log"));
        let function = Function::start(program, &settings, &lambda, &log)?;
        Ok(Running { function, lambda })
    }

    /// Every setting that any function reads.
    fn settings(&self, chunk_bytes: u64, way: &Way) -> Vec<(&'static str, String)> {
        let tiktok = self.tiktok.server().url();
        vec![
            ("AWS_ENDPOINT_URL", self.aws.secrets()),
            ("AWS_ENDPOINT_URL_DYNAMODB", format!("http://{}", self.aws.dynamodb)),
            ("AWS_ENDPOINT_URL_S3", format!("http://{}", way.s3)),
            ("LOG_LEVEL", "warn".to_owned()),
            ("STACK_NAME", "bench".to_owned()),
            ("PUBLIC_URL", "http://127.0.0.1:1".to_owned()),
            ("TIKTOK_API_URL", tiktok.clone()),
            ("TIKTOK_AUTHORIZE_URL", tiktok),
            ("TIKTOK_UPLOAD_HOSTS", way.tiktok.clone()),
            ("PKCE", "on".to_owned()),
            ("CHUNK_SIZE_BYTES", chunk_bytes.to_string()),
            ("DAILY_POST_CAP", "15".to_owned()),
            ("PRIVACY_FALLBACK", "self_only".to_owned()),
            ("UNAUDITED_POSTS", "wait".to_owned()),
            ("WEBHOOK_AGE_MAX_HOURS", "73".to_owned()),
            ("POST_RETENTION_DAYS", "400".to_owned()),
            ("POSTS_TABLE", POSTS.to_owned()),
            ("ACCOUNTS_TABLE", ACCOUNTS.to_owned()),
            ("OAUTH_STATES_TABLE", STATES.to_owned()),
            ("APP_SECRET", APP_SECRET.to_owned()),
            ("TOKEN_SECRET_PREFIX", "bench/tokens/".to_owned()),
            ("THUMBNAILS_TABLE", THUMBNAILS.to_owned()),
            ("UPLOADS_BUCKET", "uploads".to_owned()),
            ("UPLOADS_HOST", "uploads.s3.us-east-1.amazonaws.com".to_owned()),
            ("OIDC_ISSUER", "http://127.0.0.1:1".to_owned()),
            ("OIDC_CLIENT_ID", "bench".to_owned()),
            ("CONSOLE_OPERATORS", "@example.com".to_owned()),
            ("CONSOLE_CREATORS", "*".to_owned()),
            ("CONSOLE_SECRET", CONSOLE_SECRET.to_owned()),
            ("PUBLISH_QUEUE_URL", format!("{}/123456789012/publish", self.aws.secrets())),
            ("ALERTS_TOPIC", "arn:aws:sns:us-east-1:123456789012:alerts".to_owned()),
        ]
    }

    /// The event of a new upload of this size, by a creator who has posted nothing yet.
    pub(crate) fn upload(&self, bytes: u64) -> io::Result<String> {
        let creator = format!("creator{}", self.accounts.fetch_add(1, Ordering::Relaxed));
        self.aws.add_account(&creator)?;
        let uploaded = json!({ "Records": [{
            "eventSource": "aws:s3",
            "eventName": "ObjectCreated:Put",
            "s3": { "bucket": { "name": "uploads" }, "object": { "key": format!("{creator}/{bytes}.mp4") } },
        }] });
        let message = json!({ "Records": [{
            "messageId": "1", "receiptHandle": "1", "eventSource": "aws:sqs", "awsRegion": "us-east-1",
            "body": uploaded.to_string(), "attributes": {}, "messageAttributes": {},
        }] });
        Ok(message.to_string())
    }
}

/// Where logs and results lie.
pub(crate) fn folder() -> PathBuf {
    target_folder().join("bench")
}
