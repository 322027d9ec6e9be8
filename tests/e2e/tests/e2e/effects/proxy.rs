//! A proxy in front of DynamoDB or TikTok: each request is an effect, and failures happen at the wire.

mod forward;
mod overheard;

pub(crate) use forward::get;
pub(crate) use overheard::Overheard;

use super::{Effects, Failure};
use crate::world::Time;
use bytes::Bytes;
use forward::{Answer, forward};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What lies behind a proxy.
pub(crate) enum Upstream {
    /// dynoxide.
    DynamoDb,
    /// The fake, whose clock moves with ours and whose secrets are noted.
    TikTok {
        /// Both clocks.
        time: Arc<Time>,
        /// Where to note them.
        overheard: Overheard,
    },
}

/// A running proxy. It stops when it is dropped.
pub(crate) struct Proxy {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

/// What every connection of a proxy shares.
struct Wiring {
    target: SocketAddr,
    address: SocketAddr,
    upstream: Upstream,
    effects: Effects,
}

impl Proxy {
    /// Starts a proxy in front of `target` on a free port.
    pub(crate) async fn start(target: SocketAddr, upstream: Upstream, effects: Effects) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let wiring = Arc::new(Wiring { target, address, upstream, effects });
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                let wiring = Arc::clone(&wiring);
                tokio::spawn(async move {
                    let service = service_fn(|request| wiring.answer(request));
                    let connection = hyper::server::conn::http1::Builder::new();
                    // An error is how a connection is cut; whoever waits at its other end finds out.
                    let _ = connection.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self { address, accepting }
    }

    /// The address to call instead of the target's.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The proxy's host and port.
    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Wiring {
    /// Answers a request, or cuts its connection by an error.
    async fn answer(&self, request: Request<Incoming>) -> Result<Answer, io::Error> {
        match self.effects.next(&self.name(&request)) {
            None => self.pass(request).await,
            Some(Failure::CrashBefore) => self.effects.crash().await,
            Some(Failure::CrashAfter) => {
                drop(self.pass(request).await);
                self.effects.crash().await
            }
            Some(Failure::AnswerLost) => {
                drop(self.pass(request).await);
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Some(Failure::AnswerLate) => {
                let answer = self.pass(request).await;
                self.effects.hold().await;
                answer
            }
            Some(Failure::RequestLate) => {
                let (head, body) = request.into_parts();
                let body = Full::new(body.collect().await.map_err(io::Error::other)?.to_bytes());
                let (gate, target) = (self.effects.gate(), self.target);
                tokio::spawn(async move {
                    gate.notified().await;
                    forward(target, Request::from_parts(head, body)).await
                });
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Some(Failure::ErrorAnswer) => {
                drop(request.into_body().collect().await);
                Ok(server_error())
            }
        }
    }

    async fn pass(&self, request: Request<Incoming>) -> Result<Answer, io::Error> {
        let Upstream::TikTok { time, overheard } = &self.upstream else {
            return forward(self.target, request).await;
        };
        time.advance(self.effects.slowness(&self.name(&request)));
        let path = request.uri().path().to_owned();
        let answer = forward(self.target, request).await?;
        // The fake names its own address in an upload_url; the bytes, too, are to come this way.
        let (head, body) = answer.into_parts();
        let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        let body = replace(&body, &self.target.to_string(), &self.address.to_string());
        overheard.listen(&path, &body);
        Ok(Response::from_parts(head, Full::new(body)))
    }

    fn name(&self, request: &Request<Incoming>) -> String {
        match &self.upstream {
            Upstream::DynamoDb => {
                let target = request.headers().get("x-amz-target").and_then(|value| value.to_str().ok());
                let operation = target.and_then(|target| target.rsplit('.').next()).unwrap_or("?");
                format!("dynamodb {operation}")
            }
            Upstream::TikTok { .. } => format!("tiktok {}", request.uri().path()),
        }
    }
}

fn server_error() -> Answer {
    let mut response = Response::new(Full::new(Bytes::from_static(b"{}")));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

fn replace(body: &Bytes, from: &str, to: &str) -> Bytes {
    match std::str::from_utf8(body) {
        Ok(text) if text.contains(from) => text.replace(from, to).into(),
        Ok(_) | Err(_) => body.clone(),
    }
}
