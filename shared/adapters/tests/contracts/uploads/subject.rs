//! A bucket, and a browser that sends parts to the addresses that it is given.

use crate::stage::{Place, StandIn, Subject};
use adapters::videos::VideoHead;
use adapters::{MemoryUploads, MemoryVideos, S3Uploads, S3Videos, Uploads, Videos};
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use bytes::Bytes;
use domain::{ByteRange, Video};
use futures::TryStreamExt;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper::{Request, StatusCode, Uri, header};
use hyper_util::rt::TokioIo;
use secrecy::ExposeSecret;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;

/// The smallest part that S3 takes before the last one.
pub(super) const PART_BYTES: usize = 5 * 1024 * 1024;

/// What moto answers where S3 lists the parts of an upload.
pub(super) const OTHER_ROOT: (StandIn, &str, &str) =
    (StandIn::Moto, "its list of parts has another root than S3's", "ListPartsResponse");

/// An upload under way in a browser.
pub(crate) struct Browser {
    pub(super) uploads: Arc<dyn Uploads>,
    videos: Arc<dyn Videos>,
    bucket: String,
    memory: Option<MemoryUploads>,
}

impl Subject for Browser {
    const NAME: &str = "uploads";
    const STAND_INS: [StandIn; 3] = StandIn::OF_PORTS;

    async fn at(place: Place) -> Self {
        let bucket = place.name.clone();
        if place.stand_in == StandIn::Memory {
            let videos = MemoryVideos::default();
            let uploads = MemoryUploads::new(videos.clone(), bucket.clone());
            let (memory, uploads) = (Some(uploads.clone()), Arc::new(uploads));
            return Self { uploads, videos: Arc::new(videos), bucket, memory };
        }
        let client = place.aws().s3();
        client.create_bucket().bucket(&bucket).send().await.unwrap();
        let enabled = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
        client
            .put_bucket_versioning()
            .bucket(&bucket)
            .versioning_configuration(enabled)
            .send()
            .await
            .unwrap();
        let uploads = Arc::new(S3Uploads::new(client.clone(), bucket.clone()));
        Self { uploads, videos: Arc::new(S3Videos::new(client)), bucket, memory: None }
    }
}

impl Browser {
    /// Sends one part. Says whether it was taken.
    pub(super) async fn send(&self, key: &str, upload_id: &str, number: u16, bytes: &[u8]) -> bool {
        let url = self.url(key, upload_id, number).await;
        let bytes = Bytes::copy_from_slice(bytes);
        match &self.memory {
            Some(memory) => memory.put(&url, bytes),
            None => put(&url, bytes).await.is_success(),
        }
    }

    /// Where a part is sent.
    pub(super) async fn url(&self, key: &str, upload_id: &str, number: u16) -> String {
        let life = Duration::from_mins(15);
        let urls = self.uploads.part_urls(key, upload_id, &[number], life).await.unwrap();
        assert_eq!((urls.len(), urls[0].number), (1, number));
        urls[0].url.expose_secret().to_owned()
    }

    /// The newest version of the object.
    pub(super) async fn head(&self, key: &str) -> Option<VideoHead> {
        self.videos.head(&self.bucket, key, None).await.unwrap()
    }

    /// All bytes of a video.
    pub(super) async fn read(&self, video: &Video) -> Vec<u8> {
        let whole = ByteRange { first: 0, last: video.size - 1 };
        let parts: Vec<Bytes> = self.videos.open(video, whole).await.unwrap().try_collect().await.unwrap();
        parts.concat()
    }
}

/// A PUT as a browser makes it: of all that is signed it sets nothing but the host.
async fn put(url: &str, bytes: Bytes) -> StatusCode {
    let url: Uri = url.parse().unwrap();
    let authority = url.authority().unwrap().as_str().to_owned();
    let stream = TcpStream::connect(&authority).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let request = Request::put(url.path_and_query().unwrap().as_str())
        .header(header::HOST, authority)
        .header(header::ORIGIN, "https://console.example")
        .body(Full::new(bytes))
        .unwrap();
    sender.send_request(request).await.unwrap().status()
}
