//! A server that plays a script, one act per request, and keeps every byte it was sent.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tiktok::{Endpoints, TikTok};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Reads the request, sends these bytes, keeps the connection.
    Answer(String),
    /// Reads the request, sends these bytes, hangs up.
    AnswerAndHangUp(String),
    /// Reads the head only, sends these bytes, then reads the rest.
    AnswerEarly(String),
    /// Reads the request and hangs up without a word.
    HangUp,
    /// Reads the request and never answers.
    Stall,
    /// Reads the head and never reads on.
    StallBeforeBody,
}

/// A request, as far as it came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// Which connection it came on, counted from 0.
    pub(crate) connection: usize,
    /// Method and target.
    pub(crate) line: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    connections_ended: Arc<AtomicUsize>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

impl Server {
    pub(crate) async fn play(script: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::default();
        let connections_ended = Arc::new(AtomicUsize::new(0));
        let ended = Arc::clone(&connections_ended);
        let stage = Stage {
            script: script.into_iter().collect(),
            next: AtomicUsize::new(0),
            seen: Arc::clone(&seen),
        };
        let stage = Arc::new(stage);
        tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                let (stage, ended) = (Arc::clone(&stage), Arc::clone(&ended));
                tokio::spawn(async move {
                    stage.serve(stream, connection).await;
                    ended.fetch_add(1, Ordering::Relaxed);
                });
            }
        });
        Self { address, seen, connections_ended }
    }

    pub(crate) async fn answering(status: &str, headers: &str, body: &str) -> Self {
        Self::play([Act::Answer(answer(status, headers, body))]).await
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn client(&self) -> TikTok {
        client(&format!("http://{}", self.address), &format!("{}", self.address))
    }

    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request there was: a second one would be a hidden retry.
    pub(crate) fn only(&self) -> Request {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.into_iter().next().unwrap()
    }

    pub(crate) async fn until_seen(&self) {
        until(|| !self.seen().is_empty()).await;
    }

    /// Waits for the first connection to end, so that nothing more can arrive on it.
    pub(crate) async fn until_connection_ended(&self) {
        until(|| self.connections_ended.load(Ordering::Relaxed) > 0).await;
    }
}

async fn until(happened: impl Fn() -> bool) {
    for _ in 0..5_000 {
        if happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("nothing happened for five seconds");
}

pub(crate) fn client(api: &str, upload_hosts: &str) -> TikTok {
    TikTok::new(Endpoints {
        api: api.parse().unwrap(),
        authorize: "https://www.tiktok.com/v2/auth/authorize/".parse().unwrap(),
        upload_hosts: upload_hosts.parse().unwrap(),
    })
    .unwrap()
}

/// A whole answer; `headers` is empty or ends each line with `\r\n`.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

struct Stage {
    script: Vec<Act>,
    next: AtomicUsize,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Stage {
    async fn serve(&self, mut stream: TcpStream, connection: usize) {
        while let Some((mut request, length)) = read_head(&mut stream).await {
            request.connection = connection;
            let act = self.script.get(self.next.fetch_add(1, Ordering::Relaxed));
            match act.unwrap_or(&Act::HangUp).clone() {
                Act::Answer(bytes) => {
                    self.read_and_keep(&mut stream, request, length).await;
                    stream.write_all(bytes.as_bytes()).await.unwrap();
                }
                Act::AnswerAndHangUp(bytes) => {
                    self.read_and_keep(&mut stream, request, length).await;
                    stream.write_all(bytes.as_bytes()).await.unwrap();
                    return;
                }
                Act::AnswerEarly(bytes) => {
                    stream.write_all(bytes.as_bytes()).await.unwrap();
                    self.read_and_keep(&mut stream, request, length).await;
                }
                Act::HangUp => return self.read_and_keep(&mut stream, request, length).await,
                Act::Stall => {
                    self.read_and_keep(&mut stream, request, length).await;
                    return std::future::pending().await;
                }
                Act::StallBeforeBody => {
                    self.seen.lock().unwrap().push(request);
                    return std::future::pending().await;
                }
            }
        }
    }

    async fn read_and_keep(&self, stream: &mut TcpStream, mut request: Request, length: usize) {
        let mut buffer = [0; 16 * 1024];
        while request.body.len() < length {
            let room = buffer.len().min(length - request.body.len());
            match stream.read(&mut buffer[..room]).await {
                Ok(read @ 1..) => request.body.extend_from_slice(&buffer[..read]),
                Ok(0) | Err(_) => break,
            }
        }
        self.seen.lock().unwrap().push(request);
    }
}

/// The head, byte by byte so that nothing of the body is taken, and the announced length.
async fn read_head(stream: &mut TcpStream) -> Option<(Request, usize)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let line = lines.next()?.strip_suffix(" HTTP/1.1")?.to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let request = Request { line, headers, ..Request::default() };
    let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
    Some((request, length))
}
