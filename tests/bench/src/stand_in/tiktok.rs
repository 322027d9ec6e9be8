//! TikTok as far as a post is sent to it. It looks at no byte, so that it never is what limits a transfer; that the
//! right ones arrive is what the other tests are for.

use super::server::{Answer, Server, json, whole};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONTENT_RANGE, HeaderValue};
use hyper::{Request, StatusCode};
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A running TikTok.
pub(crate) struct TikTok {
    server: Server,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Where bytes are to be sent, where that is not here.
    upload_url: Option<String>,
    /// Inits so far.
    inits: u64,
    span: Span,
}

/// One upload, as it was seen here.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    begun_at: Option<Instant>,
    ended_at: Option<Instant>,
    /// Bytes that arrived.
    pub(crate) bytes: u64,
    /// Requests that brought them.
    pub(crate) puts: u64,
}

impl Span {
    /// From its beginning to the answer to its last byte.
    pub(crate) fn duration(&self) -> Option<Duration> {
        Some(self.ended_at?.duration_since(self.begun_at?))
    }
}

impl TikTok {
    /// Starts on a free port.
    pub(crate) async fn start() -> io::Result<Self> {
        let state = Arc::<Mutex<State>>::default();
        let server =
            Server::start(Arc::clone(&state), |state, request| async move { answer(&state, request).await })
                .await?;
        Ok(Self { server, state })
    }

    /// What to call.
    pub(crate) const fn server(&self) -> &Server {
        &self.server
    }

    /// Bytes are sent to this host and port from now on, which leads here.
    pub(crate) fn receive_at(&self, authority: &str) {
        state(&self.state).upload_url = Some(format!("http://{authority}/video/?upload_id=1&upload_token=t"));
    }

    /// An upload begins now; what was seen of the one before is forgotten. An init says so too.
    pub(crate) fn begin(&self) {
        state(&self.state).span = Span { begun_at: Some(Instant::now()), ..Span::default() };
    }

    /// What was seen since the beginning.
    pub(crate) fn span(&self) -> Span {
        state(&self.state).span
    }
}

fn state(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(shared: &Mutex<State>, request: Request<Incoming>) -> Answer {
    match request.uri().path() {
        "/v2/post/publish/creator_info/query/" => envelope(json!({
            "creator_avatar_url": "http://127.0.0.1/a.png",
            "creator_username": "bench",
            "creator_nickname": "Bench",
            "privacy_level_options": ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
            "comment_disabled": false,
            "duet_disabled": false,
            "stitch_disabled": false,
            "max_video_post_duration_sec": 600,
        })),
        "/v2/post/publish/video/init/" => {
            let mut state = state(shared);
            state.span = Span { begun_at: Some(Instant::now()), ..Span::default() };
            state.inits += 1;
            let publish_id = format!("v_pub_file~v2-1.{}", state.inits);
            envelope(json!({ "publish_id": publish_id, "upload_url": state.upload_url }))
        }
        "/video/" => receive(shared, request).await,
        _ => whole(StatusCode::NOT_FOUND, ""),
    }
}

/// Takes in a chunk, or the whole video where no `Content-Range` says what it is.
async fn receive(shared: &Mutex<State>, request: Request<Incoming>) -> Answer {
    let range = request.headers().get(CONTENT_RANGE).and_then(read_range);
    let mut body = request.into_body();
    let mut bytes = 0;
    while let Some(Ok(frame)) = body.frame().await {
        bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
    }
    let is_last = range.is_none_or(|(last, total)| last + 1 == total);
    let status = if is_last { StatusCode::CREATED } else { StatusCode::PARTIAL_CONTENT };
    let mut answer = whole(status, "");
    if let Some((last, total)) = range {
        let held = HeaderValue::from_str(&format!("bytes 0-{last}/{total}"));
        answer.headers_mut().insert(CONTENT_RANGE, held.unwrap_or(HeaderValue::from_static("")));
    }
    let mut state = state(shared);
    state.span.bytes += bytes;
    state.span.puts += 1;
    state.span.ended_at = Some(Instant::now());
    answer
}

/// Reads the last offset and the total of `bytes FIRST-LAST/TOTAL`.
fn read_range(header: &HeaderValue) -> Option<(u64, u64)> {
    let (range, total) = header.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.1.parse().ok()?, total.parse().ok()?))
}

fn envelope(data: Value) -> Answer {
    json(&json!({ "data": data, "error": { "code": "ok", "message": "", "log_id": "bench" } }))
}
