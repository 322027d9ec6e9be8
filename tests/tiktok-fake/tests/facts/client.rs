//! A raw client: it sends what a test says and judges nothing.

use std::time::Duration;

use reqwest::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Body, RequestBuilder, redirect};
use serde_json::{Value, json};
use tiktok_fake::{App, Creator, PostReport, Settings, Start, TikTokFake};
use url::Url;

pub(crate) const REDIRECT_URI: &str = "http://127.0.0.1:8080/oauth/callback";
pub(crate) const CREATOR_INFO: &str = "/v2/post/publish/creator_info/query/";
pub(crate) const INIT: &str = "/v2/post/publish/video/init/";
pub(crate) const STATUS: &str = "/v2/post/publish/status/fetch/";
pub(crate) const TOKEN: &str = "/v2/oauth/token/";
pub(crate) const REVOKE: &str = "/v2/oauth/revoke/";

/// A fake with one connected creator, and a raw client.
pub(crate) struct Client {
    pub(crate) fake: TikTokFake,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
    pub(crate) open_id: String,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// The HTTP status and the envelope's code.
    pub(crate) fn outcome(&self) -> (u16, String) {
        (self.status, self.json()["error"]["code"].as_str().unwrap().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The query of the redirect.
    pub(crate) fn redirected_with(&self, name: &str) -> Option<String> {
        let location = Url::parse(self.header(LOCATION.as_str()).unwrap()).unwrap();
        assert!(location.as_str().starts_with(REDIRECT_URI));
        location.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

/// An upload that has begun.
pub(crate) struct Begun {
    pub(crate) publish_id: String,
    pub(crate) upload_url: String,
}

impl Client {
    pub(crate) async fn new() -> Self {
        Self::with(Settings { auto_consent: true, ..Settings::default() }).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        Self::with_creator(settings, Creator::demo()).await
    }

    pub(crate) async fn with_creator(settings: Settings, creator: Creator) -> Self {
        let app = App { redirect_uris: vec![REDIRECT_URI.to_owned()], ..App::default() };
        let open_id = creator.open_id.clone();
        let start = Start { settings, app, creators: vec![creator], ..Start::default() };
        let fake = TikTokFake::start_with(start).await.unwrap();
        let token = fake.grant(&open_id, &["user.info.basic", "video.publish"]).unwrap().access_token;
        let http = reqwest::Client::builder().no_proxy().redirect(redirect::Policy::none()).build().unwrap();
        Self { fake, http, token, open_id }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.fake.base_url())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.http.get(self.url(path)).bearer_auth(&self.token)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_as(&self.token, path, body).await
    }

    pub(crate) async fn post_as(&self, token: &str, path: &str, body: &Value) -> Answer {
        answer(self.http.post(self.url(path)).bearer_auth(token).json(body)).await
    }

    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        answer(self.http.post(self.url(path)).form(fields)).await
    }

    pub(crate) async fn control(&self, method: reqwest::Method, path: &str, body: &Value) -> Answer {
        answer(self.http.request(method, self.url(&format!("/_control{path}"))).json(body)).await
    }

    /// An init that is accepted.
    pub(crate) async fn begin(&self, size: u64, chunk: u64, count: u64) -> Begun {
        let answer = self.post(INIT, &init_body(size, chunk, count)).await;
        assert_eq!(answer.outcome(), (200, "ok".to_owned()), "{}", answer.text);
        let data = answer.json()["data"].clone();
        let text = |name: &str| data[name].as_str().unwrap().to_owned();
        Begun { publish_id: text("publish_id"), upload_url: text("upload_url") }
    }

    /// The PUT of one chunk, with the headers that it should have.
    pub(crate) fn put(&self, url: &str, first: u64, total: u64, bytes: Vec<u8>) -> RequestBuilder {
        let last = first + u64::try_from(bytes.len()).unwrap() - 1;
        self.put_range(url, &format!("bytes {first}-{last}/{total}"), bytes)
    }

    pub(crate) fn put_range(&self, url: &str, range: &str, body: impl Into<Body>) -> RequestBuilder {
        self.http.put(url).header(CONTENT_TYPE, "video/mp4").header(CONTENT_RANGE, range).body(body)
    }

    /// A small video, all the way to its last byte.
    pub(crate) async fn upload(&self) -> String {
        let begun = self.begin(3, 3, 1).await;
        let answer = answer(self.put(&begun.upload_url, 0, 3, b"abc".to_vec())).await;
        assert_eq!(answer.status, 201);
        begun.publish_id
    }

    pub(crate) async fn status(&self, publish_id: &str) -> Value {
        let answer = self.post(STATUS, &json!({ "publish_id": publish_id })).await;
        assert_eq!(answer.outcome(), (200, "ok".to_owned()));
        answer.json()["data"].clone()
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.fake.advance(Duration::from_secs(seconds));
    }

    /// What the report says of the only post.
    pub(crate) fn only_post(&self) -> PostReport {
        let [post] = <[PostReport; 1]>::try_from(self.fake.report().posts).unwrap();
        post
    }

    pub(crate) fn violations(&self) -> Vec<String> {
        self.fake.report().violations.into_iter().map(|violation| violation.what).collect()
    }
}

pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, text: response.text().await.unwrap() }
}

/// The body of an init that is in order.
pub(crate) fn init_body(size: u64, chunk: u64, count: u64) -> Value {
    json!({
        "post_info": {
            "title": "a caption",
            "privacy_level": "PUBLIC_TO_EVERYONE",
            "disable_duet": true,
            "disable_comment": true,
            "disable_stitch": true,
            "video_cover_timestamp_ms": 1000,
            "brand_content_toggle": false,
            "brand_organic_toggle": false,
            "is_aigc": false,
        },
        "source_info": {
            "source": "FILE_UPLOAD",
            "video_size": size,
            "chunk_size": chunk,
            "total_chunk_count": count,
        },
    })
}

/// The same code in the envelope, for comparisons.
pub(crate) fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
