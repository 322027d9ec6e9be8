//! A browser with a profile of its own: what somebody does with it, and what it shows, keeps and complains of.

use super::{Creator, Outcome, told};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use thirtyfour::{By, WebDriver};
use tokio::sync::Mutex;
use url::Url;

/// A phone's screen, in CSS pixels: as narrow as those in use are.
const PHONE: (u32, u32) = (360, 740);

/// How long a picture may take to load, in milliseconds; it comes from this machine.
const PICTURE_MS_MAX: u32 = 10_000;

/// A picture's own width once it has loaded, and 0 where it cannot be shown.
const PICTURE_WIDTH: &str = "
const [longest, done] = arguments, picture = document.querySelector('img');
if (!picture) { done(0); }
const tell = () => done(picture.naturalWidth);
if (picture.complete) { tell(); }
picture.addEventListener('load', tell);
picture.addEventListener('error', tell);
setTimeout(tell, longest);
";

/// A running browser.
pub(crate) struct Browser {
    session: WebDriver,
    pictures: PathBuf,
    /// What the network has seen so far, as DevTools tells it.
    seen: Mutex<Vec<Value>>,
}

/// A page as it is shown.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) url: Url,
    pub(crate) heading: String,
    pub(crate) text: String,
    pub(crate) status: u64,
    headers: Value,
}

impl Page {
    /// A header that the page came with, where it came with one.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.headers.as_object()?;
        headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name))?.1.as_str()
    }
}

impl Browser {
    pub(super) fn new(session: WebDriver, pictures: PathBuf) -> Self {
        Self { session, pictures, seen: Mutex::default() }
    }

    /// Opens an address and shows where it leads to.
    pub(crate) async fn open(&self, address: &str) -> Outcome<Page> {
        self.session.goto(address).await.map_err(told)?;
        self.page().await
    }

    /// Opens an address that leads to TikTok's consent page, with this creator before the screen.
    pub(crate) async fn open_as(&self, creator: &Creator, address: &str) -> Outcome<Page> {
        let _seat = creator.take_seat().await?;
        let page = self.open(address).await?;
        assert_eq!(page.url.path(), "/v2/auth/authorize/", "no consent page: {page:?}");
        Ok(page)
    }

    /// Clicks what a selector finds, and shows where that leads to.
    pub(crate) async fn click(&self, selector: &'static str) -> Outcome<Page> {
        self.session.find(By::Css(selector)).await.map_err(told)?.click().await.map_err(told)?;
        self.page().await
    }

    /// Consents on TikTok's page.
    pub(crate) async fn consent(&self) -> Outcome<Page> {
        self.click("button[value=authorize]").await
    }

    /// The page that is shown now.
    pub(crate) async fn page(&self) -> Outcome<Page> {
        let url = self.session.current_url().await.map_err(told)?;
        let text = |selector| async move {
            self.session.find(By::Css(selector)).await.map_err(told)?.text().await.map_err(told)
        };
        let (heading, text) = (text("h1").await.unwrap_or_default(), text("body").await?);
        let documents = |event: &Value| {
            (event["method"] == "Network.responseReceived" && event["params"]["type"] == "Document")
                .then(|| event["params"]["response"].clone())
        };
        let response = self.seen().await?.iter().filter_map(documents).next_back().unwrap_or_default();
        let (status, headers) =
            (response["status"].as_u64().unwrap_or_default(), response["headers"].clone());
        Ok(Page { url, heading, text, status, headers })
    }

    /// How wide the page's picture is by itself: 0 where there is none, or none that can be shown.
    pub(crate) async fn picture_width(&self) -> Outcome<u64> {
        let width =
            self.session.execute_async(PICTURE_WIDTH, vec![json!(PICTURE_MS_MAX)]).await.map_err(told)?;
        width.convert().map_err(told)
    }

    /// Every cookie of every site, as DevTools shows it.
    pub(crate) async fn cookies(&self) -> Outcome<Vec<Value>> {
        let mut kept = self.session.cdp().send_raw("Storage.getCookies", json!({})).await.map_err(told)?;
        serde_json::from_value(kept["cookies"].take()).map_err(told)
    }

    /// All that the console shows: violations of a page's policy, among others.
    pub(crate) async fn console(&self) -> Outcome<Vec<String>> {
        let entries = self.session.get_log("browser").await.map_err(told)?;
        Ok(entries.into_iter().map(|entry| entry.message).collect())
    }

    /// Every host and port that was asked for anything, whether it exists or not.
    pub(crate) async fn asked(&self) -> Outcome<BTreeSet<String>> {
        let asked = |event: &Value| {
            let url = event["params"]["request"]["url"].as_str().filter(|url| url.starts_with("http"))?;
            Some(Url::parse(url).ok()?.authority().to_owned())
        };
        Ok(self.seen().await?.iter().filter_map(asked).collect())
    }

    /// Leaves pictures of the page for people to look at, and says whether all of it fits the width of a phone.
    pub(crate) async fn fits_a_phone(&self, name: &str) -> Outcome<bool> {
        self.session.screenshot(&self.pictures.join(format!("{name}.png"))).await.map_err(told)?;
        let (width, height) = PHONE;
        let phone = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        let cdp = self.session.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", phone).await.map_err(told)?;
        let needed = self.session.execute("return document.documentElement.scrollWidth", vec![]).await;
        let needed: u32 = needed.map_err(told)?.convert().map_err(told)?;
        self.session.screenshot(&self.pictures.join(format!("{name}-phone.png"))).await.map_err(told)?;
        cdp.send_raw("Emulation.clearDeviceMetricsOverride", json!({})).await.map_err(told)?;
        Ok(needed <= width)
    }

    /// Ends the browser, its profile included.
    pub(crate) async fn quit(self) -> Outcome {
        self.session.quit().await.map_err(told)
    }

    /// What the network has seen; chromedriver tells each event once.
    async fn seen(&self) -> Outcome<tokio::sync::MutexGuard<'_, Vec<Value>>> {
        let entries = self.session.get_log("performance").await.map_err(told)?;
        let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        let mut seen = self.seen.lock().await;
        seen.extend(events.map(|mut event| event["message"].take()));
        Ok(seen)
    }
}
