//! A browser with a profile of its own: what somebody does with it, and what it shows, keeps and complains of.

use crate::error::Error;
use crate::page::Page;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::{By, WebDriver, WebElement};
use tokio::sync::Mutex;
use url::Url;

/// A phone's screen, in CSS pixels: as narrow as those in use are.
pub(crate) const PHONE: (u32, u32) = (360, 740);

/// How long a picture may take to load, in milliseconds; it comes from this machine.
const PICTURE_MS_MAX: u32 = 10_000;

/// How long a page may take to come, and the pause between two looks for it.
const NEXT_PAGE_MAX: Duration = Duration::from_secs(30);
const LOOK_PAUSE: Duration = Duration::from_millis(50);

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
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: WebDriver,
    pub(crate) pictures: PathBuf,
    /// What the network has seen so far, as DevTools tells it.
    seen: Mutex<Vec<Value>>,
}

impl Browser {
    pub(crate) fn new(session: WebDriver, pictures: PathBuf) -> Self {
        Self { session, pictures, seen: Mutex::default() }
    }

    /// Opens an address and shows where it leads to.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn open(&self, address: &str) -> Result<Page, Error> {
        self.session.goto(address).await?;
        self.page().await
    }

    /// Clicks what a selector finds, and shows where that leads to.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn click(&self, selector: &str) -> Result<Page, Error> {
        self.session.find(By::Css(selector.to_owned())).await?.click().await?;
        self.page().await
    }

    /// Clicks the button that a selector finds and waits for the page that it leads to: a click alone may come back before the
    /// way there has begun.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn submit(&self, selector: &str) -> Result<Page, Error> {
        let button = self.session.find(By::Css(selector.to_owned())).await?;
        button.click().await?;
        let begun = Instant::now();
        while begun.elapsed() < NEXT_PAGE_MAX && !(self.has_left(&button).await && self.is_complete().await) {
            tokio::time::sleep(LOOK_PAUSE).await;
        }
        self.page().await
    }

    /// Whether the page of an element is shown no more.
    async fn has_left(&self, element: &WebElement) -> bool {
        element.tag_name().await.is_err()
    }

    /// Whether all of the page is there.
    async fn is_complete(&self) -> bool {
        let state = self.session.execute("return document.readyState", vec![]).await;
        state.is_ok_and(|state| state.json() == "complete")
    }

    /// The page that is shown now.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn page(&self) -> Result<Page, Error> {
        let url = self.session.current_url().await?;
        let text = |selector| async move {
            Ok::<_, Error>(self.session.find(By::Css(selector)).await?.text().await?)
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
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn picture_width(&self) -> Result<u64, Error> {
        let width = self.session.execute_async(PICTURE_WIDTH, vec![json!(PICTURE_MS_MAX)]).await?;
        Ok(width.convert()?)
    }

    /// Every cookie of every site, as DevTools shows it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn cookies(&self) -> Result<Vec<Value>, Error> {
        let mut kept = self.devtools("Storage.getCookies", json!({})).await?;
        Ok(serde_json::from_value(kept["cookies"].take())?)
    }

    /// All that the console shows: violations of a page's policy, among others.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn console(&self) -> Result<Vec<String>, Error> {
        let entries = self.session.get_log("browser").await?;
        Ok(entries.into_iter().map(|entry| entry.message).collect())
    }

    /// Every host and port that was asked for anything, whether it exists or not.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn asked(&self) -> Result<BTreeSet<String>, Error> {
        let asked = |event: &Value| {
            let url = event["params"]["request"]["url"].as_str().filter(|url| url.starts_with("http"))?;
            Some(Url::parse(url).ok()?.authority().to_owned())
        };
        Ok(self.seen().await?.iter().filter_map(asked).collect())
    }

    /// Leaves pictures of the page for people to look at, and says whether all of it fits the width of a phone.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn fits_a_phone(&self, name: &str) -> Result<bool, Error> {
        self.session.screenshot(&self.pictures.join(format!("{name}.png"))).await?;
        self.devtools("Emulation.setDeviceMetricsOverride", Self::phone()).await?;
        let needed = self.session.execute("return document.documentElement.scrollWidth", vec![]).await;
        let needed: u32 = needed?.convert()?;
        self.session.screenshot(&self.pictures.join(format!("{name}-phone.png"))).await?;
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?;
        Ok(needed <= PHONE.0)
    }

    /// A phone, as DevTools takes it.
    pub(crate) fn phone() -> Value {
        let (width, height) = PHONE;
        json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true })
    }

    /// Ends the browser, its profile included.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn quit(self) -> Result<(), Error> {
        Ok(self.session.quit().await?)
    }

    /// What the network has seen; chromedriver tells each event once.
    async fn seen(&self) -> Result<tokio::sync::MutexGuard<'_, Vec<Value>>, Error> {
        let entries = self.session.get_log("performance").await?;
        let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        let mut seen = self.seen.lock().await;
        seen.extend(events.map(|mut event| event["message"].take()));
        Ok(seen)
    }
}
