//! Lambda's runtime API, for one function at a time.

use super::server::{Answer, Server, whole};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use hyper::{Request, StatusCode};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::{Mutex as AsyncMutex, mpsc};

/// The longest that Lambda lets a function run.
const TIMEOUT: Duration = Duration::from_secs(900);

/// A running runtime API.
pub(crate) struct Lambda {
    server: Server,
    asked: AsyncMutex<mpsc::UnboundedReceiver<Instant>>,
    answered: AsyncMutex<mpsc::UnboundedReceiver<Answered>>,
    events: mpsc::UnboundedSender<String>,
}

/// What a function has answered and when, or what it says of its failure.
type Answered = Result<(Instant, Bytes), String>;

struct State {
    events: AsyncMutex<mpsc::UnboundedReceiver<String>>,
    asked: mpsc::UnboundedSender<Instant>,
    answered: mpsc::UnboundedSender<Answered>,
}

impl Lambda {
    /// Starts on a free port.
    pub(crate) async fn start() -> io::Result<Self> {
        let (events, waiting) = mpsc::unbounded_channel();
        let (ask, asked) = mpsc::unbounded_channel();
        let (tell, answered) = mpsc::unbounded_channel();
        let state = State { events: AsyncMutex::new(waiting), asked: ask, answered: tell };
        let server =
            Server::start(Arc::new(state), |state, request| async move { answer(&state, request).await })
                .await?;
        Ok(Self { server, asked: AsyncMutex::new(asked), answered: AsyncMutex::new(answered), events })
    }

    /// `AWS_LAMBDA_RUNTIME_API`.
    pub(crate) fn authority(&self) -> String {
        self.server.address.to_string()
    }

    /// When the function asked for an event, the next time that it does.
    pub(crate) async fn next_asked(&self) -> Option<Instant> {
        self.asked.lock().await.recv().await
    }

    /// Gives the function an event, and waits for its answer.
    ///
    /// # Errors
    /// What the function says of a failure, and that it is gone.
    pub(crate) async fn invoke(&self, event: String) -> Result<(Instant, Bytes), io::Error> {
        self.events.send(event).map_err(io::Error::other)?;
        let answered = self.answered.lock().await.recv().await;
        answered.unwrap_or_else(|| Err("the function is gone".to_owned())).map_err(io::Error::other)
    }
}

async fn answer(state: &State, request: Request<Incoming>) -> Answer {
    let path = request.uri().path().to_owned();
    if path.ends_with("/invocation/next") {
        let _ = state.asked.send(Instant::now());
        let Some(event) = state.events.lock().await.recv().await else {
            return whole(StatusCode::INTERNAL_SERVER_ERROR, "");
        };
        return invocation(event);
    }
    let at = Instant::now();
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let failed = path.ends_with("/error");
    let answered = if failed { Err(String::from_utf8_lossy(&body).into_owned()) } else { Ok((at, body)) };
    let _ = state.answered.send(answered);
    whole(StatusCode::ACCEPTED, "{}")
}

fn invocation(event: String) -> Answer {
    #[expect(clippy::disallowed_methods, reason = "the function's deadline is a moment of the real clock")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let deadline = (now + TIMEOUT).as_millis().to_string();
    let mut answer = whole(StatusCode::OK, event);
    let headers = answer.headers_mut();
    for (name, value) in [
        ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("lambda-runtime-deadline-ms", deadline.as_str()),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:us-east-1:123456789012:function:bench"),
        ("lambda-runtime-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"),
    ] {
        headers.insert(name, HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static("")));
    }
    answer
}
