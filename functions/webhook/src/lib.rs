//! Takes TikTok's own word about posts and creators, over a public URL.
//!
//! TikTok tells at least once and in any order, and repeats for 72 hours what is not answered with 200. So a notice is
//! answered with 200 as soon as it is believed and has been applied, also where it is unknown or says nothing new. Polling
//! goes on beside it, and either may come first, late or never.

mod apply;
mod refusal;
mod secret;
mod settings;
mod taken;

pub use secret::ClientSecret;
pub use settings::Settings;

use adapters::Posts;
use gateway::Gateway;
use lambda_http::http::Method;
use lambda_http::{Body, Request, Response};
use refusal::Refusal;
use runtime::Metric;
use taken::Taken;
use tiktok::webhook::{WebhookEvent, verify};

/// The largest body that is read: TikTok's notices are a few hundred bytes.
const BODY_BYTES_MAX: usize = 256 * 1024;

/// The header that carries the signature.
const SIGNATURE_HEADER: &str = "tiktok-signature";

/// What the function works with.
#[derive(Clone)]
pub struct Webhook {
    /// The posts.
    pub posts: Posts,
    /// TikTok, tokens and accounts.
    pub gateway: Gateway,
    /// What notices are signed with.
    pub client_secret: ClientSecret,
    /// Settings.
    pub settings: Settings,
}

impl Webhook {
    /// Answers a request. TikTok reads the status alone.
    pub async fn answer(&self, request: Request) -> Response<Body> {
        let (metric, outcome, status) = match self.take(&request).await {
            Ok(taken) => {
                taken.log();
                (taken.metric(), taken.outcome(), 200)
            }
            Err(refusal) => {
                refusal.log();
                (Metric::NoticesRefused, refusal.outcome(), refusal.status())
            }
        };
        let tokens = &self.gateway.tokens;
        tokens.metrics.count(tokens.clock.now(), metric, &[("webhook.outcome", Some(outcome))]);
        let mut response = Response::new(Body::Empty);
        *response.status_mut() = status.try_into().unwrap_or_default();
        response
    }

    async fn take(&self, request: &Request) -> Result<Taken, Refusal> {
        if request.method() != Method::POST || !request.uri().path().ends_with("/webhooks/tiktok") {
            return Err(Refusal::NotHere);
        }
        // API Gateway may hand a body over in base64; the runtime has undone that, so these are the bytes that were signed.
        let body: &[u8] = request.body();
        if body.len() > BODY_BYTES_MAX {
            return Err(Refusal::TooLarge { bytes: body.len() });
        }
        let signature = request.headers().get(SIGNATURE_HEADER).and_then(|value| value.to_str().ok());
        let signature = signature.ok_or(Refusal::Unsigned)?;
        let tokens = &self.gateway.tokens;
        let now = tokens.clock.now();
        let secret = self.client_secret.read(tokens.secrets.as_ref(), now).await?;
        verify(signature, body, &secret, now.as_second(), self.settings.age_max)?;
        match WebhookEvent::parse(body) {
            Ok(event) => Ok(self.apply(event).await?),
            // It is TikTok's, and a repetition would be no better.
            Err(error) => Ok(Taken::Unreadable(error)),
        }
    }
}
