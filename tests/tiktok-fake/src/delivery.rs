//! Sends events when they are due, and again until they are answered with 200.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use tokio::sync::futures::Notified;

use crate::clock::after_seconds;
use crate::report::Delivery;
use crate::settings::WebhookSettings;
use crate::tiktok::Tiktok;
use crate::webhook::{Event, SIGNATURE_HEADER, signature};

/// How long one attempt may take, in seconds. TikTok wants its answer at once and names no number.
const ATTEMPT_SECONDS_MAX: u64 = 10;

/// The client that carries events; it follows no redirects.
pub(crate) fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .dns_resolver(Arc::new(LocalNames))
        .timeout(Duration::from_secs(ATTEMPT_SECONDS_MAX))
        .build()
}

/// Names below `localhost` mean this machine (RFC 6761), which not every system's resolver knows.
struct LocalNames;

impl Resolve for LocalNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            if name.as_str().ends_with(".localhost") {
                let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
                return Ok(Box::new(std::iter::once(here)) as Addrs);
            }
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Watches the posts for ever, and sends each of their events when it is due.
pub(crate) async fn announce_posts(tiktok: Arc<Tiktok>) {
    loop {
        let changed = tiktok.changed.notified();
        let (events, next) = {
            let mut world = tiktok.world();
            (world.take_due_events(tiktok.clock.now()), world.next_event_at())
        };
        events.into_iter().for_each(|event| send(&tiktok, event));
        wait(&tiktok, next, changed).await;
    }
}

/// Sends an event as often as the settings say, without waiting for the answers; one about a creator whose events are
/// lost goes nowhere.
pub(crate) fn send(tiktok: &Arc<Tiktok>, event: Event) {
    if tiktok.world().loses_events_about(&event.user_openid) {
        return;
    }
    let settings = tiktok.world().settings.webhook.clone();
    let Some(url) = settings.url.clone() else { return };
    for _ in 0..settings.copies {
        tiktok.spawn(deliver(Arc::clone(tiktok), settings.clone(), url.clone(), event.clone()));
    }
}

async fn deliver(tiktok: Arc<Tiktok>, settings: WebhookSettings, url: String, event: Event) {
    for attempt in 1..=settings.attempts {
        let now = tiktok.clock.now();
        let http_status = post(&tiktok, &url, &event, now).await;
        tiktok.log().add_delivery(Delivery {
            time: now,
            event: event.event.clone(),
            publish_id: event.content["publish_id"].as_str().map(str::to_owned),
            attempt,
            http_status,
        });
        if http_status == Some(200) {
            return;
        }
        if attempt < settings.attempts {
            sleep_until(&tiktok, after_seconds(now, settings.retry_seconds)).await;
        }
    }
}

async fn post(tiktok: &Tiktok, url: &str, event: &Event, now: Timestamp) -> Option<u16> {
    let app = tiktok.world().app.clone();
    let body = event.body(now, &app);
    let signature = signature(&app.client_secret, now, &body);
    let request =
        tiktok.http.post(url).header(CONTENT_TYPE, "application/json").header(SIGNATURE_HEADER, signature);
    request.body(body).send().await.ok().map(|answer| answer.status().as_u16())
}

async fn sleep_until(tiktok: &Tiktok, at: Timestamp) {
    loop {
        let changed = tiktok.changed.notified();
        if tiktok.clock.now() >= at {
            return;
        }
        wait(tiktok, Some(at), changed).await;
    }
}

/// Until this time, or until something changed that could make it another. `changed` is older than the look at what
/// it guards, so that no change is missed.
async fn wait(tiktok: &Tiktok, at: Option<Timestamp>, changed: Notified<'_>) {
    let Some(at) = at else { return changed.await };
    let left = Duration::try_from(at.duration_since(tiktok.clock.now())).unwrap_or_default();
    tokio::select! {
        () = changed => {}
        () = tokio::time::sleep(left) => {}
    }
}
