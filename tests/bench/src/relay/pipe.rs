//! The quickest way: one GET whose bytes go straight into one PUT, with nothing in between.

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::body::Body;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_LENGTH, HOST};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use std::error::Error;
use tokio::net::TcpStream;

/// Reads everything at one address, and sends it to the other.
///
/// # Errors
/// When either end does not do its part.
pub(crate) async fn pipe(from: Uri, to: Uri) -> Result<(), Box<dyn Error + Send + Sync>> {
    let get = Request::get(from.clone()).header(HOST, authority(&from)).body(Empty::<Bytes>::new())?;
    let answer = connect(&from).await?.send_request(get).await?;
    let length = answer.headers().get(CONTENT_LENGTH).cloned().ok_or("no length")?;
    let put = Request::builder().method(Method::PUT).uri(to.clone()).header(HOST, authority(&to));
    let put = put.header(CONTENT_LENGTH, length).body(answer.into_body())?;
    let answer = connect(&to).await?.send_request(put).await?;
    if answer.status() != StatusCode::CREATED {
        return Err(format!("the far end answered {}", answer.status()).into());
    }
    answer.into_body().collect().await?;
    Ok(())
}

async fn connect<B>(uri: &Uri) -> Result<SendRequest<B>, Box<dyn Error + Send + Sync>>
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    let stream = TcpStream::connect(authority(uri)).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

fn authority(uri: &Uri) -> &str {
    uri.authority().map_or("", |authority| authority.as_str())
}
