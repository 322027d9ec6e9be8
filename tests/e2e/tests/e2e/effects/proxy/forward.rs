//! One HTTP exchange over a connection of its own.

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::Body;
use hyper::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use url::Url;

/// An answer that has been read whole.
pub(crate) type Answer = Response<Full<Bytes>>;

/// Sends a request on to `target`.
pub(crate) async fn forward<B>(target: SocketAddr, request: Request<B>) -> Result<Answer, io::Error>
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    let stream = TcpStream::connect(target).await?;
    stream.set_nodelay(true)?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(io::Error::other)?;
    tokio::spawn(connection);
    let answer = sender.send_request(request).await.map_err(io::Error::other)?;
    let (mut head, body) = answer.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    // The body may be written anew, and is whole by now.
    head.headers.remove(CONTENT_LENGTH);
    head.headers.remove(TRANSFER_ENCODING);
    Ok(Response::from_parts(head, Full::new(body)))
}

/// What a browser does with a link, without following where it leads.
pub(crate) async fn get(url: &Url) -> Response<Full<Bytes>> {
    let address = url.socket_addrs(|| None).unwrap()[0];
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let request = Request::get(path).header(HOST, url.authority()).body(Empty::<Bytes>::new()).unwrap();
    forward(address, request).await.unwrap()
}
