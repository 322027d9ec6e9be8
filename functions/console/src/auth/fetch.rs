//! Requests to the issuer.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;
use thiserror::Error;

/// How long a connection may take to come up, TLS included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an answer may take in all. Somebody is waiting, and API Gateway stops listening after 30 seconds, in which two
/// requests must find room.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// How large an answer may be. Discovery documents and key sets have a few kilobytes.
const ANSWER_BYTES_MAX: usize = 256 * 1_024;

/// Talks to the issuer and to nobody else: it follows no redirect and takes no proxy from the environment. It is set up with
/// its first request, because reading the system's root certificates would be a third of every start.
#[derive(Debug, Default)]
pub(crate) struct Fetch(OnceLock<reqwest::Client>);

/// Why there is no answer.
#[derive(Debug, Error)]
pub(crate) enum FetchError {
    /// The system has no root certificates.
    #[error("the http client could not be built")]
    Setup(#[source] reqwest::Error),
    /// The request never arrived, or its answer did not.
    #[error("no answer")]
    Http(#[source] reqwest::Error),
    /// More came than any issuer has to say.
    #[error("an answer of more than {ANSWER_BYTES_MAX} bytes")]
    TooLarge,
    /// The answer makes no sense as HTTP.
    #[error("an answer that is none")]
    Unreadable(#[source] http::Error),
}

impl Fetch {
    fn client(&self) -> Result<&reqwest::Client, FetchError> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        let client = reqwest::Client::builder()
            .user_agent(concat!("reeldrop-console/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .build();
        let client = client.map_err(FetchError::Setup)?;
        Ok(self.0.get_or_init(|| client))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        // Without addresses, which may carry what is secret.
        let http = |error: reqwest::Error| FetchError::Http(error.without_url());
        let request = reqwest::Request::try_from(request).map_err(http)?;
        let mut answer = self.client()?.execute(request).await.map_err(http)?;
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(bytes) = answer.chunk().await.map_err(http)? {
            if body.len() + bytes.len() > ANSWER_BYTES_MAX {
                return Err(FetchError::TooLarge);
            }
            body.extend_from_slice(&bytes);
        }
        response.body(body).map_err(FetchError::Unreadable)
    }
}

impl<'c> AsyncHttpClient<'c> for Fetch {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
