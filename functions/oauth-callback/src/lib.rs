//! Connects creators: sends them to TikTok for consent and takes them back.
//!
//! `GET /connect?key=…` starts a connection for whoever knows the connect key, and the console starts others; `GET
//! /oauth/callback` ends them all. Every way it can go wrong ends on a plain page that says what to do and shows nothing of the inside.

mod begin;
mod finish;
mod page;
mod refusal;
mod response;

use gateway::{Connections, Tokens};
use jiff::SignedDuration;
use lambda_http::http::Method;
use lambda_http::{Body, Request, Response};
use runtime::Metric;

/// API Gateway stops listening after 30 seconds, and the function is stopped a second before.
const ANSWER_WITHIN: SignedDuration = SignedDuration::from_secs(27);

/// What the function works with.
#[derive(Clone)]
pub struct Connector {
    /// Connections under way, and what they lead to.
    pub connections: Connections,
}

impl Connector {
    /// Answers a request. There are no errors: each is a page.
    pub async fn answer(&self, request: Request) -> Response<Body> {
        let deadline = self.tokens().clock.now() + ANSWER_WITHIN;
        let gateway = self.connections.gateway.until(deadline);
        let connections = Connections { gateway, ..self.connections.clone() };
        Self { connections }.answer_in_time(request).await
    }

    async fn answer_in_time(&self, request: Request) -> Response<Body> {
        let answered = match (request.method(), request.uri().path()) {
            (&Method::GET, path) if path.ends_with("/oauth/callback") => self.finish(&request).await,
            (&Method::GET, path) if path.ends_with("/connect") => self.begin(&request).await,
            _ => return response::plain(404, "there is nothing here"),
        };
        answered.unwrap_or_else(|refusal| {
            self.count(Metric::ConnectionsRefused, ("refusal", refusal.name()));
            refusal.into_page()
        })
    }

    fn tokens(&self) -> &Tokens {
        &self.connections.gateway.tokens
    }

    /// Counts a connection that has ended, well or not.
    pub(crate) fn count(&self, metric: Metric, (name, value): (&str, &str)) {
        let tokens = self.tokens();
        tokens.metrics.count(tokens.clock.now(), metric, &[(name, Some(value))]);
    }
}
